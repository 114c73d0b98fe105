import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignal } from "@preact/signals";
import {
  Grid3x3,
  Mic,
  MicOff,
  Pause,
  Phone,
  PhoneForwarded,
  PhoneOff,
  Play,
  RotateCcw,
  Undo2,
} from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { isUnderWay } from "./call-view.ts";
import { Keypad } from "./keypad.tsx";
import { TransferField } from "./transfer-field.tsx";

type Props = { call: Call; desk: Desk; plan: DialPlan };

/** Everything that can be done with a call now. */
export function Controls({ call, desk, plan }: Props) {
  if (isUnderWay(call)) return <Leaving call={call} desk={desk} />;
  switch (call.state) {
    case "offered":
      return <Offer call={call} desk={desk} />;
    case "dialling":
    case "ringing":
      return <HangUp call={call} desk={desk} />;
    case "active":
      return <Conversation call={call} desk={desk} plan={plan} />;
    case "held":
      return <OnHold call={call} desk={desk} />;
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

/** The tools open below them what they need, one at a time. */
function Conversation({ call, desk, plan }: Props) {
  const open = useSignal<"keypad" | "transfer" | null>(null);
  const turn = (tool: "keypad" | "transfer"): void => void (open.value = open.value === tool ? null : tool);
  const { id: callId, muted } = call;
  return (
    <>
      <div class="tools" role="group" aria-label={t("calls:tools")}>
        <Tool
          icon={muted ? MicOff : Mic}
          data-testid="mute"
          aria-pressed={muted}
          onClick={() => void desk.ask("calls.mute", { callId, muted: !muted })}
        >
          {t("calls:action.mute")}
        </Tool>
        <Tool icon={Pause} data-testid="hold" onClick={() => void desk.ask("calls.hold", { callId })}>
          {t("calls:action.hold")}
        </Tool>
        <Tool
          icon={Grid3x3}
          data-testid="keypad"
          aria-expanded={open.value === "keypad"}
          onClick={() => turn("keypad")}
        >
          {t("calls:action.keypad")}
        </Tool>
        <Tool
          icon={PhoneForwarded}
          data-testid="transfer"
          aria-expanded={open.value === "transfer"}
          onClick={() => turn("transfer")}
        >
          {t("calls:action.transfer")}
        </Tool>
      </div>
      {open.value === "transfer" && (
        <TransferField call={call} desk={desk} plan={plan} close={() => void (open.value = null)} />
      )}
      {open.value === "keypad" && (
        <Keypad digits={call.digits} send={(digits) => void desk.ask("calls.sendDigits", { callId, digits })} />
      )}
      <HangUp call={call} desk={desk} />
    </>
  );
}

/** Small, so that the call one speaks in stays the largest. */
function OnHold({ call: { id: callId }, desk }: Pick<Props, "call" | "desk">) {
  return (
    <div class="pair">
      <Button icon={Play} data-testid="resume" onClick={() => void desk.ask("calls.resume", { callId })}>
        {t("calls:action.resume")}
      </Button>
      <Button
        kind="end"
        icon={PhoneOff}
        data-testid="hang-up"
        onClick={() => void desk.ask("calls.hangUp", { callId })}
      >
        {t("calls:action.hang-up")}
      </Button>
    </div>
  );
}

/** While the other side calls where we sent it, it can still be taken back. */
function Leaving({ call: { id: callId }, desk }: Pick<Props, "call" | "desk">) {
  return (
    <div class="pair">
      <Button icon={Undo2} data-testid="take-back" onClick={() => void desk.ask("calls.resume", { callId })}>
        {t("calls:action.take-back")}
      </Button>
      <Button
        kind="end"
        icon={PhoneOff}
        data-testid="hang-up"
        onClick={() => void desk.ask("calls.hangUp", { callId })}
      >
        {t("calls:action.hang-up")}
      </Button>
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
    </div>
  );
}
