import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, settled, userOf } from "../testing.ts";

let world: ReturnType<typeof createWorld>;
let user: ReturnType<typeof userOf>;
let callId: string;
beforeEach(async () => {
  world = createWorld();
  user = userOf(world);
  callId = await user.active("5012");
  world.asked.length = 0;
});

const transfer = async (target: string): Promise<void> => {
  await user.ask("calls.transfer", { callId, target });
  await settled();
};
const told = async (status: number, last = false): Promise<void> => {
  world.referrals.at(-1)?.({ status, last });
  await settled();
};
const failed = (reason: string) => ({ transfer: { state: "failed", to: "5013", reason } });

describe("a transfer to a number", () => {
  it("holds the other side, asks it to call there, follows that, and ends our call when it speaks there", async () => {
    await transfer("5013");
    expect(world.asked).toEqual([
      "5012 reoffers sendonly",
      "sound accepts answer",
      "sound to nobody",
      "5012 should call 5013",
    ]);
    expect(user.call(callId)).toMatchObject({ state: "held", transfer: { state: "trying", to: "5013" } });
    await told(180);
    expect(user.call(callId)?.transfer).toEqual({ state: "ringing", to: "5013" });
    await told(200, true);
    expect(user.call(callId)).toMatchObject({ state: "ended", end: "transferred", transfer: null });
    expect(world.asked.slice(-2)).toEqual(["5012 hangs up", "sound closes"]);
  });

  it("shows the number world-wide and asks for what the dial plan makes of it", async () => {
    await transfer("01 99 00 12 34");
    expect(user.call(callId)?.transfer?.to).toBe("+33199001234");
    expect(world.asked).toContain("5012 should call +33199001234");
  });

  it("has come about when the other side hangs up once it has begun", async () => {
    await transfer("5013");
    world.legs[0]?.({ type: "ended", end: "hung-up-by-peer" });
    expect(user.call(callId)).toMatchObject({ state: "ended", end: "transferred" });
  });

  it.each([
    [486, "busy"],
    [404, "not-found"],
    [603, "declined-by-peer"],
    [487, "server-error"],
  ])("whose number answers %i fails as %s, and the call is taken back", async (status, reason) => {
    await transfer("5013");
    await told(status, true);
    expect(user.call(callId)).toMatchObject({ state: "active", ...failed(reason) });
    expect(world.asked.slice(-3)).toEqual(["5012 reoffers sendrecv", "sound accepts answer", "sound to browser"]);
  });

  it("fails when the other side tells no end", async () => {
    await transfer("5013");
    await told(180);
    world.pass(180_000);
    await settled();
    expect(user.call(callId)).toMatchObject({ state: "active", ...failed("no-answer") });
  });

  it("fails when the other side ends its news without an end", async () => {
    await transfer("5013");
    await told(100, true);
    expect(user.call(callId)).toMatchObject({ state: "active", ...failed("no-word") });
  });

  it("leaves a call held that was held before", async () => {
    await user.ask("calls.hold", { callId });
    await transfer("5013");
    await told(486, true);
    expect(user.call(callId)).toMatchObject({ state: "held", ...failed("busy") });
  });

  it("takes no call back while the user speaks with somebody else", async () => {
    await transfer("5013");
    await user.active("5020");
    await told(486, true);
    expect(user.call(callId)).toMatchObject({ state: "held", ...failed("busy") });
  });

  it("goes on without hold where the other side refuses that", async () => {
    world.behaviour.refusesReoffers = true;
    await transfer("5013");
    expect(user.call(callId)).toMatchObject({ state: "active", transfer: { state: "trying" } });
  });

  it("is left when the user takes the call back, and means nothing any more", async () => {
    await transfer("5013");
    await user.ask("calls.resume", { callId });
    await told(486, true);
    expect(user.call(callId)).toMatchObject({ state: "active", transfer: null });
  });

  it("that failed is read until it is dismissed or tried again", async () => {
    await transfer("5013");
    await told(486, true);
    await user.ask("calls.dismiss", { callId });
    expect(user.call(callId)?.transfer).toBeNull();
    await expect(user.ask("calls.dismiss", { callId })).rejects.toMatchObject({ code: "call-wrong-state" });
    await transfer("5014");
    expect(user.call(callId)?.transfer).toEqual({ state: "trying", to: "5014" });
  });

  it("is refused with a code where there is nothing to transfer, or nowhere", async () => {
    await expect(transfer("hello")).rejects.toMatchObject({ code: "number-not-dialable" });
    await expect(user.ask("calls.transfer", { callId: "9", target: "5013" })).rejects.toMatchObject({
      code: "call-unknown",
    });
    await transfer("5013");
    await expect(transfer("5014")).rejects.toMatchObject({ code: "call-wrong-state" });
    const ringing = await user.dial("5020");
    await expect(user.ask("calls.transfer", { callId: ringing, target: "5013" })).rejects.toMatchObject({
      code: "call-wrong-state",
    });
  });
});
