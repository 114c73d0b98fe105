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
