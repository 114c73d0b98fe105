import { isUnderWay, type Call } from "@twp/shared/protocol/calls.ts";
import { defaultSettings } from "@twp/shared/protocol/settings.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Button } from "../../../ui/button.tsx";
import { ArrowLeftRight, PhoneForwarded, PhoneOff, Undo2 } from "../../../ui/icons.ts";
import { ConferenceButton } from "../conference/bring-together.tsx";
import { Tools } from "../tools.tsx";

type Props = { call: Call; first: Call; desk: Desk; plan: DialPlan };

/**
 * What can be done with a consultant: the usual tools, and below them what decides how the consultation ends. These stay on this card
 * whoever of the two is spoken with, so that they are found, and keep the focus, where they were.
 */
export function ConsultationControls({ call, first, desk, plan }: Props) {
  const callId = call.id;
  const transfers = (desk.state.value?.settings.values ?? defaultSettings).hangUpTransfers;
  const answered = call.answeredAt !== null;
  if (isUnderWay(first.transfer)) return <OnlyTakeBack callId={callId} desk={desk} />;
  return (
    <>
      {answered && first.state !== "active" && <Tools call={call} desk={desk} plan={plan} />}
      <div class="pair" role="group" aria-label={t("calls:consultation")}>
        <TakeBack callId={callId} desk={desk} />
        {answered && (
          <Button icon={ArrowLeftRight} data-testid="swap" onClick={() => void desk.ask("calls.swap", { callId })}>
            {t("calls:action.swap")}
          </Button>
        )}
        {answered && <ConferenceButton one={call} other={first} desk={desk} />}
        <Button
          icon={PhoneForwarded}
          data-testid="complete-transfer"
          onClick={() => void desk.ask("calls.completeTransfer", { callId })}
        >
          {t("calls:action.transfer")}
        </Button>
        <Button
          kind="stop"
          icon={PhoneOff}
          data-testid={transfers ? "hang-up-and-transfer" : "hang-up"}
          onClick={() => void desk.ask(transfers ? "calls.completeTransfer" : "calls.hangUp", { callId })}
        >
          {t(transfers ? "calls:action.hang-up-and-transfer" : "calls:action.hang-up")}
        </Button>
      </div>
    </>
  );
}

function TakeBack({ callId, desk }: { callId: string; desk: Desk }) {
  return (
    <Button icon={Undo2} data-testid="take-back" onClick={() => void desk.ask("calls.takeBack", { callId })}>
      {t("calls:action.take-back")}
    </Button>
  );
}

/** While the consultant is rung to be connected with the first. */
function OnlyTakeBack(props: { callId: string; desk: Desk }) {
  return (
    <div class="pair" role="group" aria-label={t("calls:consultation")}>
      <TakeBack {...props} />
    </div>
  );
}
