import * as v from "valibot";

/** Where numbers are marked: on every site, on those of the list alone, or on all others. */
export const siteModes = ["everywhere", "listed", "others"] as const;

const host = v.pipe(v.string(), v.minLength(1), v.maxLength(253));
/** So many sites, and numbers of one, are kept; the oldest go first. */
const mostSites = 500;
const mostNumbers = 200;

/** What the user has said to be a number: as it stands on the site, and what it dials. */
export const LearnedNumber = v.object({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  number: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
});
export type LearnedNumber = v.InferOutput<typeof LearnedNumber>;

/** What the user has said of sites. It stays in this browser. */
export const SiteRules = v.object({
  mode: v.picklist(siteModes),
  listed: v.array(host),
  /** What is no number, though it looks like one: by site, as it would be dialled. */
  notNumbers: v.array(v.object({ host, numbers: v.array(v.pipe(v.string(), v.maxLength(64))) })),
  /** What is a number, though it does not look like one. Earlier versions had no such list. */
  numbers: v.optional(v.array(v.object({ host, numbers: v.array(LearnedNumber) })), []),
  /** Where the panel does not wait at the edge, though it does elsewhere. Missing in what was stored before there was such a thing. */
  withoutStrip: v.optional(v.array(host), []),
  /** Whose pages are not remembered. Missing in what was stored before there was such a thing. */
  withoutMemory: v.optional(v.array(host), []),
});
export type SiteRules = v.InferOutput<typeof SiteRules>;

export const noSiteRules: SiteRules = {
  mode: "everywhere",
  listed: [],
  notNumbers: [],
  numbers: [],
  withoutStrip: [],
  withoutMemory: [],
};

/** The site of an address; empty where it has none. */
export function siteOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : "";
}

/** The site that somebody means who types its name or an address on it; null where it is none. */
export function siteNamed(text: string): string | null {
  const typed = text.trim();
  const site = siteOf(typed.includes("://") ? typed : `https://${typed}`);
  return typed !== "" && /^[\p{L}\p{N}]/u.test(typed) && site !== "" && site.length <= 253 ? site : null;
}

/** Are numbers marked there? A site of the list stands for everything below it as well. */
export function marksOn({ mode, listed }: SiteRules, site: string): boolean {
  if (mode === "everywhere") return true;
  const isListed = listed.some((each) => isBelow(site, each));
  return isListed === (mode === "listed");
}

/** Does the panel wait at the edge there? Only where numbers may be marked as well, and not where the user wants none. */
export function hasStrip(rules: SiteRules, site: string): boolean {
  return marksOn(rules, site) && !rules.withoutStrip.some((each) => isBelow(site, each));
}

/** No strip on that site any more. */
export function leaveStrip(rules: SiteRules, site: string): SiteRules {
  return site === "" ? rules : { ...rules, withoutStrip: listedWith(rules.withoutStrip, site) };
}

/** A strip on that site again. */
export function takeStrip(rules: SiteRules, site: string): SiteRules {
  return { ...rules, withoutStrip: rules.withoutStrip.filter((each) => each !== site) };
}

/** Are pages of that site remembered, where pages are? */
export function hasMemory({ withoutMemory }: SiteRules, site: string): boolean {
  return site !== "" && !withoutMemory.some((each) => isBelow(site, each));
}

/** No page of that site is remembered any more. */
export function leaveMemory(rules: SiteRules, site: string): SiteRules {
  return site === "" ? rules : { ...rules, withoutMemory: listedWith(rules.withoutMemory, site) };
}

/** Pages of that site are remembered again. */
export function takeMemory(rules: SiteRules, site: string): SiteRules {
  return { ...rules, withoutMemory: rules.withoutMemory.filter((each) => each !== site) };
}

/** What is no number on that site. */
export function notNumbersOn({ notNumbers }: SiteRules, site: string): readonly string[] {
  return notNumbers.find((each) => each.host === site)?.numbers ?? [];
}

/** What is a number on that site, because the user has said so. */
export function numbersOn({ numbers }: SiteRules, site: string): readonly LearnedNumber[] {
  return numbers.find((each) => each.host === site)?.numbers ?? [];
}

/** From now on that is no number there, whatever was said before. */
export function disown(rules: SiteRules, site: string, number: string): SiteRules {
  if (site === "") return rules;
  const without = notNumbersOn(rules, site).filter((each) => each !== number);
  const owned = numbersOn(rules, site).filter((each) => each.number !== number);
  return {
    ...rules,
    notNumbers: withSite(rules.notNumbers, site, [...without, number]),
    numbers: withSite(rules.numbers, site, owned),
  };
}

/** From now on that is a number there, whatever was said before; nothing is learned of null. */
export function own(rules: SiteRules, site: string, learned: LearnedNumber | null): SiteRules {
  if (site === "" || learned === null) return rules;
  const without = numbersOn(rules, site).filter(({ text }) => text !== learned.text);
  const disowned = notNumbersOn(rules, site).filter((each) => each !== learned.number);
  return {
    ...rules,
    notNumbers: withSite(rules.notNumbers, site, disowned),
    numbers: withSite(rules.numbers, site, [...without, learned]),
  };
}

/** What was said of that site to be no number is forgotten. */
export function forget(rules: SiteRules, site: string): SiteRules {
  return { ...rules, notNumbers: withSite(rules.notNumbers, site, []) };
}

/** What was said of that site to be a number is forgotten. */
export function forgetNumbers(rules: SiteRules, site: string): SiteRules {
  return { ...rules, numbers: withSite(rules.numbers, site, []) };
}

type Said<N> = { host: string; numbers: N[] };

/** The site that was spoken of last stands last; one of which nothing is left, not at all. */
function withSite<N>(all: readonly Said<N>[], host: string, numbers: readonly N[]): Said<N>[] {
  const others = all.filter((each) => each.host !== host);
  if (numbers.length === 0) return others;
  return [...others, { host, numbers: numbers.slice(-mostNumbers) }].slice(-mostSites);
}

/** No numbers on that site any more, whatever the mode; everything else stays as it is. */
export function leave(rules: SiteRules, site: string): SiteRules {
  if (site === "" || !marksOn(rules, site)) return rules;
  if (rules.mode === "listed") return { ...rules, listed: rules.listed.filter((each) => !isBelow(site, each)) };
  return { ...rules, mode: "others", listed: listedWith(rules.mode === "others" ? rules.listed : [], site) };
}

/** Puts a site on the list. */
export function list(rules: SiteRules, site: string): SiteRules {
  return site === "" ? rules : { ...rules, listed: listedWith(rules.listed, site) };
}

/** Takes a site off the list. */
export function unlist(rules: SiteRules, site: string): SiteRules {
  return { ...rules, listed: rules.listed.filter((each) => each !== site) };
}

const isBelow = (site: string, above: string): boolean => site === above || site.endsWith(`.${above}`);

function listedWith(listed: readonly string[], site: string): string[] {
  return [...listed.filter((each) => each !== site), site].slice(-mostSites);
}
