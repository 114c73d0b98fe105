import type { DialPlan } from "../protocol/dialling.ts";
import { explain } from "./find.ts";
import { looksDialable, planDial } from "./plan.ts";

/** Digits that no plan knows are a telephone's own number up to this many; beyond, they may be anything. */
const longestUnknown = 6;

/** Short numbers have no dots or dashes; prices, versions and dates have. */
const plainlyWritten = /^(?:(?:tel|callto|sips?):)?\+?[\d ]+$/iu;

/** Is the whole of a text, which may be anything, one number? A date, a price or a version is none, though they are digits and dots too. */
export function isWholeNumber(text: string, plan: DialPlan): boolean {
  if (!looksDialable(text)) return false;
  const planned = planDial(text, plan);
  switch (planned.kind) {
    case "outside":
      return !isSomethingElse(text, plan);
    case "service":
    case "address":
      return true;
    case "emergency":
    case "internal":
      return plainlyWritten.test(text);
    case "asTyped":
      return plainlyWritten.test(text) && planned.dial.length <= longestUnknown;
    case "refused":
      return false;
  }
}

/** Are its digits plainly an address, an identity, an account? */
function isSomethingElse(text: string, { country, internalLengths }: DialPlan): boolean {
  const digits = explain(text, country, text.search(/\d/u), internalLengths);
  return digits !== undefined && "whyNot" in digits;
}
