import { isLive, isUnderWay, type Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { Phone, PhoneOff, Play, RotateCcw, Undo2 } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { BringTogether } from "./conference/bring-together.tsx";
import { RecallButton } from "../recalls/recall-button.tsx";
import type { Role } from "./transfer/consultation.ts";
import { ConsultationControls } from "./transfer/consultation-controls.tsx";
import { Tools } from "./tools.tsx";

type Props = { call: Call; calls: readonly Call[]; role: Role; desk: Desk; plan: DialPlan };

/** Everything that can be done with a call now, by its role in a consultation. */
export function Controls({ call, calls, role, desk, plan }: Props) {
  if (isUnderWay(call.transfer)) return <Leaving call={call} desk={desk} />;
  if (role?.kind === "consultant" && isLive(call))
    return <ConsultationControls call={call} first={role.first} desk={desk} plan={plan} />;
  switch (call.state) {
    case "offered":
      return <Offer call={call} desk={desk} />;
    case "dialling":
    case "ringing":
      return <HangUp call={call} desk={desk} />;
    case "active":
      return role === null ? (
        <Conversation call={call} desk={desk} plan={plan} />
      ) : (
        <Tools call={call} desk={desk} plan={plan} />
      );
    case "held":
      return role !== null && role.kind === "first" && role.consultant.state !== "held" ? (
        <OnlyHangUp call={call} desk={desk} />
      ) : (
        <OnHold call={call} calls={role === null ? calls : []} desk={desk} />
      );
    case "joined":
      return <OnlyHangUp call={call} desk={desk} />;
    case "ended":
      return <Again call={call} desk={desk} />;
  }
}

function Offer({ call: { id: callId }, desk }: Pick<Props, "call" | "desk">) {
  return (
    <div class="pair">
      <Button kind="go" icon={Phone} data-testid="answer" onClick={() => void desk.ask("calls.answer", { callId })}>
        {t("calls:action.answer")}
      </Button>
      <Button
        kind="end"
        icon={PhoneOff}
        data-testid="decline"
        onClick={() => void desk.ask("calls.decline", { callId })}
      >
        {t("calls:action.decline")}
      </Button>
    </div>
  );
}

function HangUp({ call: { id: callId }, desk }: Pick<Props, "call" | "desk">) {
  return (
    <div class="pair">
      <Button
        kind="stop"
        icon={PhoneOff}
        data-testid="hang-up"
        onClick={() => void desk.ask("calls.hangUp", { callId })}
      >
        {t("calls:action.hang-up")}
      </Button>
    </div>
  );
}

function Conversation({ call, desk, plan }: Omit<Props, "role" | "calls">) {
  return (
    <>
      <Tools call={call} desk={desk} plan={plan} transfers />
      <HangUp call={call} desk={desk} />
    </>
  );
}

/** Small, so that the call one speaks in stays the largest. */
function OnHold({ call, calls, desk }: Pick<Props, "call" | "calls" | "desk">) {
  const callId = call.id;
  return (
    <div class="pair">
      <Button icon={Play} data-testid="resume" onClick={() => void desk.ask("calls.resume", { callId })}>
        {t("calls:action.resume")}
      </Button>
      <BringTogether those={[call]} calls={calls} desk={desk} />
      <EndButton callId={callId} desk={desk} />
    </div>
  );
}

/** Who waits during a consultation: what else there is to do stands with the consultant. */
function OnlyHangUp({ call: { id: callId }, desk }: Pick<Props, "call" | "desk">) {
  return (
    <div class="pair">
      <EndButton callId={callId} desk={desk} />
    </div>
  );
}

function EndButton({ callId, desk }: { callId: string; desk: Desk }) {
  return (
    <Button kind="end" icon={PhoneOff} data-testid="hang-up" onClick={() => void desk.ask("calls.hangUp", { callId })}>
      {t("calls:action.hang-up")}
    </Button>
  );
}

/** While the other side calls where we sent it, it can still be taken back. */
function Leaving({ call: { id: callId }, desk }: Pick<Props, "call" | "desk">) {
  return (
    <div class="pair">
      <Button icon={Undo2} data-testid="take-back" onClick={() => void desk.ask("calls.resume", { callId })}>
        {t("calls:action.take-back")}
      </Button>
      <EndButton callId={callId} desk={desk} />
    </div>
  );
}

function Again({ call, desk }: Pick<Props, "call" | "desk">) {
  const target = call.dialled?.target ?? call.peer.number;
  if (target === "") return null;
  return (
    <div class="pair">
      <Button
        icon={RotateCcw}
        data-testid="call-again"
        onClick={() => void desk.ask("calls.dial", { target, source: { kind: "panel" } })}
      >
        {t(call.direction === "outgoing" ? "calls:action.again" : "calls:action.back")}
      </Button>
      <RecallButton call={call} desk={desk} />
    </div>
  );
}
