import { callStates, commands, keyActs, type Call } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { orderFor } from "./key-order.ts";

const call = (part: Partial<Call>): Call =>
  ({ id: "a", state: "active", conference: null, muted: false, ...part }) as Call;

describe("a key for calls", () => {
  it("answers the caller who has waited longest", () => {
    const calls = [call({}), call({ id: "b", state: "offered" }), call({ id: "c", state: "offered" })];
    expect(orderFor("answer", calls)).toEqual({ command: "calls.answer", params: { callId: "b" } });
  });

  it("hangs up the call that is spoken in, in a conference everybody, and declines nobody", () => {
    expect(orderFor("hangUp", [call({})])).toEqual({ command: "calls.hangUp", params: { callId: "a" } });
    expect(orderFor("hangUp", [call({ conference: { id: "k", since: 0 } })])).toEqual({
      command: "conferences.hangUp",
      params: { conferenceId: "k" },
    });
    expect(orderFor("hangUp", [call({ state: "offered" }), call({ state: "held" })])).toBeNull();
  });

  it("turns the microphone and the hold", () => {
    expect(orderFor("mute", [call({ muted: true })])).toMatchObject({ params: { muted: false } });
    expect(orderFor("hold", [call({})])).toMatchObject({ command: "calls.hold" });
    expect(orderFor("hold", [call({ state: "held" }), call({ id: "b", state: "held" })])).toEqual({
      command: "calls.resume",
      params: { callId: "b" },
    });
    const conference = { id: "k", since: 0 };
    expect(orderFor("hold", [call({ conference })])).toMatchObject({ command: "conferences.hold" });
    expect(orderFor("hold", [call({ state: "held", conference })])).toMatchObject({ command: "conferences.enter" });
  });

  it("orders only what the wire takes, and nothing of a call that is over", () => {
    const some = fc.array(
      fc.record({
        id: fc.constantFrom("a", "b", "c"),
        state: fc.constantFrom(...callStates),
        muted: fc.boolean(),
        conference: fc.option(fc.record({ id: fc.constantFrom("k", "l"), since: fc.nat() })),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...keyActs), some, (act, parts) => {
        const calls = parts.map(call);
        const order = orderFor(act, calls);
        if (order !== null) expect(v.is(commands[order.command].params, order.params)).toBe(true);
        if (calls.every(({ state }) => state === "ended")) expect(order).toBeNull();
      }),
    );
  });
});
