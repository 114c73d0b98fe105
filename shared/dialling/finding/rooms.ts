/** Rooms, floors, places to sit, roads and lines of buses are numbered too. */
const rooms =
  /^(?:salle|chambre|bureau|étage|appartement|appt|apt|quai|voie|porte|bâtiment|lit|zimmer|zi|raum|stock|stiege|gleis|wohnung|bett|platz|room|rm|floor|suite|ste|unit|flat|gate|platform|seat|ward|bed|bay|kamer|lokaal|zaal|spoor|stoel|verdieping|stanza|camera|piano|aula|sala|binario|letto|planta|habitación|puerta|andén|asiento|despacho|cama|bus|tram|métro|rer|train|zug|treno|trein|autobus|tranvía|route|hwy|highway|exit|article|art|büro|office|ufficio|kantoor|oficina)$/iu;
/** In most languages an everyday word: `policía local 092`. */
const local = /(?<!\p{L})(?:le|du|au|un|ce|el|del|al|il|nel) local $/iu;
const word = /(\p{L}{2,})\.? (?:n[°o]\.? ?|nr\.? ?)?$/u;

/** Does a text end in the word for a room, which the digits behind it number? */
export function isRoomsNumber(before: string): boolean {
  const said = word.exec(before.slice(-24))?.[1];
  return (said !== undefined && rooms.test(said)) || local.test(before.slice(-12));
}

const street =
  /(?:(?<!\p{L})(?:[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Vv]icolo|[Ll]argo|[Rr]ue|[Aa]venue|[Aa]v\.|[Bb]d\.?|[Bb]oulevard|[Cc]hemin|[Pp]lace|[Cc]alle|[Cc]\/|[Cc]arrer|[Aa]vda\.?|[Aa]venida|[Pp]laza|[Pp]aseo) (?:de[ls]?l?[aei]? )?\p{Lu}\p{L}[\p{L} '’]{0,20}|\p{L}{3}(?:stra(?:ss|ß)e|str\.|gasse|straat|laan|plein|weg)|(?<!\p{L})\p{Lu}\p{L}+ (?:[Ss]treet|[Rr]oad|[Aa]venue|[Ll]ane|[Ss]t\.|[Rr]d\.|[Aa]ve\.?))[ ,]*$/u;
const stairs =
  /(?<!\p{L})(?:sc(?:ala)?|pal(?:azzina)?|esc(?:alier|alera)?|b[âa]t)\.? ?[\p{L}\d]{1,2},? ?int(?:erno)?\.? ?$/iu;

const house = /(?<!\p{L})(?:hausn(?:umme)?r|huisn(?:umme)?r|house n(?:o|umber))\.? ?$/iu;
/** A street behind the number of its house: `988, rue Saint-Jean`, `311 Oak St`. */
const ofStreet =
  /^(?:,? (?:rue|av(?:enue|\.)|boul(?:evard|\.)|ch(?:emin|\.)|rte|via|calle|carrer) (?:de[ls]? |du |des )?\p{Lu}| (?:[NSEW]\.? )?\p{Lu}\p{L}+ (?:St|Street|Ave|Avenue|Rd|Road|Blvd|Ln|Lane|Dr|Drive|Way|Ct|Court|Pl|Place)(?!\p{L}))/u;

/** Do the digits at that place number a house or a flat, whose street or staircase stands beside them? */
export function isHousesNumber(plain: string, start: number, end: number): boolean {
  const before = plain.slice(Math.max(0, start - 40), start);
  return (
    street.test(before) ||
    stairs.test(before.slice(-24)) ||
    house.test(before.slice(-24)) ||
    ofStreet.test(plain.slice(end, end + 32))
  );
}
