import { isLive, type Call, type CallEnd, type Devices } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { aTelephone, describes, partnerIn } from "../devices/testing.ts";
import { createWorld, settled, userOf } from "./testing.ts";

/** The user's two telephones, and four others. */
const telephones = ["7000", "7001"] as const;
const peers = ["5010", "5011", "5012", "5013"] as const;
const devices: Devices = { telephones: telephones.map((number) => aTelephone(number)), used: telephones[0] };

let world: ReturnType<typeof createWorld>;
let user: ReturnType<typeof userOf>;
/** Whoever refuses a new offer just now. */
let refusing: string | null;
beforeEach(begin);
function begin(): void {
  world = createWorld();
  user = userOf(world);
  refusing = null;
  answered = new Set();
  world.have(devices);
  world.behaviour.describes = (number, offer) => {
    if (number === refusing) throw new Error("488");
    return describes(number, offer);
  };
}

const live = (): readonly Call[] => world.state().calls.filter(isLive);
const callWith = (n: number): Call | undefined => live().find(({ peer }) => peer.number === peers[n % peers.length]);
const numberOf = (list: readonly string[], n: number): string => list[n % list.length] ?? "none";
/** Whoever is rung at that number answers what was offered, once. */
async function answers(number: string): Promise<void> {
  const [tell, offer] = [world.dialled.get(number), world.offered.get(number) ?? ""];
  if (tell !== undefined && !answered.has(tell)) tell({ type: "answered", answer: describes(number, offer) });
  if (tell !== undefined) answered.add(tell);
  await settled();
}
let answered: Set<object>;
const ignore = (): null => null;
/** Nobody waits for it: what rings a telephone lasts until it is lifted. */
const ask = (command: "calls.hold" | "calls.resume" | "calls.swap" | "calls.takeBack" | "calls.hangUp", n: number) =>
  void user.ask(command, { callId: callWith(n)?.id ?? "none" }).catch(ignore);

/** A telephone ends its call with us, and knows of nobody any more. */
function ends(number: string, end: CallEnd): void {
  world.offered.delete(number);
  world.dialled.get(number)?.({ type: "ended", end });
  world.dialled.delete(number);
}

/** A call with that peer, with the telephone in use. */
async function speaksWith(number: string): Promise<string> {
  const callId = await user.dial(number);
  await answers(telephones[0]);
  await answers(number);
  return callId;
}

/** What the user, the others and the telephones may do, the n-th of each. */
const acts: Readonly<Record<string, (n: number) => unknown>> = {
  // What a number was offered is kept by the number: nobody is called twice.
  dial: (n) => (callWith(n) === undefined ? user.dial(numberOf(peers, n)).catch(ignore) : null),
  answer: (n) => answers(numberOf(peers, n)),
  lift: (n) => answers(numberOf(telephones, n)),
  putDown: (n) => ends(numberOf(telephones, n), "hung-up-by-peer"),
  decline: (n) => ends(numberOf(telephones, n), "busy"),
  leave: (n) => world.dialled.get(numberOf(peers, n))?.({ type: "ended", end: "hung-up-by-peer" }),
  hold: (n) => ask("calls.hold", n),
  resume: (n) => ask("calls.resume", n),
  swap: (n) => ask("calls.swap", n),
  takeBack: (n) => ask("calls.takeBack", n),
  hangUp: (n) => ask("calls.hangUp", n),
  mute: (n) => user.ask("calls.mute", { callId: callWith(n)?.id ?? "none", muted: n > 1 }).catch(ignore),
  move: (n) =>
    void user
      .ask("calls.move", {
        callId: callWith(n)?.id ?? "none",
        device: ["browser", ...telephones.toReversed()][n % 3] ?? "browser",
      })
      .catch(ignore),
};
const deeds = fc.array(fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(3)), {
  maxLength: 30,
  size: "max",
});

/** Two calls are made with the telephone in use, of which the first waits. */
async function beginWithTwo(): Promise<void> {
  begin();
  await speaksWith(peers[0]);
  await speaksWith(peers[1]);
  expect(live().map(({ state, device }) => [state, device.id])).toEqual([
    ["held", telephones[0]],
    ["active", telephones[0]],
  ]);
}

/** Whom somebody was told to exchange sound with; nobody where nothing flows. */
const partnerOf = (number: string): string | null => partnerIn(world.offered.get(number) ?? "inactive");

/** Holds after each of any deeds, in any order. */
const holdsThroughout = (check: () => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(deeds, async (sequence) => {
      await beginWithTwo();
      for (const [deed, n] of sequence) {
        await acts[deed]?.(n);
        await settled();
        check();
      }
    }),
    { numRuns: 500 },
  );

