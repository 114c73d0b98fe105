import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, settled, userOf } from "../testing.ts";

let world: ReturnType<typeof createWorld>;
let user: ReturnType<typeof userOf>;
let first: string;
beforeEach(async () => {
  world = createWorld();
  user = userOf(world);
  first = await user.active("5012");
  world.asked.length = 0;
});

const transfer = async (): Promise<void> => {
  await user.ask("calls.transfer", { callId: first, target: "5013" });
  await settled();
};
const complete = async (consultant: string): Promise<void> => {
  await user.ask("calls.completeTransfer", { callId: consultant });
  await settled();
};
const leg = async (n: number, ...news: Parameters<(typeof world.legs)[number]>): Promise<void> => {
  world.legs[n]?.(...news);
  await settled();
};
const answers = (n: number): Promise<void> => leg(n, { type: "answered", answer: "answer" });
const states = (...ids: string[]) => ids.map((id) => user.call(id)?.state);
const arePeersOfEachOther = (one: string, other: string): void => {
  expect(states(one, other)).toEqual(["joined", "joined"]);
  expect(user.call(one)).toMatchObject({ transfer: null, conference: user.call(other)?.conference });
  expect(user.call(one)?.conference).not.toBeNull();
};

describe("whom the other side should call and does not", () => {
  it.each([405, 420, 501, 603, 408, 0])("because it answers %i, we call and connect them", async (status) => {
    world.behaviour.referralGets = status;
    await transfer();
    expect(user.call("2")).toMatchObject({ state: "dialling", peer: { number: "5013" }, consults: first });
    expect(user.call(first)?.transfer).toEqual({ state: "trying", to: "5013" });
    await leg(1, { type: "ringing" });
    expect(user.call(first)?.transfer).toEqual({ state: "ringing", to: "5013" });
    await answers(1);
    arePeersOfEachOther(first, "2");
  });

  it("because it knows no REFER, we call without asking it", async () => {
    world.behaviour.takesReferrals = false;
    await transfer();
    expect(world.asked).toContain("dials 5013");
    expect(world.asked.filter((each) => each.includes("should call"))).toEqual([]);
    await answers(1);
    arePeersOfEachOther(first, "2");
  });

  it("because it tells nothing of it, we call when nothing can be expected any more", async () => {
    await transfer();
    expect(states("2")).toEqual([undefined]);
    world.pass(32_000);
    await settled();
    await answers(1);
    arePeersOfEachOther(first, "2");
    world.referrals[0]?.({ status: 486, last: true });
    arePeersOfEachOther(first, "2");
  });

  it.each([
    ["busy", "busy"],
    ["wrong-password", "server-error"],
  ] as const)(
    "is not connected where our call ends as %s: that is said, and the first is taken back",
    async (end, reason) => {
      world.behaviour.takesReferrals = false;
      await transfer();
      await leg(1, { type: "ended", end });
      expect(user.call(first)).toMatchObject({ state: "active", transfer: { state: "failed", to: "5013", reason } });
    },
  );

  it("is rung no more when the first has hung up, or is taken back", async () => {
    world.behaviour.takesReferrals = false;
    await transfer();
    await user.ask("calls.resume", { callId: first });
    await settled();
    expect(user.call("2")?.end).toBe("cancelled");
    expect(user.call(first)).toMatchObject({ state: "active", transfer: null });
    await transfer();
    await leg(0, { type: "ended", end: "hung-up-by-peer" });
    expect(user.call("3")?.end).toBe("cancelled");
  });

  it("is not connected when the user gives it up, and the first is taken back without a word", async () => {
    world.behaviour.takesReferrals = false;
    await transfer();
    await user.ask("calls.hangUp", { callId: "2" });
    await settled();
    expect(user.call(first)).toMatchObject({ state: "active", transfer: null });
  });

  it("answers while the user speaks with somebody else, who is not disturbed", async () => {
    world.behaviour.takesReferrals = false;
    await transfer();
    const third = await user.active("5014");
    world.asked.length = 0;
    await answers(1);
    arePeersOfEachOther(first, "2");
    expect(states(third)).toEqual(["active"]);
    expect(world.asked.filter((each) => each.includes("with the user") || each.includes("browser"))).toEqual([]);
  });

  it("is not connected where no more calls can be placed: that the other side cannot is said", async () => {
    world.behaviour.takesReferrals = false;
    for (let n = 0; n < 7; n += 1) await user.dial(`502${n}`);
    await user.ask("calls.resume", { callId: first });
    await transfer();
    expect(user.call(first)?.transfer).toMatchObject({ state: "failed", reason: "peer-cannot" });
    expect(states(first)).toEqual(["active"]);
  });
});

describe("a consultant", () => {
  it("who speaks with us is connected with the first at once where that one's telephone cannot call", async () => {
    const consultant = await user.active("5013");
    world.behaviour.takesReferrals = false;
    await complete(consultant);
    arePeersOfEachOther(first, consultant);
    expect(user.call(consultant)?.consults).toBeNull();
  });

  it("is connected where the first one's telephone refuses, and both had to wait for its word", async () => {
    const consultant = await user.active("5013");
    world.behaviour.referralGets = 603;
    await complete(consultant);
    arePeersOfEachOther(first, consultant);
  });

  it("who has not answered rings on, and is connected when they answer", async () => {
    const consultant = await user.dial("5013");
    world.behaviour.takesReferrals = false;
    await complete(consultant);
    expect(states(first, consultant)).toEqual(["held", "dialling"]);
    expect([user.call(first)?.transfer?.state, user.call(consultant)?.transfer]).toEqual(["trying", null]);
    await answers(1);
    arePeersOfEachOther(first, consultant);
  });

  it("who is taken back is rung no more", async () => {
    const consultant = await user.dial("5013");
    world.behaviour.takesReferrals = false;
    await complete(consultant);
    await user.ask("calls.takeBack", { callId: consultant });
    await settled();
    expect(user.call(consultant)?.state).toBe("ended");
    expect(user.call(first)).toMatchObject({ state: "active", transfer: null });
  });

  it("is kept, and so is the first, where the first refuses to be taken back from hold", async () => {
    const consultant = await user.active("5013");
    world.behaviour.takesReferrals = false;
    world.behaviour.refusesReoffers = true;
    await complete(consultant);
    expect(states(first, consultant)).toEqual(["held", "active"]);
    expect(user.call(first)).toMatchObject({ transfer: { state: "failed", reason: "peer-refused" }, conference: null });
    expect(user.call(consultant)?.conference).toBeNull();
  });
});
