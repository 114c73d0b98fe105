import { applyEvent, initialState, type Call, type State } from "@twp/shared/protocol/index.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { outgoingCall } from "../calls/call.ts";
import { createHandClock, type HandClock } from "../hand-clock.ts";
import type { Standing, Watch } from "./ports.ts";
import { createRecalls, longest, type Recalls } from "./recalls.ts";

const asker = { session: "s", browser: { id: "b", name: "Chrome" } };
const over = (end: Call["end"], id = "1"): Call => ({
  ...outgoingCall({ id, now: 0, number: "5012", name: "Ada" }, "5012", null),
  state: "ended",
  end,
});

describe("whom the user waits for", () => {
  let state: State;
  let clock: HandClock;
  let watched: { number: string; tell: (standing: Standing) => void; stopped: boolean }[];
  let watch: Watch | null;
  let dialled: string[];
  let recalls: Recalls;
  const begin = (callId = "1") => recalls.commands["recalls.begin"]({ callId }, asker);
  const one = () => state.recalls[0];
  beforeEach(() => {
    state = initialState;
    clock = createHandClock();
    watched = [];
    dialled = [];
    watch = (number, tell) => {
      const each = { number, tell, stopped: false };
      watched.push(each);
      return () => void (each.stopped = true);
    };
    let ids = 0;
    recalls = createRecalls({
      state: () => state,
      publish: (event) => void (state = applyEvent(state, event)),
      clock,
      newId: () => `r${++ids}`,
      watch: () => watch,
      dial: (number) => (dialled.push(number), "2"),
    });
    state = { ...state, calls: [over("busy")] };
  });

  it("who was busy is free as soon as no call is left", async () => {
    await begin();
    expect(one()).toMatchObject({ number: "5012", name: "Ada", state: "waiting" });
    watched[0]?.tell("busy");
    expect(one()?.state).toBe("waiting");
    watched[0]?.tell("free");
    expect(one()?.state).toBe("free");
    watched[0]?.tell("busy");
    expect(one()?.state).toBe("waiting");
  });

  it("who did not answer is waited for until a call of theirs is over", async () => {
    state = { ...state, calls: [over("no-answer")] };
    await begin();
    watched[0]?.tell("free");
    expect(one()?.state).toBe("waiting");
    watched[0]?.tell("busy");
    watched[0]?.tell("free");
    expect(one()?.state).toBe("free");
  });

  it("is called by one word, and waited for no more", async () => {
    await begin();
    expect(await recalls.commands["recalls.call"]({ recallId: "r1" }, asker)).toEqual({ callId: "2" });
    expect([dialled, state.recalls, watched[0]?.stopped]).toEqual([["5012"], [], true]);
    expect(() => recalls.commands["recalls.cancel"]({ recallId: "r1" }, asker)).toThrow("recall-unknown");
  });

  it("is waited for once, and for so long", async () => {
    await begin();
    await begin();
    expect(state.recalls).toHaveLength(1);
    clock.pass(longest);
    expect([state.recalls, watched[0]?.stopped]).toEqual([[], true]);
  });

  it("says so where nobody tells, and watches anew on another line", async () => {
    watch = null;
    await begin();
    expect(one()?.state).toBe("unknowable");
    watch = (number, tell) => (watched.push({ number, tell, stopped: false }), () => undefined);
    recalls.renew();
    watched[0]?.tell("busy");
    expect(one()?.state).toBe("waiting");
    watched[0]?.tell("unknowable");
    expect(one()?.state).toBe("unknowable");
  });

  it.each([
    ["a call that goes on", { ...over(null), state: "active" as const }],
    ["a call that was spoken in", over("hung-up")],
    ["a caller", { ...over("missed"), direction: "incoming" as const }],
  ])("is not the party of %s", (_, call) => {
    state = { ...state, calls: [call] };
    expect(() => begin()).toThrow("call-wrong-state");
    expect(() => begin("9")).toThrow("call-unknown");
  });
});
