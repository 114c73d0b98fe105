import { planDial, showNumber } from "@twp/shared/dialling/plan.ts";
import { initialState } from "@twp/shared/protocol/index.ts";
import type { Companion } from "../companion/companion.ts";
import type { KnownNumber } from "../content/message.ts";

/** Whose number that is, as the user reads it, and what would leave for it. */
export async function aboutNumber(companion: Companion, number: string): Promise<KnownNumber> {
  const { dialling } = companion.state.value ?? initialState;
  const dialled = planDial(number, dialling);
  const found = await companion.request("contacts.ofNumber", { number }).catch(() => null);
  return {
    name: found?.contact?.name ?? "",
    shown: showNumber(number, dialling.country),
    dials: dialled.kind === "refused" ? number : dialled.dial,
  };
}
