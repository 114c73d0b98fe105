import type { Call } from "@twp/shared/protocol/calls.ts";
import { forwardNumber } from "@twp/shared/protocol/settings.ts";
import type { ComponentChildren } from "preact";
import { BellOff, PhoneForwarded } from "../../../ui/icons.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Button } from "../../../ui/button.tsx";

/** What can be done with a caller besides answering and declining: send them on, stop the ring and let them wait, and more by the card. */
export function OfferTools({ call, desk, children }: { call: Call; desk: Desk; children: ComponentChildren }) {
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
      {children}
    </div>
  );
}
