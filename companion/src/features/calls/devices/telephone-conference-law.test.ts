import { areTogether, conferencesOf } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  conferenceDeedsIn,
  createTelephoneWorld,
  peers,
  telephones,
  type TelephoneWorld,
} from "./testing-telephones.ts";
import { settled } from "../testing.ts";

let world: TelephoneWorld;
/** Two calls with the telephone in use, of which the first waits. */
async function beginWithTwo(): Promise<void> {
  world = createTelephoneWorld();
  await world.speaksWith(peers[0]);
  await world.speaksWith(peers[1]);
}

describe("whatever the user, the others and the telephones do", () => {
  const deeds = conferenceDeedsIn(() => world);
  /** Any of them, in any order. */
  const deedsOf = (those: typeof deeds) =>
    fc.array(fc.tuple(fc.constantFrom(...Object.keys(those)), fc.nat(3)), { maxLength: 30, size: "max" });
  /** Whoever is called refuses new offers, or takes them again. */
  const refuses = (n: number): void => {
    const number = peers[n] ?? "none";
    if (!world.refusing.delete(number)) world.refusing.add(number);
  };
  const endsCalls = new Set(["leave", "hangUp", "hangUpAll", "takeBack", "putDown", "decline"]);
  const holdsThroughout = (those: typeof deeds, check: (deed: string, before: number) => void): Promise<void> =>
    fc.assert(
      fc.asyncProperty(deedsOf(those), async (sequence) => {
        await beginWithTwo();
        for (const [deed, n] of sequence) {
          const before = world.live().length;
          await those[deed]?.(n);
          // To go straight again takes one offer after the other.
          for (let i = 0; i < 5; i += 1) await settled();
          check(deed, before);
        }
      }),
      { numRuns: 500 },
    );

  it("a telephone hears the one party that is spoken with there, or the mix of the conference in which the user is, or nobody", () =>
    holdsThroughout(deeds, () => {
      for (const telephone of telephones) {
        if (!world.live().some(({ device }) => device.id === telephone)) continue;
        const there = world.live().filter(({ state, device }) => state === "active" && device.id === telephone);
        const [one, ...others] = there;
        expect(others.every((each) => one !== undefined && areTogether(one, each))).toBe(true);
        const partner = world.partnerOf(telephone);
        if (one === undefined) expect(partner).toBeNull();
        else if (one.conference === null) expect(partner).toBe(one.peer.number);
        else expect(world.partyAt(partner)).toEqual({ kind: "user-of", mix: one.conference.id });
      }
    }));

  it("in the mix of a conference are those whom the user has not put on hold, and nobody else", () =>
    holdsThroughout(deeds, () => {
      const conferences = conferencesOf(world.live());
      for (const { id, members } of conferences) {
        const inMix = members.filter(({ state }) => state === "active" || state === "joined");
        const parties = [...world.parties.values()].filter((each) => each.kind === "mix" && each.name === id);
        expect(parties).toHaveLength(inMix.length);
      }
      for (const party of world.parties.values())
        if (party.kind === "mix") expect(conferences.map(({ id }) => id)).toContain(party.name);
    }));

  it("no call is lost because somebody refuses a new offer, and a telephone is the user in one mix at most", () =>
    holdsThroughout({ ...deeds, refuses }, (deed, before) => {
      if (!endsCalls.has(deed)) expect(world.live().length).toBeGreaterThanOrEqual(before);
      const voices = [...world.parties.values()].filter(({ kind }) => kind === "user-of");
      expect(voices.length).toBeLessThanOrEqual(telephones.length);
    }));
});
