import { standings } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { afterLeaving, standingAfter } from "./conference.ts";
import { createWorld, settled, userOf } from "../testing.ts";

let world: ReturnType<typeof createWorld>;
let user: ReturnType<typeof userOf>;
let [first, second] = ["", ""];
const begin = async (callId = second, otherId = first): Promise<void> => {
  await user.ask("conferences.begin", { callId, otherId });
  await settled();
};
const idOf = (callId: string): string => user.call(callId)?.conference?.id ?? "none";
const whole = async (what: "hold" | "enter" | "leave" | "hangUp"): Promise<void> => {
  await user.ask(`conferences.${what}`, { conferenceId: idOf(first) });
  await settled();
};
const states = (...ids: string[]) => ids.map((id) => user.call(id)?.state);
const peerHangsUp = async (n: number): Promise<void> => {
  world.legs[n]?.({ type: "ended", end: "hung-up-by-peer" });
  await settled();
};
beforeEach(async () => {
  world = createWorld();
  user = userOf(world);
  first = await user.active("5012");
  second = await user.active("5013");
  world.asked.length = 0;
});

describe("what a conference is", () => {
  it("goes where its table says, and nowhere else", () => {
    expect(standings.map((each) => standingAfter(each, "hold"))).toEqual(["waiting", null, null]);
    expect(standings.map((each) => standingAfter(each, "enter"))).toEqual([null, "together", "together"]);
    expect(standings.map((each) => standingAfter(each, "leave"))).toEqual(["without-us", "without-us", null]);
  });

  it("is one of two at least", () => {
    fc.assert(
      fc.property(fc.nat(8), fc.constantFrom(...standings), (left, standing) => {
        expect(afterLeaving(left, standing) === "goes-on").toBe(left >= 2);
      }),
    );
    expect(standings.map((each) => afterLeaving(1, each))).toEqual(["one-call", "one-call", "over"]);
  });
});

describe("a conference", () => {
  it("takes back who waits, holds nobody, and lets both hear the mix with the user", async () => {
    await begin();
    expect(world.asked).toEqual([
      "unmutes",
      "unmutes",
      "sound to mix with the user",
      "5012 reoffers sendrecv",
      "sound accepts answer",
      "sound to mix with the user",
    ]);
    expect(states(first, second)).toEqual(["active", "active"]);
    expect(idOf(first)).toBe(idOf(second));
    expect(user.call(second)?.consults).toBeNull();
  });

  it("begins also where both wait, and mutes all where the user is muted for one", async () => {
    await user.ask("calls.hold", { callId: second });
    await user.ask("calls.mute", { callId: second, muted: true });
    await begin();
    expect(states(first, second)).toEqual(["active", "active"]);
    expect([user.call(first)?.muted, user.call(second)?.muted]).toEqual([true, true]);
    await user.ask("calls.mute", { callId: first, muted: false });
    expect([user.call(first)?.muted, user.call(second)?.muted]).toEqual([false, false]);
  });

  it("takes in a third and a fourth, who may be in a conference of their own", async () => {
    await begin();
    const third = await user.active("5014");
    const fourth = await user.active("5015");
    await begin(third, fourth);
    expect(states(first, second, third, fourth)).toEqual(["held", "held", "active", "active"]);
    await begin(fourth, first);
    expect(new Set([first, second, third, fourth].map(idOf)).size).toBe(1);
    expect(states(first, second, third, fourth)).toEqual(["active", "active", "active", "active"]);
  });

  it("is not one of a call with itself, with one that nobody has answered, or with one that is being transferred", async () => {
    const wrong = { code: "call-wrong-state" };
    await expect(begin(second, second)).rejects.toMatchObject(wrong);
    await expect(begin(second, await user.dial("5014"))).rejects.toMatchObject(wrong);
    await user.ask("calls.transfer", { callId: first, target: "5020" });
    await expect(begin()).rejects.toMatchObject(wrong);
  });

  it("leaves everything as it was where somebody refuses to be taken back", async () => {
    world.behaviour.refusesReoffers = true;
    await expect(begin()).rejects.toMatchObject({ code: "peer-refused" });
    expect(states(first, second)).toEqual(["held", "active"]);
    expect([user.call(first)?.conference, user.call(second)?.conference]).toEqual([null, null]);
    expect(world.asked).toContain("sound to browser");
  });

  it("waits as a whole and comes back as a whole", async () => {
    await begin();
    await whole("hold");
    expect(states(first, second)).toEqual(["held", "held"]);
    await whole("enter");
    expect(states(first, second)).toEqual(["active", "active"]);
  });

  it("waits while another call is answered, which is no consultation", async () => {
    await begin();
    const third = await user.active("5014");
    expect(states(first, second, third)).toEqual(["held", "held", "active"]);
    expect(user.call(third)?.consults).toBeNull();
    await whole("enter");
    expect(states(first, second, third)).toEqual(["active", "active", "held"]);
  });

  it("goes on without one who is put on hold alone, and with them again", async () => {
    await begin();
    await user.ask("calls.hold", { callId: first });
    expect(states(first, second)).toEqual(["held", "active"]);
    expect(world.asked.at(-1)).toBe("sound to nobody");
    await user.ask("calls.resume", { callId: first });
    expect(states(first, second)).toEqual(["active", "active"]);
  });

  it("is an ordinary call when one is left, spoken in or held as it was", async () => {
    await begin();
    await peerHangsUp(0);
    expect(user.call(second)).toMatchObject({ state: "active", conference: null });
    expect(world.asked).toContain("sound to browser");
    first = await user.active("5014");
    await begin();
    await whole("hold");
    await user.ask("calls.hangUp", { callId: first });
    await settled();
    expect(user.call(second)).toMatchObject({ state: "held", conference: null });
  });

  it("is hung up for everybody", async () => {
    await begin();
    await whole("hangUp");
    expect([user.call(first)?.end, user.call(second)?.end]).toEqual(["hung-up", "hung-up"]);
  });

  it("has somebody else in a member's place whom that member has transferred us to", async () => {
    await begin();
    world.ring("5030", "offer", "call with 5012");
    await settled();
    expect(user.call("4")).toMatchObject({ state: "active", conference: { id: idOf(second) } });
    expect(user.call(first)?.end).toBe("transferred");
    expect(states(second)).toEqual(["active"]);
  });
});

