import type { PageNumber } from "../marks.ts";

/** What is known of a number that is marked. */
export type ShownNumber = Pick<PageNumber, "range" | "text" | "number" | "extension">;

declare global {
  /** What the scripts of a page share; the page itself cannot see it. */
  var twpReadNames: ((numbers: readonly ShownNumber[]) => void) | undefined;
}
