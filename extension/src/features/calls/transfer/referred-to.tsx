import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Phone, X } from "../../../ui/icons.ts";

type Props = { call: Call; desk: Desk; show: (number: string) => string };

/** Asks whether to call whom the other side wants us to call: it costs the user's money and not the other side's. */
export function ReferredTo({ call: { id: callId, referredTo }, desk, show }: Props) {
  if (referredTo === null) return null;
  const number = show(referredTo);
  return (
    <section class="referred" data-testid="referred" aria-label={t("calls:referred.asks", { number })}>
      <p>{t("calls:referred.asks", { number })}</p>
      <div class="pair">
        <Button
          kind="go"
          icon={Phone}
          data-testid="follow"
          onClick={() => void desk.ask("calls.followReferral", { callId })}
        >
          {t("calls:action.follow", { number })}
        </Button>
        <Button
          icon={X}
          data-testid="decline-referral"
          onClick={() => void desk.ask("calls.declineReferral", { callId })}
        >
          {t("calls:action.decline")}
        </Button>
      </div>
    </section>
  );
}
