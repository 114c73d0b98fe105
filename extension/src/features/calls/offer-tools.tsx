import type { Call } from "@twp/shared/protocol/calls.ts";
import { forwardNumber } from "@twp/shared/protocol/settings.ts";
import { BellOff, PhoneForwarded } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";

/** What can be done with a caller besides answering and declining: send them on, or stop the ring and let them wait. */
export function OfferTools({ call, desk }: { call: Call; desk: Desk }) {
  if (call.state !== "offered") return null;
  const settings = desk.state.value?.settings.values;
  const number = settings === undefined ? null : forwardNumber(settings);
  return (
    <div class="pair">
      {number !== null && (
        <Button
          small
          icon={PhoneForwarded}
          data-testid="forward"
          title={t("calls:forward-to", { number })}
          onClick={() => void desk.ask("calls.forward", { callId: call.id })}
        >
          {t(settings?.forward === "voice-mail" ? "calls:action.to-voice-mail" : "calls:action.forward")}
        </Button>
      )}
      <Button
        small
        icon={BellOff}
        data-testid="silence"
        disabled={call.silenced}
        onClick={() => void desk.ask("calls.silence", { callId: call.id })}
      >
        {t(call.silenced ? "calls:silenced" : "calls:action.silence")}
      </Button>
    </div>
  );
}
