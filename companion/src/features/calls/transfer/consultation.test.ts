import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, settled, userOf } from "../testing.ts";

let world: ReturnType<typeof createWorld>;
let user: ReturnType<typeof userOf>;
let first: string;
let consultant: string;
const begin = async (): Promise<void> => {
  world = createWorld();
  user = userOf(world);
  first = await user.active("5012");
  consultant = await user.dial("5013");
  await settled();
};
const answer = async (): Promise<void> => {
  world.legs[1]?.({ type: "answered", answer: "answer" });
  await settled();
  world.asked.length = 0;
};
const told = async (status: number, last = false): Promise<void> => {
  world.referrals.at(-1)?.({ status, last });
  await settled();
};
const states = () => [user.call(first)?.state, user.call(consultant)?.state];
const complete = async (): Promise<void> => {
  await user.ask("calls.completeTransfer", { callId: consultant });
  await settled();
};
beforeEach(begin);

describe("a consultation", () => {
  it("is a call during another one, which waits", () => {
    expect(states()).toEqual(["held", "dialling"]);
    expect([user.call(first)?.consults, user.call(consultant)?.consults]).toEqual([null, first]);
  });

  it("begins during a call that waits already, and not during one that has ended", async () => {
    await user.ask("calls.hangUp", { callId: consultant });
    const again = await user.dial("5014");
    expect(user.call(again)?.consults).toBe(first);
    world.calls.endAll();
    expect(user.call(await user.dial("5015"))?.consults).toBeNull();
  });

  it("is no more when the first has gone: the consultant is an ordinary call then", async () => {
    await answer();
    world.legs[0]?.({ type: "ended", end: "hung-up-by-peer" });
    expect(user.call(consultant)).toMatchObject({ state: "active", consults: null });
    await expect(complete()).rejects.toMatchObject({ code: "call-wrong-state" });
  });

  it("swaps as often as the user likes, one speaking and one waiting", async () => {
    await answer();
    await user.ask("calls.swap", { callId: consultant });
    expect(states()).toEqual(["active", "held"]);
    await user.ask("calls.swap", { callId: consultant });
    expect(states()).toEqual(["held", "active"]);
  });

  it("swaps to the first when both wait", async () => {
    await answer();
    await user.ask("calls.hold", { callId: consultant });
    await user.ask("calls.swap", { callId: consultant });
    expect(states()).toEqual(["active", "held"]);
  });

  it("does not swap with somebody who refuses to wait", async () => {
    await answer();
    world.behaviour.refusesReoffers = true;
    await expect(user.ask("calls.swap", { callId: consultant })).rejects.toMatchObject({ code: "peer-refused" });
    expect(states()).toEqual(["held", "active"]);
  });

  it("asks both at once, and whoever is left hears no more before they have answered", async () => {
    await answer();
    await user.ask("calls.swap", { callId: consultant });
    const at = (what: string): number => world.asked.indexOf(what);
    expect(world.asked[0]).toBe("sound to nobody");
    expect(at("5013 reoffers sendonly")).toBeLessThan(at("sound accepts answer"));
    expect(at("5012 reoffers sendrecv")).toBeLessThan(at("sound accepts answer"));
  });

  it.each(["5012", "5013"])(
    "leaves everybody where they were when %s alone refuses, but nobody heard beside another",
    async (who) => {
      await answer();
      world.behaviour.describes = (number) => {
        if (number === who) throw new Error("488");
        return "answer";
      };
      await expect(user.ask("calls.swap", { callId: consultant })).rejects.toMatchObject({ code: "peer-refused" });
      await settled();
      // Whoever refuses to come back still waits; whoever refuses to wait is spoken with as before.
      expect(states()).toEqual(who === "5012" ? ["held", "held"] : ["held", "active"]);
      expect(world.asked.at(-1)).toBe(who === "5012" ? "sound to nobody" : "sound to browser");
    },
  );

  it("goes over to the other when whoever is left hangs up meanwhile", async () => {
    await answer();
    const swapped = user.ask("calls.swap", { callId: consultant });
    world.legs[1]?.({ type: "ended", end: "hung-up-by-peer" });
    await swapped;
    expect(states()).toEqual(["active", "ended"]);
  });

  it("has nobody to swap with before the consultant answers", async () => {
    await expect(user.ask("calls.swap", { callId: consultant })).rejects.toMatchObject({ code: "call-wrong-state" });
  });

  it.each(["before", "after"])("is taken back %s the consultant answers", async (when) => {
    if (when === "after") await answer();
    await user.ask("calls.takeBack", { callId: consultant });
    expect(states()).toEqual(["active", "ended"]);
    expect(user.call(consultant)?.end).toBe("hung-up");
  });

  it("is taken back even while the hold it began with is on its way", async () => {
    world = createWorld();
    user = userOf(world);
    first = await user.active("5012");
    const callId = world.calls.dial("5013", { kind: "panel" });
    await user.ask("calls.takeBack", { callId });
    expect(user.call(first)?.state).toBe("active");
  });
});

describe("a transfer after a consultation", () => {
  beforeEach(answer);

  it("asks the first to take our place with the consultant, and leaves both when it has", async () => {
    await complete();
    expect(world.asked).toEqual([
      "5013 reoffers sendonly",
      "sound accepts answer",
      "sound to nobody",
      "5012 should call sip:5013 in place of the call with 5013",
    ]);
    expect(user.call(first)?.transfer).toEqual({ state: "trying", to: "5013" });
    expect(user.call(consultant)?.transfer).toEqual({ state: "trying", to: "5012" });
    await told(200, true);
    expect([user.call(first)?.end, user.call(consultant)?.end]).toEqual(["transferred", "transferred"]);
  });

  it("has come about for the consultant who hangs up on us to speak with the first", async () => {
    await complete();
    world.legs[1]?.({ type: "ended", end: "hung-up-by-peer" });
    expect(user.call(consultant)?.end).toBe("transferred");
    await told(200, true);
    expect(user.call(first)?.end).toBe("transferred");
  });

  it("keeps both where it fails, and the user speaks again with whom he spoke", async () => {
    await complete();
    await told(500, true);
    expect(states()).toEqual(["held", "active"]);
    expect(user.call(first)?.transfer).toEqual({ state: "failed", to: "5013", reason: "server-error" });
    expect(user.call(consultant)).toMatchObject({ transfer: null, consults: first });
  });

  it("is left when either is taken back", async () => {
    await complete();
    await user.ask("calls.resume", { callId: consultant });
    expect(states()).toEqual(["held", "active"]);
    expect([user.call(first)?.transfer, user.call(consultant)?.transfer]).toEqual([null, null]);
  });

  it("is asked for once", async () => {
    await complete();
    for (const command of ["calls.completeTransfer", "calls.swap"] as const)
      await expect(user.ask(command, { callId: consultant })).rejects.toMatchObject({ code: "call-wrong-state" });
  });
});

describe("a transfer before the consultant answers", () => {
  it("rings the consultant no more and asks the first to call there", async () => {
    world.asked.length = 0;
    await complete();
    expect(world.asked).toEqual(["5013 hangs up", "sound closes", "5012 should call 5013"]);
    expect(user.call(consultant)).toMatchObject({ state: "ended", end: "cancelled" });
    await told(200, true);
    expect(user.call(first)?.end).toBe("transferred");
  });

  it("takes the first back where that fails", async () => {
    await complete();
    await told(486, true);
    expect(user.call(first)).toMatchObject({ state: "active", transfer: { state: "failed", reason: "busy" } });
  });
});
