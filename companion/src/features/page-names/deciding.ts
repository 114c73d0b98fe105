import { isSameFirm, isSamePerson } from "@twp/shared/names/same-name.ts";
import { claimKinds, type LearnedPerson } from "@twp/shared/protocol/index.ts";
import type { KeptClaim } from "./ports.ts";

/** What was last read so long before the latest word speaks of the number's owner before; in milliseconds. */
const outdated = 180 * 86_400_000;

/** Whom so many names claim is a switchboard, and nobody's own. */
const manyNames = 3;

/**
 * Whose a number is by what pages say of it; null where they do not say it clearly. A wrong name is worse than none, so:
 * - on one site the strongest kind that names somebody is believed, and no weaker one beside it;
 * - what was last read half a year before the latest word does not count: numbers go to somebody else;
 * - of two names the one stands that at least two sites say, and twice as many as the other; else nobody's;
 * - a number of three names and more is a switchboard's: its firm is left, where all agree on it.
 *
 * Sites count by whose they are: `a.acme.example` and `b.acme.example` are one voice.
 */
export function personOf(claims: readonly KeptClaim[]): LearnedPerson | null {
  const latest = Math.max(...claims.map(({ seenAt }) => seenAt));
  const current = believed(claims.filter(({ seenAt }) => latest - seenAt < outdated));
  const people = groups(
    current.filter(({ name }) => name !== ""),
    (one, other) => isSamePerson(one.name, other.name),
  );
  const chosen = people.length < manyNames ? clearest(people) : null;
  if (chosen !== null) return said(best(chosen), firmIn(chosen));
  // Whoever gives the number to somebody else would have to give it to the same firm.
  if (people.some((group) => firmIn(group) === "")) return null;
  const firms = current.filter(({ company }) => company !== "");
  const firm = clearest(groups(firms, (one, other) => isSameFirm(one.company, other.company)));
  return firm === null ? null : said({ ...best(firm), name: "", title: "" }, firmIn(firm));
}

function said(
  { key, kind, name, title, email, numbers, site, url, seenAt }: KeptClaim,
  company: string,
): LearnedPerson {
  // Of a firm only this number is known to be the caller's.
  const own = name === "" ? numbers.filter(({ number }) => number === key) : numbers;
  return { name, company, site, kind, title, email, numbers: [...own], url, seenAt };
}

/** Of each site what its strongest kind says, and the firms that others of it name. */
function believed(claims: readonly KeptClaim[]): readonly KeptClaim[] {
  return claims.filter((claim) => {
    if (claim.name === "") return true;
    const own = claims.filter(({ site, name }) => name !== "" && ownerOf(site) === ownerOf(claim.site));
    return own.every(({ kind }) => rank(kind) >= rank(claim.kind));
  });
}

const rank = (kind: KeptClaim["kind"]): number => claimKinds.indexOf(kind);

/** The claims that say the same, together. */
function groups(claims: readonly KeptClaim[], same: (one: KeptClaim, other: KeptClaim) => boolean): KeptClaim[][] {
  const found: KeptClaim[][] = [];
  // The longest name first: a short form is taken for the longer one, and not for a second person.
  for (const claim of claims.toSorted((a, b) => b.name.length - a.name.length)) {
    const group = found.find(([first]) => first !== undefined && same(first, claim));
    if (group === undefined) found.push([claim]);
    else group.push(claim);
  }
  return found;
}

/** The only group, or the one with clearly more sites behind it. */
function clearest(found: readonly KeptClaim[][]): readonly KeptClaim[] | null {
  const [first, second] = found.toSorted((one, other) => voices(other) - voices(one));
  if (first === undefined) return null;
  return second === undefined || voices(first) >= Math.max(2, 2 * voices(second)) ? first : null;
}

const voices = (group: readonly KeptClaim[]): number => new Set(group.map(({ site }) => ownerOf(site))).size;

/** The strongest, and of those the latest. */
function best(group: readonly KeptClaim[]): KeptClaim {
  const [first] = group.toSorted((one, other) => rank(one.kind) - rank(other.kind) || other.seenAt - one.seenAt);
  if (first === undefined) throw new Error("a group has a claim");
  return first;
}

/** The firm that all of them name who name one. */
function firmIn(group: readonly KeptClaim[]): string {
  const own = best(group).company;
  const firms = group.map(({ company }) => company).filter((company) => company !== "");
  const firm = own || (firms[0] ?? "");
  return firms.every((each) => isSameFirm(each, firm)) ? firm : own;
}

/** Whose a site is, nearly: the last two parts of its name. Where a country has three, too many are one voice, which only takes names away. */
export function ownerOf(site: string): string {
  return /^[\d.]+$|:/u.test(site) ? site : site.split(".").slice(-2).join(".");
}
