import { hasDigit, isForeign, plainText } from "./finding/plain-text.ts";

/** Six digits that punctuation may part, or a prefix whose number goes on in letters. */
const enoughDigits =
  /\d(?:[^\p{L}\d,;:|]{0,5}\d){5}|[78]\d\d[-. )]{1,2}[A-Z]|[2-9]\d\d[-. )]{1,2}(?:\d{3}[-. ])?[A-Z]{3}[A-Z-]{1,5}(?![A-Za-z\d])/u;

/** Services that have short numbers, and places within a house that have internal ones, as their names begin. */
const called =
  "hausintern|sourds|malentend|(?:en|in) ca(?:s|so) d|bei brand|bij brand|hausanschl|hausapp|house phone|fai[ts] le|fatto il|in-house|huistel|derivat|erreich|joignab|raggiung|bereikb|localizab|reachab|reached|speed ?dial|formez|int\\.|all[ôo] |enfance|main tend|dargeboten|pannen|rat auf d|arb[öo]|[öo]amtc|bergrett|gesundheitsb|krankentr|taxi|dieren|huisarts|wacht|t[ée]l[ée]-?acc|[ée]coute|child|power|coastguard|road|travel|dig:|cruz roja|guardia|capitaneria|antincend|anti-?violen|re[cz]e[pc]|récep|front desk|room ?serv|zimmerserv|housek|brandw|rettung|sanit|gasgeb|bombero|ambulan|gendarm|politie|fire |out of hours|concierg|valet|pforte|werksch|hausm|portiner|conserj";

/** Beginnings of words that make a short number of two digits and more: somebody is asked to call it, or it is one within a house. */
const beginnings =
  "call|sips?:|dial|ring(?!t)|text|phone|ext|appel|compos|faites|joind|poste|interne|numéro|urg[eè]nc|samu|police|polizia|carabin|pompier|incendi|vigili|bomber|medic|médec|crisis|lifeline|samarit|info|nhs|secours|t[eé]l(?![lst])|fon|ruf|wähl|dw|klappe|kl\\.|klappen|app\\.|apparat|nebenst|nst\\.|intern|kurzw|nummer|notf|polizei|feuer|stör|bel(?:len)? |toestel|tst|nood|spoed|levensb|lebensgef|chiam|compon|digit|numero|emergenz|emergen|soccorso|polic|número|llam|marc|marqu|anexo|línea|ligne|hilfe|help|sos|aide|zorg";
const ends = "hilfe|ruf|nummer|lijn|dienst|auskunft|durchwahl|hotline|telefon|behörde";
const announced = new RegExp(
  `(?:(?<!\\p{L})(?:${beginnings}|${called})|${ends})[^\\d]{0,48}(?<!\\d)(?!(?:19|20)\\d\\d(?!\\d))\\d{2}|\\d{3}[^\\d]{0,40}(?:intern|rufen|wählen|bellen|ambulan|pompier|mobile|handy|gratuit|kostenl|gebührenf|aide|hilfe|violen|suicid)|\\p{L}{4} \\d{3} [·|–—]|(?:durchwahl|klappe|nebenst|poste|interno|toestel|ext)[^\\d\\n]{0,48}\\n[^]{0,96}?[^\\d.,]\\d{2,5}(?![\\d.,])|\\d{3}(?: \\p{L}{1,5}['’]?){0,2} (?:risponde|r[ée]pond|contesta)|local \\d{3}|116 ?\\d{3}|14 0\\d\\d|\\bx\\d{3}`,
  "iu",
);

/** Nothing but an amount with its decimals, or a day and perhaps its time: the cells of most tables. */
const plainFigure =
  /^\s*(?:-?(?:0|[1-9]\d{0,2})(?:[ .'\u00A0\u202F]\d{3})*(?:,\d\d|(?<![.]\d{3})\.\d\d)(?: ?[€$£])?|(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[ T]\d\d:\d\d(?::\d\d)?)?)\s*$/u;

/** May this text hold a number at all? Cheap, for the walk over a page: nearly all texts are done after this one look. */
export function mayHoldNumber(text: string): boolean {
  // Most texts are words alone, and one look for a digit is the cheapest.
  if (!hasDigit(text) || plainFigure.test(text)) return false;
  const plain = isForeign(text) ? plainText(text) : text;
  return enoughDigits.test(plain) || announced.test(plain);
}
