import { inBrowser, type Call } from "@twp/shared/protocol/calls.ts";

/** A call for tests: active for a minute, unless told otherwise. */
export function aCall(changes: Partial<Call> = {}): Call {
  return {
    id: "c1",
    direction: "outgoing",
    state: "active",
    peer: { number: "+33199001234", name: "" },
    learned: null,
    redirectedBy: null,
    forwardedTo: null,
    transfer: null,
    referredTo: null,
    consults: null,
    device: inBrowser,
    phoneRings: null,
    conference: null,
    recording: null,
    dialled: { target: "01 99 00 12 34", source: { kind: "panel" } },
    startedAt: 0,
    answeredAt: 1000,
    endedAt: null,
    end: null,
    heldByPeer: false,
    muted: false,
    silenced: false,
    answersItself: false,
    digits: "",
    earlyMedia: false,
    codec: "opus",
    secured: null,
    quality: null,
    quiet: false,
    ...changes,
  };
}
