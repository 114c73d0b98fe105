/**
 * Numbers that are dialled within a house, a hotel or a firm: somebody is told to dial them, or what for, and they are listed with the
 * places that they reach. `plain` has them from `start` to `end`.
 */
type Place = Readonly<{ start: number; end: number; number: string }>;

const verbs =
  "dial(?:l?ing|s|ed)?|compose[rz]|composant|formez|faites|tapez|mar(?:que|quen|car|cando|cad)|compon\\p{L}{1,4}|comporre|digit(?:a|ate|are|i|ando)|(?:vor|an)?w[äa]h(?:len|le|lt)|draai(?:t|en)?|kiest?|toetst?";
const asks = "calls?|ring|bel(?:t|len)?|ruft?|rufen|llam(?:e|ar|en)|chiam(?:a|i|ate|are)|appele[rz]";
const dialled = new RegExp(
  `(?<!\\p{L})(?:${verbs})(?:(?: (?:sie|u|dan|then|just|simply|bitte))?|(?: (?:sie|u))? (?:im|in|im|vom|from|desde|dal|dalla|depuis|vanuit|dans|en) [^.,;:!?\\d]{2,24}(?= (?:le|il|el|die|de|het|lo) $))( (?:le|il|el|die|de|het|lo))? $`,
  "iu",
);
const purpose = "for|to reach|pour|für|per|para|voor";

/** What for: `for reception dial …`, `Receptie: toets …`. */
const meant = new RegExp(
  `(?:(?<!\\p{L})(?:${purpose}) [^.;:!?\\n\\d]{2,40}|\\p{L}{3} ?: ?)(?<!\\p{L})(?:${verbs}|${asks})(?: (?:sie|u))?(?: (?:le|il|el|die|de|het|lo|al|allo|the))? $`,
  "iu",
);
const meantBehind = new RegExp(
  `^ (?:${purpose}|to|um|om|from|depuis|desde|from|da|dal|dalla|von|vom|d'une?|y|o|puis|then|dann|dan|poi|luego)(?!\\p{L})`,
  "iu",
);
const verbBehind =
  /^(?: (?:vom|von|aus|per|bitte|dann|mit|im|in|vanaf|vanuit)(?: [\p{L}]{2,16}){0,3}?)? (?:an)?(?:wählen|rufen|bellen|draaien|kiezen)(?!\p{L})/iu;
const article = /(?:(?<!\p{L})(?:die|den|het|de|bitte|auf|naar|brandfall|notfall|brand|feuer)|:) $/iu;

/** `für die Rezeption die 11, für die Küche die 12 wählen`: the verb stands at the end for all of them. */
const forPlace = /(?<!\p{L})(?:für|voor) [^.;:!?\n\d]{2,32}(?:die|het|de)? $/iu;

