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

/** Numbers that make the finder read its plans and compile its patterns: each look is costly once. */
const trials = ["+33 1 99 00 12 34", "Tel. 01 99 00 12 34, poste 12"];

/** The finder, once it is in this page. */
export const finder = (): FindNumbers | undefined => globalThis.twpFindNumbers;

/** Brings the finder to this page, a step at a time; gives null where the browser or the worker will not. */
export function* findingNumbers(): Generator<Promise<unknown>, FindNumbers | null> {
  if (finder() === undefined) {
    yield askForFinder();
    // Its first looks are the costly ones, and get slices of their own.
    for (const trial of trials) {
      finder()?.(trial, "FR");
      yield Promise.resolve();
    }
  }
  return finder() ?? null;
}

/** The same for whoever can wait for it in one go. */
export async function bringFinder(): Promise<FindNumbers | null> {
  const steps = findingNumbers();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    // oxlint-disable-next-line no-await-in-loop -- each step comes after the one before
    await step.value;
  }
}
