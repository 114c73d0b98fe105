import type { Call } from "@twp/shared/protocol/calls.ts";
import { useSignal } from "@preact/signals";
import { BellRing, Grid3x3, Mic, MicOff, Pause, Phone, PhoneOff, Play, RotateCcw, X } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button, IconButton, Tool } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { shown } from "../dialling/numbers.ts";
import {
  clock,
  codecNames,
  endedBadly,
  hearing,
  peerWords,
  stateText,
  stateTones,
  talkedSeconds,
} from "./call-view.ts";
import { Keypad } from "./keypad.tsx";
import { useNow } from "./now.ts";

type Props = { call: Call; desk: Desk; country: string };

/** One call: who, how it stands, and everything that can be done with it now. */
export function CallCard({ call, desk, country }: Props) {
  const { name, number } = peerWords(call, (number) => shown(number, country));
  return (
    <article
      class={`call tone-${stateTones[call.state]}`}
      data-testid="call"
      data-state={call.state}
      data-call-id={call.id}
      aria-label={name}
    >
      <header>
        <Avatar name={name} ring={stateTones[call.state]} />
        <div class="who">
          <h2 title={name}>{name}</h2>
          {number && <p class="number">{number}</p>}
          <Ways call={call} show={(number) => shown(number, country)} />
          <p class={endedBadly(call) ? "state bad" : "state"} data-testid="call-state">
            {t(stateText(call))}
          </p>
        </div>
        <Corner call={call} desk={desk} />
      </header>
      <Controls call={call} desk={desk} />
      <Hearing call={call} />
    </article>
  );
}

/** How the call came here, or where it went. */
function Ways({ call: { redirectedBy, forwardedTo }, show }: { call: Call; show: (number: string) => string }) {
  return (
    <>
      {redirectedBy !== null && (
        <p class="number" data-testid="redirected-by">
          {t("calls:redirected-by", { name: redirectedBy.name || show(redirectedBy.number) })}
        </p>
      )}
      {forwardedTo !== null && (
        <p class="number" data-testid="forwarded-to">
          {t("calls:forwarded-to", { number: show(forwardedTo) })}
        </p>
      )}
    </>
  );
}

function Corner({ call, desk }: Pick<Props, "call" | "desk">) {
  const now = useNow();
  const seconds = talkedSeconds(call, now);
  return (
    <div class="corner">
      {seconds !== null && (
        <time data-testid="call-time" dateTime={`PT${seconds}S`}>
          {clock(seconds)}
        </time>
      )}
      {call.state === "offered" && <Icon node={BellRing} size={18} />}
      {call.state === "ended" && (
        <IconButton
          icon={X}
          label={t("calls:action.dismiss")}
          onClick={() => void desk.ask("calls.dismiss", { callId: call.id })}
        />
      )}
    </div>
  );
}

function Controls({ call, desk }: Pick<Props, "call" | "desk">) {
  switch (call.state) {
    case "offered":
      return <Offer call={call} desk={desk} />;
    case "dialling":
    case "ringing":
      return <HangUp call={call} desk={desk} />;
    case "active":
      return <Conversation call={call} desk={desk} />;
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

function Conversation({ call, desk }: Pick<Props, "call" | "desk">) {
  const keypad = useSignal(false);
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
          aria-expanded={keypad.value}
          onClick={() => (keypad.value = !keypad.value)}
        >
          {t("calls:action.keypad")}
        </Tool>
      </div>
      {keypad.value && (
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

function Hearing({ call }: { call: Call }) {
  if (call.codec === null || call.state !== "active") return null;
  const words = call.quality === null ? null : t(`calls:hearing.${hearing(call.quality)}`);
  return <p class="hearing">{[codecNames[call.codec], words].filter(Boolean).join(" · ")}</p>;
}
