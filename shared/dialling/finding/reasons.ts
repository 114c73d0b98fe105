/**
 * Why digits were taken for a telephone number.
 * - `link`: a `tel:`, `callto:` or `sip:` stands before them
 * - `label-before`, `label-near`, `label-after`: a word such as "Tel." says so
 * - `column`: the head of their column says so
 * - `international`: they begin with a plus, or with what is dialled before a country
 * - `well-grouped`: they are a number of the country, written as people there write one
 * - `alone`: nothing else stands in their cell or line
 * - `list`, `range`: they go on from a number before them
 * - `extension-keyword`: a word such as "ext." stands before a number within a house
 * - `call-keyword`: somebody is asked to call them
 * - `vanity`: letters stand for digits behind a free number
 */
export const whys = [
  "link",
  "label-before",
  "label-near",
  "label-after",
  "column",
  "international",
  "well-grouped",
  "alone",
  "list",
  "range",
  "extension-keyword",
  "call-keyword",
  "vanity",
] as const;
export type Why = (typeof whys)[number];

/**
 * Why digits were not taken.
 * - `labelled-otherwise`, `column-otherwise`: a word or the head of the column says what else they are
 * - `amount`: a currency or a unit stands beside them, or they are written as a large number is
 * - `part-of-word`, `part-of-longer`: letters or more digits belong to them
 * - `address`: they stand in a link, a mail address, a path or a file's name
 * - `date`, `drawn`, `checksum`: they are a date or times, drawn numbers, or have another number's check digits
 * - `unusual`: they would be a number of the country, but nothing says so and nobody writes one so
 * - `not-in-plan`: no numbering plan has them
 */
export type WhyNot =
  | "labelled-otherwise"
  | "column-otherwise"
  | "amount"
  | "part-of-word"
  | "part-of-longer"
  | "address"
  | "date"
  | "drawn"
  | "checksum"
  | "unusual"
  | "not-in-plan";

/** Something that speaks for digits, or against them, and how loudly. Together they must reach `enough`. */
export type Evidence = Readonly<{ why: Why; weight: number }> | Readonly<{ whyNot: WhyNot; weight: number }>;

/** What evidence must weigh for digits to be a number. */
export const enough = 2;
