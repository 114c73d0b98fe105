import type { Call } from "@twp/shared/protocol/index.ts";
import { describe, expect, it } from "vitest";
import { callAfter, incomingCall, outgoingCall } from "../calls/call.ts";
import { wantedSound } from "./tone.ts";

const placed = outgoingCall({ id: "1", now: 0, number: "5012", name: "" }, "5012", { kind: "panel" });
const ringing = { ...placed, state: "ringing" } as const satisfies Call;
const active = { ...placed, state: "active", codec: "G722" } as const satisfies Call;
const offered = { ...incomingCall({ id: "2", now: 0, number: "5013", name: "" }) };

const quiet = { tone: "none", microphone: false, codec: null } as const;

describe("the sound a page should make", () => {
  it.each([
    ["nothing while nothing happens", [], { tone: "none", microphone: false, codec: null }],
    ["no tone while dialling, but the microphone is warm", [placed], { tone: "none", microphone: true, codec: null }],
    ["ringback while the other side rings", [ringing], { tone: "ringback", microphone: true, codec: null }],
    [
      "the peer's own tone instead of ours",
      [{ ...ringing, earlyMedia: true, codec: "PCMA" as const }],
      { tone: "none", microphone: true, codec: "PCMA" },
    ],
    [
      "silence on hold, with the microphone warm",
      [{ ...active, state: "held" as const }],
      { tone: "none", microphone: true, codec: null },
    ],
    ["nothing but the voice in a call", [active], { tone: "none", microphone: true, codec: "G722" }],
    ["a ring for a caller, with the microphone closed", [offered], { tone: "ring", microphone: false, codec: null }],
    ["silence for a caller whose ring was stopped", [{ ...offered, silenced: true }], quiet],
    [
      "a soft call-waiting tone for a caller in a call",
      [active, offered],
      { tone: "call-waiting", microphone: true, codec: "G722" },
    ],
  ] satisfies [string, Call[], unknown][])("is %s", (_, calls, wanted) => {
    expect(wantedSound(calls)).toEqual(wanted);
  });

  it("is a voice in the codec of the mix in a conference: one as wide as its widest telephone", () => {
    const conference = { id: "k", since: 0 };
    const [first, second] = [
      { ...active, conference },
      { ...active, id: "5", conference, codec: "PCMU" as const },
    ];
    expect(wantedSound([{ ...first, codec: "opus" }, second]).codec).toBe("G722");
    expect(wantedSound([{ ...first, codec: "PCMU" }, second]).codec).toBe("PCMA");
  });

  it("is silence, and the microphone rests, while two others speak through this computer", () => {
    expect(wantedSound([{ ...active, state: "joined" }])).toEqual(quiet);
  });

  it("is busy after a busy number and congestion after one that failed", () => {
    const busy = callAfter(placed, "end", 1, "busy") as Call;
    const lost = callAfter(placed, "end", 1, "unreachable") as Call;
    expect(wantedSound([busy]).tone).toBe("busy");
    expect(wantedSound([lost]).tone).toBe("congestion");
    expect(wantedSound([busy, { ...placed, id: "3" }]).tone).toBe("none");
  });
});
