import { planDial } from "@twp/shared/dialling/plan.ts";
import { Failure, type DialPlan } from "@twp/shared/protocol/index.ts";

/** What a text leads to under the plan: what is dialled, and the number as it is shown. Throws why nothing can be. */
export function dialledBy(text: string, plan: DialPlan): Readonly<{ dial: string; number: string }> {
  const dialled = planDial(text, plan);
  if (dialled.kind === "refused") throw new Failure(dialled.reason);
  return { dial: dialled.dial, number: dialled.kind === "outside" ? dialled.e164 : dialled.dial };
}