describe("whatever the user, the others and the telephones do", () => {
  it("a telephone is connected to one party at most: the one that is spoken with there", () =>
    holdsThroughout(() => {
      for (const telephone of telephones) {
        const there = live().filter(({ state, device }) => state === "active" && device.id === telephone);
        expect(there.length).toBeLessThanOrEqual(1);
        const partner = partnerOf(telephone);
        const isUp = live().some(({ device }) => device.id === telephone);
        if (isUp) expect(partner).toBe(there[0]?.peer.number ?? null);
      }
    }));

  it("no party hears a telephone at which another one is spoken with", () =>
    holdsThroughout(() => {
      for (const { state, peer, device } of live().filter(({ answeredAt }) => answeredAt !== null)) {
        const partner = partnerOf(peer.number);
        if (partner !== null && telephones.some((each) => each === partner))
          expect([state, device.id]).toEqual(["active", partner]);
      }
    }));
});

describe("a telephone that is put down", () => {
  it("gives up the call that rings for it, and leaves alone who waits on hold", async () => {
    await beginWithTwo();
    await user.dial(peers[2]);
    ends(telephones[0], "hung-up-by-peer");
    await settled();
    expect(live().map(({ peer, state }) => [peer.number, state])).toEqual([
      [peers[0], "held"],
      [peers[1], "held"],
    ]);
    expect(world.asked).toContain(`${peers[2]} hangs up`);
  });
});

it("a call at a telephone whose other party cannot transfer says so, and nobody is rung in vain", async () => {
  begin();
  const callId = await speaksWith(peers[0]);
  world.behaviour.takesReferrals = false;
  await user.ask("calls.transfer", { callId, target: "5099" });
  await settled();
  expect(user.call(callId)).toMatchObject({ state: "active", transfer: { state: "failed", reason: "peer-cannot" } });
  expect(world.asked).not.toContain("dials 5099");
});

describe("a move", () => {
  const from = fc.constantFrom("browser", ...telephones);
  const obstacle = fc.constantFrom(
    "declined",
    "nobody answers",
    "the other party refuses",
    "moved back",
    "put down first",
  );

  it("that fails keeps the old device, its call and what the other party was told", async () => {
    await fc.assert(
      fc.asyncProperty(from, from, obstacle, async (old, next, why) => {
        fc.pre(old !== next && (next !== "browser" || why === "the other party refuses"));
        begin();
        world.have({ ...devices, used: old });
        const callId = await user.dial(peers[0]);
        if (old !== "browser") await answers(old);
        await answers(peers[0]);
        expect(user.call(callId)).toMatchObject({ state: "active", device: { id: old } });
        const told = world.offered.get(peers[0]);
        if (why === "the other party refuses") refusing = peers[0];
        const moving = user.ask("calls.move", { callId, device: next }).then(
          () => "done",
          ({ code }) => code as string,
        );
        await settled();
        if (next !== "browser") await obstruct(why, callId, old, next);
        const outcome = await moving;
        expect(user.call(callId)).toMatchObject({ state: "active", device: { id: old }, phoneRings: null });
        expect(world.offered.get(peers[0])).toBe(told);
        if (why === "moved back") expect(outcome).toBe("done");
        else expect(outcome).toBe(why === "the other party refuses" ? "peer-refused" : "phone-not-answered");
      }),
      { numRuns: 60 },
    );
  });

  async function obstruct(why: string, callId: string, old: string, next: string): Promise<void> {
    switch (why) {
      case "declined":
        return world.dialled.get(next)?.({ type: "ended", end: "declined-by-peer" });
      case "put down first":
        return world.dialled.get(next)?.({ type: "ended", end: "hung-up-by-peer" });
      case "nobody answers":
        return world.pass(60_000);
      case "moved back":
        return void (await user.ask("calls.move", { callId, device: old }));
      default:
        return answers(next);
    }
  }

  it("to a telephone that is put down while the other party is told leads back to the old device", async () => {
    const callId = await speaksWith(peers[0]);
    void user.ask("calls.move", { callId, device: telephones[1] }).catch(ignore);
    await settled();
    const describe = world.behaviour.describes;
    world.behaviour.describes = (number, offer) => {
      if (number === peers[0] && partnerIn(offer) === telephones[1]) ends(telephones[1], "hung-up-by-peer");
      return describe(number, offer);
    };
    await answers(telephones[1]);
    expect(user.call(callId)).toMatchObject({ state: "active", device: { id: telephones[0] } });
    expect([partnerOf(peers[0]), partnerOf(telephones[0])]).toEqual([telephones[0], peers[0]]);
  });

  it("leaves the telephone that rings alone when the call ends meanwhile", async () => {
    const callId = await speaksWith(peers[0]);
    const moving = user.ask("calls.move", { callId, device: telephones[1] });
    await settled();
    await user.ask("calls.hangUp", { callId });
    await moving;
    expect(world.asked).toContain(`${telephones[1]} hangs up`);
    expect(world.asked).toContain(`${telephones[0]} hangs up`);
  });
});
