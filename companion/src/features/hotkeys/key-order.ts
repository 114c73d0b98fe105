import {
  callToAnswer,
  callToHangUp,
  standingOf,
  type Call,
  type KeyAct,
  type Params,
} from "@twp/shared/protocol/index.ts";

type Ordered =
  | "calls.dial"
  | "calls.answer"
  | "calls.hangUp"
  | "calls.mute"
  | "calls.hold"
  | "calls.resume"
  | "conferences.hangUp"
  | "conferences.hold"
  | "conferences.enter";

/** A command as a window would ask it. */
export type Order = { [C in Ordered]: Readonly<{ command: C; params: Params<C> }> }[Ordered];

/** What a key does to the calls as they are; null where there is none for it. */
export function orderFor(act: KeyAct, calls: readonly Call[]): Order | null {
  switch (act) {
    case "answer":
      return onCall(callToAnswer(calls), ({ id: callId }) => ({ command: "calls.answer", params: { callId } }));
    case "hangUp":
      return onCall(callToHangUp(calls), hangUp);
    case "mute":
      return onCall(spokenIn(calls), ({ id: callId, muted }) => ({
        command: "calls.mute",
        params: { callId, muted: !muted },
      }));
    case "hold":
      return onCall(heldOrToHold(calls), (call) => turnHold(call, calls));
  }
}

function onCall(call: Call | undefined, order: (call: Call) => Order): Order | null {
  return call === undefined ? null : order(call);
}

/** In a conference, everybody, as the browser's own shortcut does. */
function hangUp({ id: callId, conference }: Call): Order {
  return conference === null
    ? { command: "calls.hangUp", params: { callId } }
    : { command: "conferences.hangUp", params: { conferenceId: conference.id } };
}

/** The microphone can be muted before the other side answers too. */
function spokenIn(calls: readonly Call[]): Call | undefined {
  return callToHangUp(calls);
}

/** The call that is spoken in, else the last that waits. */
function heldOrToHold(calls: readonly Call[]): Call | undefined {
  return calls.find(({ state }) => state === "active") ?? calls.findLast(({ state }) => state === "held");
}

function turnHold({ id: callId, state, conference }: Call, calls: readonly Call[]): Order {
  if (conference === null) return { command: state === "held" ? "calls.resume" : "calls.hold", params: { callId } };
  const together = standingOf(calls.filter((each) => each.conference?.id === conference.id)) === "together";
  return { command: together ? "conferences.hold" : "conferences.enter", params: { conferenceId: conference.id } };
}
