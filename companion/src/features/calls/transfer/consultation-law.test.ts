import { areTogether, conferencesOf, isLive, isUnderWay } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWorld, settled, userOf } from "../testing.ts";

type World = ReturnType<typeof createWorld>;
let world: World;
let user: ReturnType<typeof userOf>;
/** A call is spoken in, another is dialled. */
const begin = async (): Promise<void> => {
  world = createWorld();
  user = userOf(world);
  await user.active("5012");
  await user.dial("5013");
};

/** What a user or a peer may do to the n-th call; the calls that it may end are returned. */
const acts: Readonly<Record<string, (n: number) => Promise<readonly string[]>>> = {
  dial: async (n) => (await user.dial(`50${10 + n}`), []),
  answer: async (n) => (world.legs[n]?.({ type: "answered", answer: "answer" }), []),
  peerHangsUp: async (n) => {
    const before = liveIds(world);
    const companions = whoEndsWith(idOf(n));
    world.legs[n]?.({ type: "ended", end: "hung-up-by-peer" });
    await settled();
    const gone = before.filter((id) => !liveIds(world).includes(id));
    expect(gone.filter((id) => id === idOf(n)).length).toBeLessThanOrEqual(1);
    return [...companions, ...gone.filter((id) => id === idOf(n))];
  },
  trying: async (n) => (world.referrals[n]?.({ status: 100, last: false }), []),
  success: async (n) => {
    const before = world
      .state()
      .calls.filter(({ transfer }) => isUnderWay(transfer))
      .map(({ id }) => id);
    world.referrals[n]?.({ status: 200, last: true });
    return before;
  },
  failure: async (n) => (world.referrals[n]?.({ status: 486, last: true }), []),
  cannot: async () => ((world.behaviour.takesReferrals = !world.behaviour.takesReferrals), []),
  refusesHold: async () => ((world.behaviour.refusesReoffers = !world.behaviour.refusesReoffers), []),
  hangUp: async (n) => {
    const companions = whoEndsWith(idOf(n));
    await wish("calls.hangUp", n);
    return [idOf(n), ...companions];
  },
  takeBack: async (n) => {
    // Whoever is rung to be connected with one of the two is rung for nothing.
    const companions = [idOf(n), user.call(idOf(n))?.consults ?? "none"].flatMap(whoEndsWith);
    await wish("calls.takeBack", n);
    return [idOf(n), ...companions];
  },
  complete: async (n) => {
    const unanswered = user.call(idOf(n))?.answeredAt === null;
    await wish("calls.completeTransfer", n);
    return unanswered ? [idOf(n)] : [];
  },
  transfer: async (n) => (await user.ask("calls.transfer", { callId: idOf(n), target: "5099" }).catch(ignore), []),
  hold: async (n) => {
    const companions = whoEndsWith(idOf(n));
    await wish("calls.hold", n);
    return companions;
  },
  resume: async (n) => {
    const companions = whoEndsWith(idOf(n));
    await wish("calls.resume", n);
    return companions;
  },
  meet: async (n) => (
    await user.ask("conferences.begin", { callId: idOf(n), otherId: idOf((n + 1) % 4) }).catch(ignore),
    []
  ),
  holdAll: async (n) => (await whole("hold", n), []),
  enter: async (n) => (await whole("enter", n), []),
  leave: async (n) => (await whole("leave", n), []),
  swap: async (n) => (await wish("calls.swap", n), []),
};
const ignore = (): void => undefined;
const whole = async (what: "hold" | "enter" | "leave", n: number): Promise<void> => {
  const conferenceId = user.call(idOf(n))?.conference?.id ?? "none";
  await user.ask(`conferences.${what}`, { conferenceId }).catch(ignore);
};
/** Whoever only speaks with that one through this computer, or is only rung to be connected with them. */
const whoEndsWith = (id: string): readonly string[] =>
  world
    .state()
    .calls.filter((call) => {
      const other = user.call(id);
      if (other === undefined) return false;
      return (
        (call.state === "joined" && areTogether(call, other)) || (call.consults === id && call.answeredAt === null)
      );
    })
    .map((call) => call.id);
/** The n-th call that was ever begun: none is forgotten before time passes. A conference takes an id too. */
const idOf = (n: number): string => world.state().calls[n]?.id ?? "none";
const wish = async (
  command: "calls.hangUp" | "calls.takeBack" | "calls.completeTransfer" | "calls.hold" | "calls.resume" | "calls.swap",
  n: number,
): Promise<void> => void (await user.ask(command, { callId: idOf(n) }).catch(ignore));
const liveIds = ({ state }: World): string[] =>
  state()
    .calls.filter(isLive)
    .map(({ id }) => id);

const deeds = fc.array(fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(3)), { maxLength: 25 });

describe("whatever the user and the others do", () => {
  it("no call is lost, no consultation is about nobody, and no transfer goes on for ever", async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (sequence) => {
        await begin();
        for (const [deed, n] of sequence) {
          const before = liveIds(world);
          const mayEnd = await (acts[deed] as (typeof acts)[string])(n).catch((): readonly string[] => []);
          await settled();
          const now = liveIds(world);
          const lost = before.filter((id) => !now.includes(id) && !mayEnd.includes(id));
          expect(lost).toEqual([]);
          for (const { consults } of world.state().calls) if (consults !== null) expect(now).toContain(consults);
        }
        for (const { members } of conferencesOf(world.state().calls)) expect(members.length).toBeGreaterThan(1);
        world.pass(200_000);
        await settled();
        expect(world.state().calls.filter(({ transfer }) => isUnderWay(transfer))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("nobody is spoken with beside another, but in a conference, while everybody waits when asked", async () => {
    const peaceful = deeds.map((sequence) => sequence.filter(([deed]) => deed !== "refusesHold"));
    await fc.assert(
      fc.asyncProperty(peaceful, async (sequence) => {
        await begin();
        for (const [deed, n] of sequence) {
          await (acts[deed] as (typeof acts)[string])(n).catch(ignore);
          await settled();
          const [one, ...others] = world.state().calls.filter(({ state }) => state === "active");
          expect(others.filter((each) => one === undefined || !areTogether(each, one))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
