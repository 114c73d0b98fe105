import * as v from "valibot";
import { whole } from "./pages.ts";

/**
 * Where a page says whose a number is, the strongest first:
 * - `schema`: data for search engines (schema.org)
 * - `card`: a person or firm marked as such (hCard, h-card)
 * - `signature`: the end of a mail, or a block that is written like one
 * - `link`: the words of a telephone link
 */
export const claimKinds = ["schema", "card", "signature", "link"] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** What a number is for, where the page says so. */
export const numberKinds = ["work", "mobile", "home", "fax", "switchboard", "other"] as const;
export type NumberKind = (typeof numberKinds)[number];

const number = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
/** So long is a name, a firm or a task at most. */
export const longestName = 60;
const words = v.pipe(v.string(), v.maxLength(longestName));
const site = v.pipe(v.string(), v.minLength(1), v.maxLength(253));

/** One number of somebody, and what it is for. */
export const KindOfNumber = v.strictObject({ number, kind: v.picklist(numberKinds) });
export type KindOfNumber = v.InferOutput<typeof KindOfNumber>;

/** What a page says of one number; `name` or `company` may be empty, not both. */
export const Claim = v.strictObject({
  number,
  kind: v.picklist(claimKinds),
  name: words,
  company: words,
  title: words,
  email: v.pipe(v.string(), v.maxLength(120)),
  /** All numbers of the same person, this one among them. */
  numbers: v.pipe(v.array(KindOfNumber), v.maxLength(12)),
});
export type Claim = v.InferOutput<typeof Claim>;

/** No page names more people that anybody would want to know. */
export const mostClaims = 100;
export const Claims = v.pipe(v.array(Claim), v.minLength(1), v.maxLength(mostClaims));

/** Whose a number is, according to pages alone: never shown without where that was read. */
export const LearnedName = v.object({
  name: v.string(),
  company: v.string(),
  site: v.string(),
  kind: v.picklist(claimKinds),
});
export type LearnedName = v.InferOutput<typeof LearnedName>;

/** The same with all that was read of them, for whoever is to be written down. */
export const LearnedPerson = v.object({
  ...LearnedName.entries,
  title: v.string(),
  email: v.string(),
  numbers: v.array(KindOfNumber),
  /** When and where it was read last. */
  url: v.string(),
  seenAt: v.number(),
});
export type LearnedPerson = v.InferOutput<typeof LearnedPerson>;

/** What a window mirrors of the names: enough to know when to ask again. */
export const PageNamesState = v.object({
  /** Of how many numbers something is kept. */
  size: whole,
  /** Grows with every change since the companion's start. */
  changes: whole,
});
export type PageNamesState = v.InferOutput<typeof PageNamesState>;

export const noPageNames: PageNamesState = { size: 0, changes: 0 };

export const pageNamesCommands = {
  /** A page that the user looks at says whose its numbers are. Nothing is kept while the user has not switched that on. */
  "pageNames.learn": {
    params: v.strictObject({ site, url: v.pipe(v.string(), v.maxLength(2048)), claims: Claims }),
    result: v.null(),
  },
  /**
   * Whose that number is according to pages; null where they say nothing, contradict each other, or are not asked. Where `isNamed`, the user or the
   * telephone system has a name for it, which stands.
   */
  "pageNames.ofNumber": {
    params: v.strictObject({ number: v.pipe(v.string(), v.maxLength(256)) }),
    result: v.object({ person: v.nullable(LearnedPerson), isNamed: v.boolean() }),
  },
  /** What pages say of that number is forgotten, and not learned again. */
  "pageNames.forget": { params: v.strictObject({ number: v.pipe(v.string(), v.maxLength(256)) }), result: v.null() },
  /** Forgets what one site and all below it said; of every site (null) also which names are not to be learned. */
  "pageNames.forgetFrom": { params: v.strictObject({ site: v.nullable(site) }), result: v.null() },
} as const;

/** Names were learned or forgotten. */
export const PageNamesEvent = v.object({ type: v.literal("pageNames.changed"), pageNames: PageNamesState });
export type PageNamesEvent = v.InferOutput<typeof PageNamesEvent>;

/** Folds one event into what is mirrored of the names. */
export function applyPageNamesEvent(_pageNames: PageNamesState, event: PageNamesEvent): PageNamesState {
  return event.pageNames;
}
