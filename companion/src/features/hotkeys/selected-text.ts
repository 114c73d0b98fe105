import { explain, findNumbers } from "@twp/shared/dialling/find.ts";
import { looksDialable, planDial } from "@twp/shared/dialling/plan.ts";
import type { DialPlan, KeyFault } from "@twp/shared/protocol/index.ts";

/** What the user wants with the text that is selected when the key is pressed. */
export type Meaning =
  | Readonly<{ kind: "dial"; target: string }>
  | Readonly<{ kind: "search"; text: string }>
  | Readonly<{ kind: "nothing"; why: Extract<KeyFault, "selection-empty" | "selection-too-long"> }>;

/** What the panel's field takes, and more than a name or a number needs. */
const longest = 256;
/** A number in more text than this is one that the text tells of, and not one that was selected to be called. */
const longestAround = 80;
/** Digits that no plan knows are a telephone's own number up to this many; beyond, they may be anything. */
const longestUnknown = 6;

/** Short numbers have no dots or dashes; prices, versions and dates have. */
const plainlyWritten = /^(?:(?:tel|callto|sips?):)?\+?[\d ]+$/iu;

/** Reads a selected text, which may be anything: a number is dialled, anything else looked for. Never throws. */
export function meaningOf(selected: string, plan: DialPlan): Meaning {
  const text = selected.replaceAll(/\s+/gu, " ").trim();
  if (text === "") return { kind: "nothing", why: "selection-empty" };
  if (text.length > longest) return { kind: "nothing", why: "selection-too-long" };
  if (isNumber(text, plan)) return { kind: "dial", target: text };
  const found = text.length > longestAround ? [] : findNumbers(text, plan.country, plan.internalLengths);
  const [only] = found;
  if (only !== undefined && found.length === 1) return { kind: "dial", target: only.number };
  return { kind: "search", text };
}

/** Is the whole text one number? A date, a price or a version is none, though they are digits and dots too. */
function isNumber(text: string, plan: DialPlan): boolean {
  if (!looksDialable(text)) return false;
  const planned = planDial(text, plan);
  switch (planned.kind) {
    case "outside":
      return !isSomethingElse(text, plan);
    case "service":
    case "address":
      return true;
    case "internal":
    case "emergency":
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
