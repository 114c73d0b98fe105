/** Six digits that punctuation may part, or a prefix whose number goes on in letters. */
const enoughDigits = /\p{Nd}(?:[^\p{L}\p{Nd},;:|]{0,5}\p{Nd}){5}|[78]\d\d[-. )]{1,2}[A-Z]/u;

/** Services that have short numbers, and places within a house that have internal ones, as their names begin. */
const called =
  "formez|int\\.|all[ôo] |enfance|main tend|dargeboten|pannen|rat auf d|arb[öo]|[öo]amtc|bergrett|gesundheitsb|krankentr|taxi|dieren|huisarts|wacht|t[ée]l[ée]-?acc|[ée]coute|child|power|coastguard|road|travel|dig:|cruz roja|guardia|capitaneria|antincend|anti-?violen|re[cz]e[pc]|récep|front desk|room ?serv|zimmerserv|housek|brandw|rettung|sanit|gasgeb|bombero|ambulan|gendarm|politie|fire |out of hours|concierg|valet|pforte|werksch|hausm|portiner|conserj";

/** Beginnings of words that make a short number of two digits and more: somebody is asked to call it, or it is one within a house. */
const beginnings =
  "call|sips?:|dial|ring(?!t)|text|phone|ext|appel|compos|faites|joind|poste|interne|numéro|urg[eè]nc|samu|police|polizia|carabin|pompier|incendi|vigili|bomber|medic|médec|crisis|lifeline|samarit|info|nhs|secours|t[eé]l(?![lst])|fon|ruf|wähl|dw|klappe|kl\\.|app\\.|apparat|nebenst|intern|kurzw|nummer|notf|polizei|feuer|stör|bel(?:len)? |toestel|tst|nood|chiam|compon|digit|numero|emergenz|emergen|soccorso|polic|número|llam|marc|marqu|anexo|línea|ligne|hilfe|help|sos|aide|zorg";
const ends = "hilfe|ruf|nummer|lijn|dienst|auskunft|durchwahl|hotline|telefon|behörde";
const announced = new RegExp(
  `(?:(?<!\\p{L})(?:${beginnings}|${called})|${ends})[^\\p{Nd}]{0,48}(?<!\\p{Nd})(?!(?:19|20)\\d\\d(?!\\d))\\p{Nd}{2}|\\p{Nd}{3}[^\\p{Nd}]{0,40}(?:intern|rufen|wählen|bellen|ambulan|pompier|mobile|handy|gratuit|kostenl|gebührenf|aide|hilfe|violen|suicid)|\\p{L}{4} \\p{Nd}{3} [·|–—]|116 ?\\d{3}|14 0\\d\\d|\\bx\\d{3}`,
  "iu",
);

/** Most texts are words alone, and one look for a digit is the cheapest. */
const digit = /\p{Nd}/u;

/** May this text hold a number at all? Cheap, for the walk over a page: nearly all texts are done after this one look. */
export function mayHoldNumber(text: string): boolean {
  return digit.test(text) && (enoughDigits.test(text) || announced.test(text));
}
