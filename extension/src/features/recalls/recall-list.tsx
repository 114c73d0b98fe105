import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Recall } from "@twp/shared/protocol/recalls.ts";
import { BellRing, Hourglass, Phone, SearchX } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { shown } from "../dialling/numbers.ts";

const looks = {
  waiting: { tone: "off", icon: Hourglass },
  free: { tone: "ok", icon: BellRing },
  unknowable: { tone: "warn", icon: SearchX },
} as const;

/** Whom the user waits for, and who is free now; said to those who listen as well. */
export function RecallList({ desk, plan }: { desk: Desk; plan: DialPlan }) {
  const recalls = desk.state.value?.recalls ?? [];
  return (
    <div class="recalls" role="status">
      {recalls.map((recall) => (
        <Waiting key={recall.id} recall={recall} desk={desk} plan={plan} />
      ))}
    </div>
  );
}

function Waiting({ recall, desk, plan }: { recall: Recall; desk: Desk; plan: DialPlan }) {
  const { id: recallId, name, number, state } = recall;
  const { tone, icon } = looks[state];
  return (
    <Banner
      tone={tone}
      icon={icon}
      title={t(`recalls:${state}`, { name: name || shown(number, plan.country) })}
      actions={
        <>
          {state === "free" && (
            <Button
              small
              kind="go"
              icon={Phone}
              data-testid="recall"
              onClick={() => void desk.ask("recalls.call", { recallId })}
            >
              {t("recalls:call")}
            </Button>
          )}
          <Button small data-testid="cancel-recall" onClick={() => void desk.ask("recalls.cancel", { recallId })}>
            {t(state === "waiting" ? "recalls:cancel" : "recalls:dismiss")}
          </Button>
        </>
      }
    />
  );
}
