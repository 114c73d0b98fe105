import { beforeEach, describe, expect, it } from "vitest";
import type { ReferralNews } from "../ports.ts";
import { createWorld, settled, userOf } from "../testing.ts";

let world: ReturnType<typeof createWorld>;
let user: ReturnType<typeof userOf>;
let callId: string;
let told: string[];
beforeEach(async () => {
  world = createWorld();
  user = userOf(world);
  callId = await user.active("5012");
  [told, world.asked.length] = [[], 0];
});

/** The peer wants us to call that number. */
const refer = (target = "+33899", leg = 0): void =>
  world.legs[leg]?.({
    type: "referred",
    to: { target, replaces: "", referredBy: "<sip:5012@uc.test>" },
    reply: {
      take: () => told.push("taken"),
      tell: ({ status, last }: ReferralNews) => told.push(`${status}${last ? " at last" : ""}`),
      refuse: () => told.push("refused"),
    },
  });
const follow = async (): Promise<void> => {
  await user.ask("calls.followReferral", { callId });
  await settled();
};
const states = () => world.state().calls.map(({ state }) => state);

describe("a peer that wants us to call somebody", () => {
  it("makes us ask the user, and nothing is dialled", async () => {
    refer();
    await settled();
    expect(user.call(callId)?.referredTo).toBe("+33899");
    expect([told, world.asked, states()]).toEqual([["taken"], [], ["active"]]);
  });

  it("hears how our call goes once the user has said yes, each thing once", async () => {
    refer();
    await follow();
    expect(world.asked).toContain("dials +33899 for <sip:5012@uc.test>");
    expect(states()).toEqual(["held", "dialling"]);
    expect(world.state().calls[1]).toMatchObject({ redirectedBy: { number: "5012" }, consults: null });
    for (let i = 0; i < 2; i += 1) world.legs[1]?.({ type: "ringing" });
    world.legs[1]?.({ type: "answered", answer: "answer" });
    await settled();
    world.legs[1]?.({ type: "ended", end: "hung-up-by-peer" });
    expect(told).toEqual(["taken", "180", "200 at last"]);
  });

  it("is hung up on a little after we speak there, where it does not do so itself", async () => {
    refer();
    await follow();
    world.legs[1]?.({ type: "answered", answer: "answer" });
    await settled();
    expect(states()).toEqual(["held", "active"]);
    world.pass(2000);
    expect(user.call(callId)?.end).toBe("transferred");
    expect(states()).toEqual(["ended", "active"]);
  });

  it.each([
    ["busy", "486 at last"],
    ["not-found", "404 at last"],
    ["unreachable", "503 at last"],
  ] as const)("has us back where the number is %s", async (end, heard) => {
    refer();
    await follow();
    world.legs[1]?.({ type: "ended", end });
    await settled();
    expect(told.at(-1)).toBe(heard);
    expect(user.call(callId)?.state).toBe("active");
  });

  it("has us back where the user says no", async () => {
    refer();
    await user.ask("calls.declineReferral", { callId });
    expect(told).toEqual(["taken", "603 at last"]);
    expect(user.call(callId)).toMatchObject({ state: "active", referredTo: null });
    await expect(follow()).rejects.toMatchObject({ code: "call-wrong-state" });
  });

  it("may hang up at once: the question stays for a minute", async () => {
    refer();
    world.legs[0]?.({ type: "ended", end: "hung-up-by-peer" });
    world.pass(59_000);
    await follow();
    expect(states()).toEqual(["ended", "dialling"]);
  });

  it("is refused a second wish, and one while it does what we asked", async () => {
    refer();
    refer();
    expect(told).toEqual(["taken", "refused"]);
    await user.ask("calls.declineReferral", { callId });
    await user.ask("calls.transfer", { callId, target: "5013" });
    await settled();
    refer();
    expect(told.at(-1)).toBe("refused");
  });
});
