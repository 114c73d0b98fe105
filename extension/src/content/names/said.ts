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

/** Is that text the marked number? It may lack the country's code, which the number has: at most three digits, and then its zero. */
export function isThatNumber(text: string, marked: Marked): boolean {
  const said = digitsOf(text).replace(/^00/u, "");
  if (said.length < 5) return false;
  const [number, shown] = [digitsOf(marked.number), digitsOf(marked.text).replace(/^00/u, "")];
  if (said === number || said === shown) return true;
  const national = said.replace(/^0/u, "");
  const code = number.length - national.length;
  return (
    marked.number.startsWith("+") && !text.trim().startsWith("+") && code >= 1 && code <= 3 && number.endsWith(national)
  );
}

/** Nobody's own: who answers there may be anybody of the firm. */
const shared: ReadonlySet<NumberKind> = new Set<NumberKind>(["switchboard", "fax"]);

/**
 * What a page says of the numbers that can be seen on it. Of several places the strongest kind that names somebody is believed; where it names
 * more than one for a number, or the number has an extension behind it, only the firm is left. What nobody sees marked is nobody's.
 */
export function claimsOf(all: readonly Said[], marked: readonly Marked[]): Claim[] {
  const numbers = new Map(marked.filter(({ number }) => number.length <= 64).map((each) => [each.number, each]));
  return [...numbers.values()].flatMap((each) => claimOf(all, each, marked) ?? []).slice(0, mostClaims);
}

function claimOf(all: readonly Said[], number: Marked, marked: readonly Marked[]): Claim | null {
  const about = all.flatMap((said) => {
    const own = said.numbers.find(({ text }) => isThatNumber(text, number));
    return own === undefined
      ? []
      : [{ ...said, name: shared.has(own.kind) || hasExtension(number, marked) ? "" : said.name }];
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
      name === "" && people.length > 1 ? [{ number: number.number, kind: "other" }] : numbersOf(from, number, marked),
  };
}

const hasExtension = ({ number }: Marked, marked: readonly Marked[]): boolean =>
  marked.some((each) => each.number === number && each.extension !== undefined);

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
function numbersOf({ numbers }: Said, own: Marked, marked: readonly Marked[]): Claim["numbers"] {
  const seen = new Map<string, NumberKind>([[own.number, "other"]]);
  for (const { text, kind } of numbers) {
    const found = isThatNumber(text, own) ? own : marked.find((each) => isThatNumber(text, each));
    if (found !== undefined && found.number.length <= 64 && (!seen.has(found.number) || found === own))
      seen.set(found.number, kind);
  }
  return [...seen].slice(0, 12).map(([number, kind]) => ({ number, kind }));
}
