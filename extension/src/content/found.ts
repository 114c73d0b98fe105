import type { FoundNumber } from "@twp/shared/dialling/find.ts";
import { askForFinder } from "./worker.ts";

/** Finds the numbers of a text; national ones are read in the country, internal ones by their lengths. */
export type FindNumbers = (
  text: string,
  country: string,
  internalLengths?: readonly number[],
) => readonly FoundNumber[];

declare global {
  /** What the two scripts of a page share; the page itself cannot see it. */
  var twpFindNumbers: FindNumbers | undefined;
}

/** A number that makes the finder read its plans and compile its patterns. */
const trial = "+33 1 99 00 12 34";

const finder = (): FindNumbers | undefined => globalThis.twpFindNumbers;

/** Brings the finder to this page, a step at a time; gives null where the browser or the worker will not. */
export function* findingNumbers(): Generator<Promise<unknown>, FindNumbers | null> {
  if (finder() === undefined) {
    yield askForFinder();
    // Its first look is the costly one, and gets a slice of its own.
    finder()?.(trial, "");
    yield Promise.resolve();
  }
  return finder() ?? null;
}
