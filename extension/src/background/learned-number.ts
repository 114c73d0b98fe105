import { plainNumber } from "@twp/shared/dialling/plain-digits.ts";
import { planDial } from "@twp/shared/dialling/plan.ts";
import { numberKey } from "@twp/shared/dialling/same-number.ts";
import { initialState } from "@twp/shared/protocol/index.ts";
import type { Companion } from "../companion/companion.ts";
import type { LearnedNumber } from "../features/sites/site-rules.ts";

/** What the user has said to be a number, and what it dials; null where nothing could be dialled for it. */
export function learnedNumber({ state }: Companion, selected: string): LearnedNumber | null {
  const { dialling } = state.value ?? initialState;
  const text = plainNumber(selected).replace(/\s+/gu, " ").trim();
  const isNumber = /\d/u.test(text) && planDial(text, dialling).kind !== "refused";
  return isNumber && text.length <= 64 ? { text, number: numberKey(text, dialling) } : null;
}
