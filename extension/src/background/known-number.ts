import { explainDial, showNumber, type Dialled, type NotDialable } from "@twp/shared/dialling/plan.ts";
import { inBrowser, initialState, type Devices, type GuardReason } from "@twp/shared/protocol/index.ts";
import type { Companion } from "../companion/companion.ts";
import type { KnownNumber } from "../content/message.ts";
import { learnedWords } from "../features/page-names/learned-words.ts";
import { language, t } from "../texts.ts";
import { shownSteps } from "./number-steps.ts";
import { minutesOf, timeThere } from "./time-there.ts";

/** Whose number that is, as the user reads it, what would leave for it and why, and what should be known before. */
export async function aboutNumber(companion: Companion, number: string, text: string): Promise<KnownNumber> {
  const { dialling, devices } = companion.state.value ?? initialState;
  const [found, said, looked] = await Promise.all([
    companion.request("contacts.ofNumber", { number }).catch(() => null),
    companion.request("pageNames.ofNumber", { number }).catch(() => null),
    companion.request("guard.look", { target: number }).catch(() => null),
  ]);
  const explained = explainDial(number, dialling);
  const canBeCalled = explained.dialled.kind !== "refused";
  return {
    name: found?.contact?.name ?? (said?.person && !said.isNamed ? learnedWords(said.person) : ""),
    shown: showNumber(number, dialling.country),
    there: timeThere(looked?.there ?? null, minutesOf(new Date()), language.value),
    warnings: canBeCalled ? warningsOf(looked?.reasons ?? []) : [t("failures:number-not-dialable")],
    steps: shownSteps(text, explained),
    devices: choices(devices),
    // While nobody can be asked, nobody can be written down either.
    isContact: found === null || found.contact !== null,
    canBeCalled,
    canBeWrittenTo: canBeCalled && !heardOnly.has(explained.dialled.kind),
  };
}

/** Nobody reads there: an emergency service, and the telephone system itself. */
const heardOnly: ReadonlySet<Dialled["kind"] | NotDialable["kind"]> = new Set(["emergency", "service"]);

/** The hour there stands by itself, and says what the country would. */
const warned = ["emergency", "premium", "shared-cost", "satellite"] as const satisfies readonly GuardReason[];

function warningsOf(reasons: readonly GuardReason[]): string[] {
  return warned.filter((reason) => reasons.includes(reason)).map((reason) => t(`guard:reason.${reason}`));
}

/** Whoever has a telephone besides the computer chooses between them. */
function choices({ telephones }: Devices): KnownNumber["devices"] {
  if (telephones.length === 0) return [];
  return [inBrowser, ...telephones].map(({ id, kind, name }) => ({
    id,
    name: name.trim() || t(`devices:kind.${kind}`),
  }));
}
