/** Words before digits that make them something else: a company's or a person's identity, a bank account, a book, an order. */
const otherLabels = [
  [
    "siren",
    "siret",
    "rcs(?:\\s+\\p{L}+)?",
    "tva",
    "nir",
    "insee",
    "rib",
    "commande",
    "facture",
    "sirene",
    "série",
    "réf(?:érence)?",
  ],
  ["vat", "iban", "bic", "isbn", "issn", "ean", "gtin", "doi", "orcid", "imei", "sort code", "ref", "id", "serial"],
  ["account", "order", "invoice", "ticket", "version", "lat", "lon"],
  ["ust-?id(?:-?nr)?", "steuer(?:nummer|-?id|-?nr)?", "hr[ab]", "blz", "konto(?:nummer)?", "seriennummer"],
  ["rechnung(?:snummer)?", "kundennummer", "bestellung", "bestellnummer"],
];
const labelled = new RegExp(
  `(?<![\\p{L}\\d])(?:${otherLabels.flat().join("|")})(?![\\p{L}])(?:\\s*(?:n[°ºor]|numéro|number|nummer|code|intracommunautaire))*[\\s.:#°º-]*(?:[a-z]{2}\\s?)?[\\d\\s.-]{0,24}$`,
  "iu",
);

/** Something before the digits that they continue: letters of an IBAN, a longer number, an amount, a path, a decimal. */
const continued = /(?:[A-Z]{2}\d{2}[ \dA-Z]*|\d[.,:/\- \u00A0]?|[$€£#=_@\\]\s?|[\p{L}\p{N}_][-_/.])$/u;

/** A unit or more digits behind them. */
const counted =
  /^(?:[.,:]\d|\s?(?:€|\$|£|%|°|eur\b|usd\b|chf\b|kg\b|km\b|m²|mm\b|cm\b|px\b|kb\b|mb\b|gb\b|octets\b)|[-_]\w|@)/iu;

const date =
  /^(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d{2}\s?[–-]\s?(?:19|20)\d{2})(?:\D|$)/u;
const address = /^\d{1,3}(?:\.\d{1,3}){3}$/u;

/** Numbers in a row without a space, as tables are copied: `0199001111,0199002222`. Amounts have no such long parts. */
const listedBefore = /\d(?:[ .-]?\d){7,}[,;]$/u;
const listedAfter = /^[,;]\+?\d(?:[ .-]?\d){7,}/u;

/** Are the digits from `start` to `end` plainly something other than a telephone number? What stands around them decides. */
export function isNoNumber(text: string, start: number, end: number): boolean {
  const found = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 48), start);
  const after = text.slice(end, end + 24);
  if (date.test(found) || address.test(found)) return true;
  if (labelled.test(before) || (counted.test(after) && !listedAfter.test(after))) return true;
  return (
    !found.startsWith("+") &&
    !listedBefore.test(before) &&
    continued.test(before) &&
    !/(?:tel|phone)[-_/.:]$/iu.test(before)
  );
}