/** From which telephone of the house it is dialled: `7100 from any house phone`, `92 desde la habitación`. */
const fromWithin =
  /^ (?:depuis|de|von|vom|from|desde|dal?|dalla|vanaf|vanuit) ?(?:(?:tout|n['’]importe quel|votre|la|le|jedem|ihrem|any|every|each|the|your|cualquier|su|ogni|qualsiasi|sua|elke?|uw|de|il) )?(?:(?:house|room|internal|haus|zimmer) ?-?)?(?:postes?|phone|telefon|apparat|room|chambre|habitación|teléfono|extensión|camera|telefono|interno|kamer|toestel|zimmer)(?!\p{L}*\d)/iu;

/** The cheap look: without one of these beginnings nobody is told to dial, or it is said behind. */
const verbBegins =
  /dial|compo|forme|faite|tape|mar[qc]|digit|w[äa]h|draai|kies|toets|call|ring|bel|ruf|llam|chiam|appel/iu;
const verbEnds = /wählen|rufen|bellen|draaien|kiezen/iu;

/** What is bought or hired of a house has its noun before it. */
const thing = /(?:chambre|zimmer|room|kamer|camera|habitación|modell|n[°o]\.?|nr\.?) $/iu;

/** Is somebody told to dial these digits? Of two, only where it is said what for, or that they are a number: `die 11 wählen`. */
export function isToBeDialled(plain: string, { start, end, number }: Place): boolean {
  if (number.length > 6 || number.startsWith("0") || isYear(number)) return false;
  const head = plain.slice(Math.max(0, start - 64), start);
  const tail = plain.slice(end, end + 48);
  if (fromWithin.test(tail)) return !thing.test(head);
  if (verbBegins.test(head)) {
    const told = dialled.exec(head);
    const ends = /^(?:$|[.,;)!\n]| [)(–-])/u.test(tail);
    if (meant.test(head)) return ends || meantBehind.test(tail);
    if (told !== null) return meantBehind.test(tail) || (told[1] !== undefined && ends);
  }
  if (!verbEnds.test(tail)) return false;
  if (forPlace.test(head) && /^,[^.;!?\n]{0,40}\d{2,6} (?:wählen|kiezen|draaien)/u.test(tail)) return true;
  return article.test(head) && verbBehind.test(tail) && (number.length > 2 || /wähl|draai|kie/u.test(tail));
}

/** `Sie erreichen Herrn Ott unter der 318`, `… joignable au 4012`: of persons, only a telephone is so. */
const reachedBy =
  /(?<!\p{L})(?:erreich\p{L}*|melde\p{L}*|joignables?|raggiungibil[ei]|bereikbaar|localizables?|reach(?:able|ed)?|reached|contactable)(?!\p{L})[^.;:!?\n\d]{0,40} (?:unter (?:der )?|auf (?:der )?|au |allo? |al |in el |en el |op (?:de )?|on |at )$/iu;
const anyReached = /erreich|melde|joignab|raggiung|bereikb|localiz|reach|contactab/iu;

/** Is somebody reached at these digits? */
export function isReachedAt(plain: string, { start, number }: Place): boolean {
  if (number.length < 3 || number.length > 5 || number.startsWith("0") || isYear(number)) return false;
  const before = plain.slice(Math.max(0, start - 72), start);
  return anyReached.test(before) && reachedBy.test(before);
}

/** Does it go on from the internal number before it, to another place or purpose? `…, pour le bar le 11`, `… or 52 for the gym`. */
export function goesOnDialling(plain: string, previousEnd: number, { start, end, number }: Place): boolean {
  const between = plain.slice(previousEnd, start);
  if (number.startsWith("0") || !onward.test(between)) return false;
  return (
    meantBehind.test(plain.slice(end, end + 16)) ||
    (/^(?:$|[.,;)!\n]| ?(?:wählen|bellen))/u.test(plain.slice(end, end + 8)) && goal.test(between))
  );
}

const onward = /^[^.!?\n\d]{0,28}(?:,|;| or| ou| oder| of| o| e| y| und| and| et| en)(?: [^.!?\n\d]{0,36})? $/iu;
const goal = new RegExp(`(?<!\\p{L})(?:${purpose}|le|il|el|die|de|dial|toets|wählen sie)(?!\\p{L})|\\p{L}{4,} $`, "iu");

/** Places that have a telephone more than anything else that is numbered, and such as only a list makes so. */
const desks =
  "re[cz]ep[ct]i[óo]n|r[ée]ception|receptie|rezeption|ricevimento|front desk|room ?service|servicio de habitaciones|zimmerservice|etagenservice|housekeeping|concierge(?:rie)?|valet|pforte|empfang|werkschutz|hausmeister|portineria|conserjer[íi]a|switchboard|loge|gardien";
const places = `${desks}|restaurant|ristorante|restaurante|bar|caf[ée]|spa|wellness|fitness|gym|pool|k[üu]che|kitchen|cuisine|security|sicherheit|s[ée]curit[ée]|technik|maintenance|stores|gatehouse|warehouse|lager|magazijn|almac[ée]n|magazzino|magasin|compta(?:bilit[ée])?|buchhaltung|contabili(?:dad|t[àa])|boekhouding|accounts|pharmac(?:y|ie)|apothe(?:ke|ek)|farmacia|port(?:i?er|ero)|brancardiers|celadores|nacht(?:wache|dienst)|labor(?:atoire|atorio)?|labo|radiologie|r[öo]ntgen|bloc|manutenzione|mantenimiento|sanitäter|ersthelfer|first aid|infirmerie|laundry|lavanderia|weckruf|wake-?up`;
const place = new RegExp(`^(?:${places})$`, "iu");
const deskBefore = new RegExp(
  `(?<!\\p{L})(?:${desks}|port(?:i?er|ero)|security|sicherheit|s[ée]curit[ée]|infirmerie|ersthelfer|sanitäter|first aid|gatehouse)(?: ?[:(]| (?:on|at|unter|auf|au|al|op|en el))? ?(?:\\((?:kl|dw|int|ext|tst)?\\.? ?)?$`,
  "iu",
);

/** Does the name of such a place stand directly before it? `of receptie (2200)` */
export const isBehindDesk = (plain: string, start: number): boolean =>
  deskBefore.test(plain.slice(Math.max(0, start - 32), start));

const inCell =
  /((?:(?:front|room|wake|servicio de|first) ?-?)?\p{L}{3,})(?: \(\p{L}{3,10}\))?(?: (?:is|ist|est|è|está|zit)? ?(?:on|at|au|unter|auf|op|al|en el|in))? ?:? $/iu;
const listed = new RegExp(
  `(?<!\\p{L})(?:(${desks})|${places})(?: \\(\\p{L}{3,10}\\))?(?: (?:is|ist|est|è|está|zit)? ?(?:on|at|au|unter|auf|op|al|en el|in))? ?:? (?!0|(?:19|20)\\d\\d)(\\d{2,5})(?=\\s*(?:$|[.;,|·)\\n–-]))(?![.,]\\d)`,
  "giu",
);

/** Is it a place's in a list of such? */
export function isListed(plain: string, start: number, isHouse: () => boolean): boolean {
  const name = inCell.exec(plain.slice(Math.max(0, start - 32), start))?.[1];
  return name !== undefined && place.test(name) && isHouse();
}

/** Does the text list places of a house, each with its number, all of one length? */
export function isHouse(plain: string): boolean {
  const found = [...plain.matchAll(listed)];
  const [first] = found;
  return (
    first !== undefined &&
    found.length > 1 &&
    found.some(([, desk]) => desk !== undefined) &&
    found.every(([, , number]) => number?.length === first[2]?.length)
  );
}

const isYear = (number: string): boolean => /^(?:19|20)\d\d$/u.test(number);
