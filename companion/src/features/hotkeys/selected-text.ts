import { findNumbers } from "@twp/shared/dialling/find.ts";
import { isWholeNumber } from "@twp/shared/dialling/whole-number.ts";
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
/** Reads a selected text, which may be anything: a number is dialled, anything else looked for. Never throws. */
export function meaningOf(selected: string, plan: DialPlan): Meaning {
  const text = selected.replaceAll(/\s+/gu, " ").trim();
  if (text === "") return { kind: "nothing", why: "selection-empty" };
  if (text.length > longest) return { kind: "nothing", why: "selection-too-long" };
  if (isWholeNumber(text, plan)) return { kind: "dial", target: text };
  const found = text.length > longestAround ? [] : findNumbers(text, plan.country, plan.internalLengths);
  const [only] = found;
  if (only !== undefined && found.length === 1) return { kind: "dial", target: only.number };
  return { kind: "search", text };
}
