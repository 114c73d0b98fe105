import { isSameFirm, isSamePerson } from "@twp/shared/names/same-name.ts";
import {
  claimKinds,
  mostClaims,
  type Claim,
  type ClaimKind,
  type NumberKind,
} from "@twp/shared/protocol/page-names.ts";

/** A number as a page writes it somewhere, and what it is for. */
export type SaidNumber = Readonly<{ text: string; kind: NumberKind }>;

/** What one place of a page says of somebody; `name` or `company` may be empty. */
export type Said = Readonly<{
  kind: ClaimKind;
  name: string;
  company: string;
  title: string;
  email: string;
  numbers: readonly SaidNumber[];
}>;

/** A number that the user sees on the page: as it stands there, and what it dials. */
export type Marked = Readonly<{ number: string; text: string; extension?: string | undefined }>;

const digitsOf = (text: string): string => text.replace(/\(0\)/gu, "").replace(/\D/gu, "");

/** The codes of countries (ITU-T E.164): a digit, two, or three. */
const code = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/u;

/** Is that text the marked number? It may lack the country's code, and then have the zero that is dialled before it at home. */
export function isThatNumber(text: string, marked: Marked): boolean {
  const said = digitsOf(text).replace(/^00/u, "");
  if (said.length < 5) return false;
  const number = digitsOf(marked.number);
  if (said === number || said === digitsOf(marked.text).replace(/^00/u, "")) return true;
  if (!marked.number.startsWith("+") || text.trim().startsWith("+")) return false;
  const atHome = number.replace(code, "");
  return said === atHome || said === `0${atHome}`;
}

/** Nobody's own: who answers there may be anybody of the firm. */
const shared: ReadonlySet<NumberKind> = new Set<NumberKind>(["switchboard", "fax"]);

/** What two writings of a number have in common: of all there are those that end alike are looked at. */
const ending = (text: string): string => digitsOf(text).slice(-5);

type Told = Readonly<{ said: Said; own: SaidNumber }>;

/** What is said, and what is marked, by how the numbers end: a page may have thousands of both. */
type Index = Readonly<{ said: Map<string, Told[]>; marked: Map<string, Marked[]>; withExtension: ReadonlySet<string> }>;

/**
 * What a page says of the numbers that can be seen on it. Of several places the strongest kind that names somebody is believed; where it names
 * more than one for a number, or the number has an extension behind it, only the firm is left. What nobody sees marked is nobody's.
 */
export function claimsOf(all: readonly Said[], marked: readonly Marked[]): Claim[] {
  const numbers = new Map(marked.filter(({ number }) => number.length <= 64).map((each) => [each.number, each]));
  const index: Index = {
    said: Map.groupBy(
      all.flatMap((said) => said.numbers.map((own): Told => ({ said, own }))),
      ({ own }) => ending(own.text),
    ),
    marked: Map.groupBy(numbers.values(), ({ number }) => ending(number)),
    withExtension: new Set(marked.filter(({ extension }) => extension !== undefined).map(({ number }) => number)),
  };
  const claims: Claim[] = [];
  for (const each of numbers.values()) {
    const claim = claims.length < mostClaims ? claimOf(each, index) : null;
    if (claim !== null) claims.push(claim);
  }
  return claims;
}

/** More places than this that name one number are a list of data. */
const mostPlaces = 50;

function claimOf(number: Marked, index: Index): Claim | null {
  const places = [...new Set([ending(number.number), ending(number.text)])].flatMap((end) => index.said.get(end) ?? []);
  const about = places.slice(0, mostPlaces).flatMap(({ said, own }): Said[] => {
    if (!isThatNumber(own.text, number)) return [];
    return [{ ...said, name: shared.has(own.kind) || index.withExtension.has(number.number) ? "" : said.name }];
  });
  const named = strongest(about.filter(({ name }) => name !== ""));
  const people = named.filter(({ name }, at) => named.slice(0, at).every((other) => !isSamePerson(other.name, name)));
  const [person] = people.length === 1 ? people : [];
  const company = person?.company || firmOf(about);
  const from = person ?? strongest(about.filter((said) => said.company !== ""))[0];
  if (from === undefined || (person === undefined && company === "")) return null;
  const name = person?.name ?? "";
  return {
    number: number.number,
    kind: from.kind,
    name,
    company,
    title: name === "" ? "" : from.title,
    email: from.email.length <= 120 ? from.email : "",
    numbers:
      name === "" && people.length > 1 ? [{ number: number.number, kind: "other" }] : numbersOf(from, number, index),
  };
}

/** Those of the strongest kind that is there. */
function strongest(all: readonly Said[]): readonly Said[] {
  const kind = claimKinds.find((each) => all.some((said) => said.kind === each));
  return all.filter((said) => said.kind === kind);
}

/** The firm that all agree on. */
function firmOf(all: readonly Said[]): string {
  const firms = strongest(all.filter(({ company }) => company !== "")).map(({ company }) => company);
  const [first = ""] = firms;
  return firms.every((each) => each === first || isSameFirm(each, first)) ? first : "";
}

/** Every number of somebody that can be seen, each once, this one first. */
function numbersOf({ numbers }: Said, own: Marked, { marked }: Index): Claim["numbers"] {
  const seen = new Map<string, NumberKind>([[own.number, "other"]]);
  for (const { text, kind } of numbers) {
    const found = isThatNumber(text, own) ? own : marked.get(ending(text))?.find((each) => isThatNumber(text, each));
    if (found !== undefined && (!seen.has(found.number) || found === own)) seen.set(found.number, kind);
  }
  return [...seen].slice(0, 12).map(([number, kind]) => ({ number, kind }));
}