describe("the user leaves a conference", () => {
  beforeEach(async () => {
    await begin();
    world.asked.length = 0;
  });

  it("at once, one of the two is asked to call the other, and when it has, both are gone", async () => {
    await whole("leave");
    expect(world.asked).toEqual([
      "sound to mix without the user",
      "sound to mix without the user",
      "5012 should call sip:5013 in place of the call with 5013",
    ]);
    expect(states(first, second)).toEqual(["joined", "joined"]);
    world.referrals[0]?.({ status: 200, last: true });
    expect([user.call(first)?.end, user.call(second)?.end]).toEqual(["transferred", "transferred"]);
  });

  it.each([405, 603, 0])("and they talk on through this computer where that is refused with %i", async (status) => {
    world.behaviour.referralGets = status;
    await whole("leave");
    expect(states(first, second)).toEqual(["joined", "joined"]);
    expect([user.call(first)?.transfer, user.call(second)?.transfer]).toEqual([null, null]);
  });

  it("and comes back in", async () => {
    await whole("leave");
    await whole("enter");
    expect(states(first, second)).toEqual(["active", "active"]);
    expect([user.call(first)?.transfer, user.call(second)?.transfer]).toEqual([null, null]);
    world.referrals[0]?.({ status: 200, last: true });
    expect(states(first, second)).toEqual(["active", "active"]);
  });

  it("also from hold, and whoever waited is taken back", async () => {
    await whole("hold");
    await whole("leave");
    expect(states(first, second)).toEqual(["joined", "joined"]);
  });

  it("and when one of the two hangs up, the other is hung up too", async () => {
    world.behaviour.takesReferrals = false;
    await whole("leave");
    await peerHangsUp(1);
    expect([user.call(first)?.end, user.call(second)?.end]).toEqual(["hung-up-by-peer", "hung-up-by-peer"]);
  });

  it("and one who goes where it was sent leaves the other the time to be called", async () => {
    await whole("leave");
    await peerHangsUp(0);
    expect([user.call(first)?.end, user.call(second)?.state]).toEqual(["transferred", "joined"]);
    world.pass(4000);
    expect(user.call(second)?.state).toBe("ended");
  });

  it("and speaks with somebody else meanwhile", async () => {
    await whole("leave");
    const third = await user.active("5014");
    expect(states(first, second, third)).toEqual(["joined", "joined", "active"]);
    await whole("enter");
    expect(states(first, second, third)).toEqual(["active", "active", "held"]);
  });

  it("of three, who talk on through this computer, and two of them when one hangs up", async () => {
    const third = await user.active("5014");
    await begin(third, first);
    world.asked.length = 0;
    await whole("leave");
    expect(world.asked.filter((each) => each.includes("should call"))).toEqual([]);
    await peerHangsUp(0);
    expect(states(second, third)).toEqual(["joined", "joined"]);
  });
});
