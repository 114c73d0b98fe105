import { callStates, type Call } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callAfter, incomingCall, outgoingCall, stateAfter, type CallSignal } from "./call.ts";
import { endOf, endOfCancelled } from "./ends.ts";

const beginning = { id: "1", now: 1000, number: "5012", name: "" };
const signals: CallSignal[] = ["ring", "answer", "hold", "resume", "end"];
const placed = outgoingCall(beginning, "5012", { kind: "panel" });

describe("a call", () => {
  it("goes from dialling over ringing to active and ends with its reason", () => {
    const rung = callAfter(placed, "ring", 1100);
    const answered = callAfter(rung as Call, "answer", 2000);
    const ended = callAfter(answered as Call, "end", 5000, "hung-up-by-peer");
    expect(ended).toMatchObject({ state: "ended", answeredAt: 2000, endedAt: 5000, end: "hung-up-by-peer" });
  });

  it("is held only while active and resumed only while held", () => {
    expect(callStates.filter((state) => stateAfter(state, "hold") !== null)).toEqual(["active"]);
    expect(callStates.filter((state) => stateAfter(state, "resume") !== null)).toEqual(["held"]);
  });

  it("never leaves its end, and always has an end time once ended", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(placed, incomingCall(beginning)),
        fc.array(fc.constantFrom(...signals)),
        (first, heard) => {
          let call: Call = first;
          let over = false;
          for (const [index, signal] of heard.entries()) {
            const next = callAfter(call, signal, 2000 + index);
            if (over) expect(next).toBeNull();
            call = next ?? call;
            over = call.state === "ended";
            expect(call.endedAt !== null).toBe(over);
          }
        },
      ),
    );
  });
});

describe("the end of a call", () => {
  it.each([
    [486, false, "busy"],
    [600, true, "busy"],
    [404, false, "not-found"],
    [408, true, "no-answer"],
    [408, false, "unreachable"],
    [480, true, "no-answer"],
    [488, false, "no-common-codec"],
    [603, true, "declined-by-peer"],
    [599, false, "server-error"],
  ] as const)("%i (rang: %s) reads as %s", (status, rang, end) => {
    expect(endOf(status, rang)).toBe(end);
  });

  it("is missed, unless another phone took it", () => {
    expect(endOfCancelled('SIP;cause=200;text="Call completed elsewhere"')).toBe("answered-elsewhere");
    expect(endOfCancelled("")).toBe("missed");
    expect(endOfCancelled("SIP;cause=2000")).toBe("missed");
  });
});
