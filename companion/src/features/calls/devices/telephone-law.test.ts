import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { partnerIn } from "../../devices/testing.ts";
import { createTelephoneWorld, deedsIn, peers, telephones } from "./testing-telephones.ts";
import { settled } from "../testing.ts";

let world: ReturnType<typeof createTelephoneWorld>;
let user: (typeof world)["user"];
beforeEach(begin);
function begin(): void {
  world = createTelephoneWorld();
  ({ user } = world);
}

const acts = deedsIn(() => world);
const ignore = (): null => null;
/** Any of them, in any order. */
const deedsOf = (deeds: typeof acts) =>
  fc.array(fc.tuple(fc.constantFrom(...Object.keys(deeds)), fc.nat(3)), { maxLength: 30, size: "max" });

/** Two calls are made with the telephone in use, of which the first waits. */
async function beginWithTwo(): Promise<void> {
  begin();
  await world.speaksWith(peers[0]);
  await world.speaksWith(peers[1]);
  expect(world.live().map(({ state, device }) => [state, device.id])).toEqual([
    ["held", telephones[0]],
    ["active", telephones[0]],
  ]);
}

/** Holds after each of any deeds, in any order. */
const holdsThroughout = (check: () => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(deedsOf(acts), async (sequence) => {
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
        const there = world.live().filter(({ state, device }) => state === "active" && device.id === telephone);
        expect(there.length).toBeLessThanOrEqual(1);
        const partner = world.partnerOf(telephone);
        const isUp = world.live().some(({ device }) => device.id === telephone);
        if (isUp) expect(partner).toBe(there[0]?.peer.number ?? null);
      }
    }));

  it("no party hears a telephone at which another one is spoken with", () =>
    holdsThroughout(() => {
      for (const { state, peer, device } of world.live().filter(({ answeredAt }) => answeredAt !== null)) {
        const partner = world.partnerOf(peer.number);
        if (partner !== null && telephones.some((each) => each === partner))
          expect([state, device.id]).toEqual(["active", partner]);
      }
    }));
});

describe("a telephone that is put down", () => {
  it("gives up the call that rings for it, and leaves alone who waits on hold", async () => {
    await beginWithTwo();
    await user.dial(peers[2]);
    world.ends(telephones[0], "hung-up-by-peer");
    await settled();
    expect(world.live().map(({ peer, state }) => [peer.number, state])).toEqual([
      [peers[0], "held"],
      [peers[1], "held"],
    ]);
    expect(world.asked).toContain(`${peers[2]} hangs up`);
  });
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
        world.use(old);
        const callId = await user.dial(peers[0]);
        if (old !== "browser") await world.answers(old);
        await world.answers(peers[0]);
        expect(user.call(callId)).toMatchObject({ state: "active", device: { id: old } });
        const told = world.offered.get(peers[0]);
        if (why === "the other party refuses") world.refusing.add(peers[0]);
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
        return world.answers(next);
    }
  }

  it("to a telephone that is put down while the other party is told leads back to the old device", async () => {
    const callId = await world.speaksWith(peers[0]);
    void user.ask("calls.move", { callId, device: telephones[1] }).catch(ignore);
    await settled();
    const describe = world.behaviour.describes;
    world.behaviour.describes = (number, offer) => {
      if (number === peers[0] && partnerIn(offer) === telephones[1]) world.ends(telephones[1], "hung-up-by-peer");
      return describe(number, offer);
    };
    await world.answers(telephones[1]);
    expect(user.call(callId)).toMatchObject({ state: "active", device: { id: telephones[0] } });
    expect([world.partnerOf(peers[0]), world.partnerOf(telephones[0])]).toEqual([telephones[0], peers[0]]);
  });

  it("leaves the telephone that rings alone when the call ends meanwhile", async () => {
    const callId = await world.speaksWith(peers[0]);
    const moving = user.ask("calls.move", { callId, device: telephones[1] });
    await settled();
    await user.ask("calls.hangUp", { callId });
    await moving;
    expect(world.asked).toContain(`${telephones[1]} hangs up`);
    expect(world.asked).toContain(`${telephones[0]} hangs up`);
  });
});
