import type { Call } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { aTelephone, describes } from "../../devices/testing.ts";
import { createWorld, settled, userOf } from "../testing.ts";

let world: ReturnType<typeof createWorld>;
let user: ReturnType<typeof userOf>;
beforeEach(() => begin({ "7000": 0, "7001": 5, "7002": null }));

function begin(waits: Readonly<Record<string, number | null>>): void {
  world = createWorld();
  user = userOf(world);
  world.behaviour.describes = describes;
  world.have({
    telephones: Object.entries(waits).map(([number, after]) => aTelephone(number, after)),
    used: "browser",
  });
}

let giveUp: () => void;
/** Somebody calls who has a description. */
async function isCalled(): Promise<string> {
  const tell = world.ring("5012", describes("5012", "sendrecv"));
  giveUp = () => tell({ type: "ended", end: "missed" });
  await settled();
  return world.state().calls.at(-1)?.id ?? "none";
}
const call = (id: string): Call | undefined => user.call(id);
const rung = (): string[] => world.asked.filter((each) => each.startsWith("dials 7")).map((each) => each.slice(6));
const hushed = (): string[] =>
  world.asked.filter((each) => /^7.* hangs up$/u.test(each)).map((each) => each.slice(0, 4));
/** A telephone that rings is lifted; the adapter sees to one that is lifted while it is told to ring no more. */
async function lift(number: string): Promise<void> {
  if (hushed().includes(number)) return;
  world.dialled.get(number)?.({ type: "answered", answer: describes(number, world.offered.get(number) ?? "") });
  await settled();
}
async function decline(number: string): Promise<void> {
  world.dialled.get(number)?.({ type: "ended", end: "busy" });
  world.dialled.delete(number);
  await settled();
}
async function passSeconds(seconds: number): Promise<void> {
  world.pass(seconds * 1000);
  await settled();
}

describe("the telephones that ring for a caller", () => {
  it("ring each after its seconds, and those that should not do not", async () => {
    await isCalled();
    expect(rung()).toEqual(["7000"]);
    await passSeconds(4.9);
    expect(rung()).toEqual(["7000"]);
    await passSeconds(0.1);
    expect(rung()).toEqual(["7000", "7001"]);
  });

  it("stop when one is lifted, which the call is spoken with then", async () => {
    const callId = await isCalled();
    await passSeconds(5);
    await lift("7001");
    expect(call(callId)).toMatchObject({ state: "active", device: { id: "7001" } });
    expect(hushed()).toEqual(["7000"]);
  });

  it("stop when the user answers in the browser, and later ones never begin", async () => {
    const callId = await isCalled();
    await user.ask("calls.answer", { callId, device: "browser" });
    await settled();
    expect(call(callId)).toMatchObject({ state: "active", device: { id: "browser" } });
    await passSeconds(60);
    expect([rung(), hushed()]).toEqual([["7000"], ["7000"]]);
  });

  it("leave the caller at the door where one declines, and the next still rings", async () => {
    const callId = await isCalled();
    await decline("7000");
    expect(call(callId)?.state).toBe("offered");
    await passSeconds(5);
    expect(rung()).toEqual(["7000", "7001"]);
  });

  it("do not ring where they are lifted for another call", async () => {
    world.have({ telephones: [aTelephone("7000", 0)], used: "7000" });
    await user.dial("5010");
    await lift("7000");
    await isCalled();
    expect(rung()).toEqual(["7000"]);
  });
});

it("whoever answers when, and whoever gives up, one device answers at most and none rings on", async () => {
  const acts = {
    lift,
    decline,
    giveUp: async () => giveUp(),
    answer: async () => ask("calls.answer"),
    hangUp: async () => ask("calls.hangUp"),
  };
  let callId = "";
  const ask = (command: "calls.answer" | "calls.hangUp") => user.ask(command, { callId }).catch(() => null);
  const deed = fc.tuple(fc.constantFrom(...Object.values(acts)), fc.constantFrom("7000", "7001"), fc.nat(7));
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 6 }), async (deeds) => {
      begin({ "7000": 0, "7001": 3 });
      callId = await isCalled();
      for (const [act, number, seconds] of deeds) {
        await passSeconds(seconds);
        await act(number);
        await settled();
      }
      await passSeconds(60);
      expect(world.asked.filter((each) => /^5012 gets \D/u.test(each)).length).toBeLessThanOrEqual(1);
      const spokenWith = call(callId)?.state === "active" ? call(callId)?.device.id : undefined;
      if (call(callId)?.state === "offered") return;
      for (const number of world.dialled.keys()) if (number !== spokenWith) expect(hushed(), number).toContain(number);
    }),
    { numRuns: 300 },
  );
});
