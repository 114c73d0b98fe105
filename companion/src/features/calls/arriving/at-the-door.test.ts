import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, settled } from "../testing.ts";

const asker = { session: "s", browser: { id: "b", name: "Chrome" } };
let world: ReturnType<typeof createWorld>;
beforeEach(() => void (world = createWorld()));

describe("a caller at the door", () => {
  const only = () => world.state().calls[0];
  const forward = (callId: string) => world.calls.commands["calls.forward"]({ callId }, asker);

  it.each([
    ["a number, by the dial plan", { forward: "number", forwardNumber: "01 99 00 12 34" }, "+33199001234"],
    ["an address", { forward: "number", forwardNumber: "desk@uc.test" }, "desk@uc.test"],
    ["voice mail", { forward: "voice-mail", voiceMailNumber: "*98" }, "*98"],
  ] as const)("is sent on to %s, once", async (_, settings, target) => {
    world.set(settings);
    world.ring("5012");
    await forward("1");
    expect(only()).toMatchObject({ state: "ended", end: "forwarded", forwardedTo: target });
    expect(world.asked).toContain(`5012 is sent to ${target}`);
    await settled();
    expect(world.asked).toContain("sound closes");
    expect(() => forward("1")).toThrow("call-wrong-state");
  });

  it.each([
    ["no-forward-number", { forward: "none", forwardNumber: "5013" }],
    ["no-forward-number", { forward: "voice-mail", voiceMailNumber: " " }],
    ["number-not-dialable", { forward: "number", forwardNumber: "reception" }],
  ] as const)("goes on ringing where that fails: %s", (code, settings) => {
    world.set(settings);
    world.ring("5012");
    expect(() => forward("1")).toThrow(code);
    expect(only()?.state).toBe("offered");
  });

  it("may be silenced, and waits", async () => {
    world.ring("5012");
    await world.calls.commands["calls.silence"]({ callId: "1" }, asker);
    expect(only()).toMatchObject({ state: "offered", silenced: true });
    expect(world.asked).toEqual(["5012 hears ringing"]);
  });

  it("hears busy while nobody is to be disturbed, and is listed as missed without having rung", () => {
    world.set({ doNotDisturb: true });
    world.ring("5012")({ type: "ended", end: "missed" });
    expect(world.asked).toEqual(["5012 gets 486"]);
    expect(only()).toMatchObject({ state: "ended", end: "missed", peer: { number: "5012" } });
    world.pass(7000);
    expect(world.state().calls).toEqual([]);
  });
});
