import {
  applyEvent,
  defaultDialPlan,
  initialState,
  mostConversations,
  mostTexts,
  State,
} from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import * as v from "valibot";
import { beforeEach, describe, expect, it } from "vitest";
import { createHandClock } from "../hand-clock.ts";
import { createMessages, type Messages } from "./messages.ts";
import type { Arrived } from "./ports.ts";

const asker = { session: "s", browser: { id: "b", name: "Chrome" } };
/** Long enough for whatever was sent to be answered. */
const answered = () => new Promise((resolve) => setTimeout(resolve, 20));
const settled = () => new Promise((resolve) => setTimeout(resolve, 1));

describe("messages", () => {
  let state: State;
  let sent: string[];
  let status: number;
  let arrive: (arrived: Arrived) => void;
  let messages: Messages;
  const send = (number: string, text: string) => messages.commands["messages.send"]({ number, text }, asker);
  const ways = () => state.messages[0]?.texts.map(({ way }) => way);
  beforeEach(() => {
    state = initialState;
    sent = [];
    status = 200;
    let ids = 0;
    const courier = {
      async sendText(target: string, text: string) {
        sent.push(`${target}: ${text}`);
        await settled();
        return status;
      },
      onText: (hear: typeof arrive) => void (arrive = hear),
    };
    messages = createMessages({
      state: () => state,
      publish: (event) => void (state = applyEvent(state, event)),
      clock: createHandClock(),
      newId: () => `t${++ids}`,
      plan: () => ({ ...defaultDialPlan, country: "FR" }),
      nameFor: (number, own) => (number === "5021" ? "Sophie" : own),
      courier: () => courier,
    });
    messages.listen(courier);
  });

  it("go out by the dial plan, and say when they are there", async () => {
    await send("01 70 18 43 10", "Hello");
    expect(ways()).toEqual([{ state: "sending" }]);
    await answered();
    expect(ways()).toEqual([{ state: "sent" }]);
    expect(sent).toEqual(["+33170184310: Hello"]);
  });

  it.each([
    [404, "nobody-there"],
    [480, "nobody-there"],
    [415, "not-understood"],
    [405, "not-understood"],
    [403, "refused"],
    [603, "refused"],
    [408, "unsent"],
    [503, "unsent"],
  ] as const)("that get a %i say why, and can be sent again", async (refusal, reason) => {
    status = refusal;
    await send("5021", "Hello");
    await answered();
    expect(ways()).toEqual([{ state: "failed", reason }]);
    status = 202;
    const id = state.messages[0]?.texts[0]?.id ?? "";
    await messages.commands["messages.again"]({ number: "5021", id }, asker);
    expect(ways()).toEqual([{ state: "sending" }]);
    await answered();
    expect(ways()).toEqual([{ state: "sent" }]);
    expect(() => messages.commands["messages.again"]({ number: "5021", id }, asker)).toThrow("text-unknown");
  });

  it("of one person stand together in whatever spelling they come, and are unread until they were seen or answered", async () => {
    await send("01 70 18 43 10", "Hello");
    arrive({ number: "+33170184310", name: "Ada", text: "Yes?" });
    arrive({ number: "0170184310", name: "", text: "Are you there?" });
    expect(state.messages).toMatchObject([{ name: "Ada", unread: 2, texts: [{}, {}, {}] }]);
    await messages.commands["messages.seen"]({ number: "0170184310" }, asker);
    expect(state.messages[0]?.unread).toBe(0);
    arrive({ number: "5021", name: "S.", text: "Me too" });
    expect(state.messages.map(({ name, unread }) => [name, unread])).toEqual([
      ["Sophie", 1],
      ["Ada", 0],
    ]);
  });

  it("are gone once they were closed, also for what is still on its way", async () => {
    await send("5021", "Hello");
    await messages.commands["messages.close"]({ number: "5021" }, asker);
    await answered();
    expect(state.messages).toEqual([]);
    expect(() => messages.commands["messages.close"]({ number: "5021" }, asker)).toThrow("text-unknown");
  });

  it("stay few, whoever writes, and always fit the wire", () => {
    const anybody = fc.record({
      number: fc.constantFrom("1", "22", "333", "4444", "5", "6", "7", "8", "9", "10", "11"),
      name: fc.string(),
      text: fc.string({ minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 80 }), (all) => {
        state = initialState;
        all.forEach(arrive);
        expect(state.messages.length).toBeLessThanOrEqual(mostConversations);
        expect(Math.max(0, ...state.messages.map(({ texts }) => texts.length))).toBeLessThanOrEqual(mostTexts);
        expect(v.is(State, state)).toBe(true);
        if (all.length > 0) expect(state.messages[0]?.texts.at(-1)?.text).toBe(all.at(-1)?.text);
      }),
    );
  });
});
