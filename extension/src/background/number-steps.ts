import type { Explained } from "@twp/shared/dialling/plan.ts";
import { plainNumber } from "@twp/shared/dialling/plain-digits.ts";
import type { KnownNumber } from "../content/message.ts";
import { t } from "../texts.ts";

/** From what stands on the page to what leaves, each step with its meaning; the last says that it is dialled. Nothing is said twice. */
export function shownSteps(text: string, { steps, dialled }: Explained): KnownNumber["steps"] {
  if (dialled.kind === "refused") return [];
  const written = { value: plainNumber(text).replace(/\s+/gu, " ").trim(), meaning: t("marks:card.written") };
  const further = steps
    .filter(({ step }, at) => step !== "read" || at === steps.length - 1)
    .map(({ step, result }) => ({ value: result, meaning: t(`plan:step.${step}`) }));
  const last = further.at(-1);
  if (last === undefined) return [written];
  const leaves = { value: t("dialling:dialled", { number: dialled.dial }), meaning: last.meaning };
  return [written, ...further.slice(0, -1), leaves];
}
