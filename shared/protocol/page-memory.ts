import * as v from "valibot";
import { whole } from "./pages.ts";

/** More numbers of one page are not kept. */
export const mostOfPage = 100;

/** So many pages with somebody's number are offered. */
export const mostOffered = 3;

/** The words of a line around a number are no longer than this, in letters. */
export const longestWords = 160;

/** The words of a line around a number, on the page where it stands. */
export const WordsAround = v.pipe(v.string(), v.maxLength(longestWords));

/** Of the web, and with nothing in it that is nobody else's business: no name, no password, nothing behind `#`. */
const url = v.pipe(v.string(), v.maxLength(2048), v.regex(/^https?:\/\/[^/?#@\s]+\/[^#\s]*$/u));
const title = v.pipe(v.string(), v.maxLength(300));
const number = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

/** A number that a page shows. */
export const ShownNumber = v.strictObject({
  number: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  words: WordsAround,
});
export type ShownNumber = v.InferOutput<typeof ShownNumber>;

/** A page on which a number was seen, and when last (milliseconds since the epoch). */
export const SeenPage = v.object({ url, title, words: WordsAround, seenAt: v.number() });
export type SeenPage = v.InferOutput<typeof SeenPage>;

export const pageMemoryCommands = {
  /** The user has a page before them that shows these numbers. Keeps nothing while the user does not want that. */
  "pages.keep": {
    params: v.strictObject({ url, title, numbers: v.pipe(v.array(ShownNumber), v.maxLength(mostOfPage)) }),
    result: v.null(),
  },
  /** The pages on which one of these numbers was seen, in any spelling, the last first. */
  "pages.withNumbers": {
    params: v.strictObject({ numbers: v.pipe(v.array(number), v.maxLength(12)) }),
    result: v.object({ pages: v.array(SeenPage) }),
  },
  /** How many pages are kept, and how many numbers on them. */
  "pages.count": { params: v.null(), result: v.object({ pages: whole, numbers: whole }) },
  /** Forgets every page, or those of one site and all below it. Calls keep the page they were started from. */
  "pages.forget": {
    params: v.strictObject({ site: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(253))) }),
    result: v.null(),
  },
} as const;
