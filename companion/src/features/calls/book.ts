import { isLive, Failure, type Call } from "@twp/shared/protocol/index.ts";
import { cardStays } from "./call.ts";
import type { CallsPorts } from "./calls.ts";
import { doubtsLine } from "./ends.ts";
import { holdOthers } from "./holding.ts";
import { createLiveCall, type LiveCall, type LiveCallEvents } from "./live-call.ts";

/** A call nobody answers is given up after three minutes, as a telephone network does. */
const patience = 180_000;

/** Hears of every change of a call, with what it was before. */
type Follower = (live: LiveCall, before: Call) => void;

/** The collection itself: who is in it, and how its changes reach the windows. */
export type Book = ReturnType<typeof createBook>;

/** Begins with no calls. */
export function createBook(
  { publish, clock, log, doubtLine, traced, nameFor, learnedFor }: CallsPorts,
  ourSide: LiveCallEvents["ourSide"],
) {
  const calls = new Map<string, LiveCall>();
  const followers = new Set<Follower>();
  const forget = (call: Call): void => {
    if (calls.delete(call.id)) publish({ type: "calls.removed", callId: call.id });
  };
  const leaveConsultations = ({ id }: Call): void => {
    for (const each of calls.values()) if (each.call().consults === id) each.patch({ consults: null, transfer: null });
  };
  const live = (): LiveCall[] => [...calls.values()].filter((each) => isLive(each.call()));
  return {
    forget,
    live,
    follow: (follower: Follower): void => void followers.add(follower),
    /** The call of that id in one of these states. Throws `call-unknown` or `call-wrong-state`. */
    inState(callId: string, states: readonly Call["state"][]): LiveCall {
      const found = calls.get(callId);
      if (found === undefined) throw new Failure("call-unknown");
      if (!states.includes(found.call().state)) throw new Failure("call-wrong-state");
      return found;
    },
    /** One more; `watch` sees each of its changes. */
    begin(call: Call, watch: (call: Call) => void = () => undefined): LiveCall {
      const first = { ...call, ...underItsName({ nameFor, learnedFor }, call) };
      const begun: LiveCall = createLiveCall(first, {
        now: clock.now,
        ourSide,
        traced,
        changed(call, before) {
          publish({ type: "calls.changed", call });
          watch(call);
          for (const follow of followers) follow(begun, before);
        },
        spoken: () => begun.call().state === "active" && holdOthers(live(), begun),
        ended: (call) => {
          leaveConsultations(call);
          log("call ended", { end: call.end });
          clock.after(cardStays(call), () => forget(call));
          if (doubtsLine(call.end)) doubtLine();
        },
        trouble: (what, error) => log(what, { message: error instanceof Error ? error.name : "unknown" }),
      });
      calls.set(first.id, begun);
      publish({ type: "calls.changed", call: first });
      clock.after(patience, () => giveUp(begun));
      return begun;
    },
  };
}

function giveUp(live: LiveCall): void {
  const { state } = live.call();
  if (state === "dialling" || state === "ringing") live.end("no-answer");
  if (state === "offered") live.end("missed");
}

/** The party of a call under the name it has here. */
export function underItsName(
  { nameFor, learnedFor }: Pick<CallsPorts, "nameFor" | "learnedFor">,
  { peer }: Call,
): Pick<Call, "peer" | "learned"> {
  const name = nameFor(peer.number, peer.name);
  // A server that knows no name often writes the number in its place.
  return { peer: { ...peer, name }, learned: /\p{L}/u.test(name) ? null : learnedFor(peer.number) };
}
