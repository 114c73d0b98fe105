import type { Call } from "@twp/shared/protocol/index.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { describes, partnerIn } from "../../devices/testing.ts";
import { deviceOfAll } from "../conference/conference.ts";
import { createTelephoneWorld, peers, telephones, type TelephoneWorld } from "./testing-telephones.ts";
import { settled } from "../testing.ts";

const [desk] = telephones;
let world: TelephoneWorld;
let user: TelephoneWorld["user"];
let [first, second] = ["", ""];
beforeEach(beginWithTwo);
/** Two calls with the telephone in use, of which the first waits. */
async function beginWithTwo(): Promise<void> {
  world = createTelephoneWorld();
  ({ user } = world);
  first = await world.speaksWith(peers[0]);
  second = await world.speaksWith(peers[1]);
}

const begin = async (callId = second, otherId = first): Promise<void> => {
  await user.ask("conferences.begin", { callId, otherId });
  await settled();
};
const whole = async (what: "hold" | "enter" | "leave" | "hangUp"): Promise<void> => {
  await user.ask(`conferences.${what}`, { conferenceId: user.call(first)?.conference?.id ?? "none" });
  await settled();
};
const states = (...ids: string[]) => ids.map((id) => user.call(id)?.state);
const partyOf = (number: string) => world.partyAt(world.partnerOf(number));
const peerHangsUp = async (number: string): Promise<void> => {
  world.ends(number, "hung-up-by-peer");
  await settled();
};
const mixed = (): unknown => ({ kind: "mix", name: user.call(second)?.conference?.id, user: false });
/** Both others, and the telephone in the user's place, are in the conference's mix. */
function allAreMixed(): void {
  expect([partyOf(peers[0]), partyOf(peers[1])]).toEqual([mixed(), mixed()]);
  expect(partyOf(desk)).toEqual({ kind: "user-of", mix: user.call(second)?.conference?.id });
}
const flowsBetween = (one: string, other: string): void =>
  expect([world.partnerOf(one), world.partnerOf(other)]).toEqual([other, one]);

describe("the one device of a conference", () => {
  it("is that of the call spoken in, else of the first", () => {
    const call = (state: Call["state"], id: string) => ({ state, device: { id, kind: "desk", name: "" } as const });
    expect(deviceOfAll([call("held", "7000"), call("active", "7001")])).toBe("7001");
    expect(deviceOfAll([call("held", "7000"), call("held", "7001")])).toBe("7000");
    expect(deviceOfAll([])).toBe("browser");
  });
});

describe("a conference at a telephone", () => {
  it("takes the sound of all into the mix here, with the telephone in the browser's place", async () => {
    flowsBetween(desk, peers[1]);
    await begin();
    expect(states(first, second)).toEqual(["active", "active"]);
    allAreMixed();
  });

  it("offers the telephone our sound before anybody else", async () => {
    world.asked.length = 0;
    await begin();
    const offers = world.asked.filter((each) => each.includes("reoffers")).map((each) => each.slice(0, 4));
    expect(offers).toEqual([desk, peers[1], peers[0]].map(String).toSorted((a) => (a === desk ? -1 : 0)));
  });

  it("mutes the user without a word to the telephone", async () => {
    await begin();
    world.asked.length = 0;
    await user.ask("calls.mute", { callId: first, muted: true });
    await settled();
    expect(world.asked).toEqual(["mutes", "mutes"]);
  });

  it("waits as a whole, while the telephone is connected to nobody, and comes back as a whole", async () => {
    await begin();
    await whole("hold");
    expect([...states(first, second), world.partnerOf(desk)]).toEqual(["held", "held", null]);
    await whole("enter");
    allAreMixed();
  });

  it("goes on without one who is put on hold alone, and with them again", async () => {
    await begin();
    await user.ask("calls.hold", { callId: first });
    await settled();
    expect(states(first, second)).toEqual(["held", "active"]);
    expect([partyOf(peers[0]), partyOf(peers[1])]).toEqual([{ kind: "nobody" }, mixed()]);
    await user.ask("calls.resume", { callId: first });
    await settled();
    allAreMixed();
  });

  it("leaves one call straight between the two telephones when the other party hangs up", async () => {
    await begin();
    await peerHangsUp(peers[0]);
    expect(user.call(second)).toMatchObject({ state: "active", conference: null, codec: null });
    flowsBetween(desk, peers[1]);
    expect(world.parties.size).toBe(0);
  });

  it("leaves one call that waited, and is straight when it is taken back", async () => {
    await begin();
    await whole("hold");
    await peerHangsUp(peers[1]);
    expect(user.call(first)).toMatchObject({ state: "held", conference: null });
    await user.ask("calls.resume", { callId: first });
    await settled();
    flowsBetween(desk, peers[0]);
  });

  it("ends for all when the telephone is put down, but for whoever waits", async () => {
    await begin();
    const third = await world.speaksWith(peers[2]);
    await begin(third, first);
    await user.ask("calls.hold", { callId: first });
    world.ends(desk, "hung-up-by-peer");
    await settled();
    expect([user.call(second)?.end, user.call(third)?.end]).toEqual(["hung-up", "hung-up"]);
    expect(user.call(first)).toMatchObject({ state: "held", conference: null });
    void user.ask("calls.resume", { callId: first });
    await settled();
    await world.answers(desk);
    flowsBetween(desk, peers[0]);
  });

  it("has somebody else in a member's place whom that member has transferred us to", async () => {
    await begin();
    world.ring("5030", describes("5030", "sendrecv"), `call with ${peers[0]}`);
    await settled();
    await settled();
    const replacing = world.live().at(-1);
    expect([user.call(first)?.end, ...states(second), replacing?.state]).toEqual(["transferred", "active", "active"]);
    const parties = [...world.parties.values()].filter(({ kind }) => kind === "mix");
    expect(parties).toEqual([mixed(), mixed()]);
    expect(partyOf(desk)).toEqual({ kind: "user-of", mix: replacing?.conference?.id });
  });

  it("promises no secrecy that the telephone does not keep", async () => {
    await begin();
    for (const tell of world.sounds) tell({ type: "encrypted", by: "keys" });
    expect([user.call(first)?.secured, user.call(second)?.secured]).toEqual(["no", "no"]);
  });

  it("is recorded as one in the browser is, until one call is left", async () => {
    await begin();
    await user.ask("recordings.begin", { callId: first, agreed: true });
    expect(user.call(second)?.recording).toMatchObject({ id: user.call(second)?.conference?.id });
    await peerHangsUp(peers[0]);
    expect(world.asked).toContain("stops the recording");
  });

  it("moves as a whole, to the browser and back", async () => {
    await begin();
    await user.ask("calls.move", { callId: first, device: "browser" });
    await settled();
    expect(world.asked).toContain(`${desk} hangs up`);
    const withUser = { kind: "mix", name: user.call(second)?.conference?.id, user: true };
    expect([partyOf(peers[0]), partyOf(peers[1])]).toEqual([withUser, withUser]);
    const moving = user.ask("calls.move", { callId: first, device: desk });
    await settled();
    await world.answers(desk);
    await moving;
    await settled();
    allAreMixed();
  });
});

describe("a conference of calls at two devices", () => {
  it.each(["browser", telephones[1]])(
    "is spoken with the one that is spoken with: the call at %s comes there",
    async (other) => {
      void user.ask("calls.move", { callId: first, device: other }).catch(() => null);
      await settled();
      await world.answers(telephones[1]);
      expect([user.call(first)?.device.id, user.call(second)?.device.id]).toEqual([other, desk]);
      await begin();
      expect([user.call(first)?.device.id, user.call(second)?.device.id]).toEqual([desk, desk]);
      allAreMixed();
    },
  );

  it("in the browser puts the telephone down", async () => {
    void user.ask("calls.move", { callId: second, device: "browser" });
    await settled();
    await begin();
    expect(world.live().map(({ device }) => device.id)).toEqual(["browser", "browser"]);
    expect(world.asked).toContain(`${desk} hangs up`);
    const withUser = { kind: "mix", name: user.call(second)?.conference?.id, user: true };
    expect([partyOf(peers[0]), partyOf(peers[1])]).toEqual([withUser, withUser]);
  });
});

describe("whoever refuses", () => {
  it.each([
    ["the telephone", desk],
    ["the one spoken with", peers[1]],
    ["the one who waits", peers[0]],
  ])("a conference leaves the calls as they were: %s", async (_, number) => {
    world.refusing.add(number);
    await expect(begin()).rejects.toMatchObject({ code: number === desk ? "phone-refused" : "peer-refused" });
    await settled();
    world.refusing.clear();
    const [waiting, spoken] = [user.call(first), user.call(second)];
    expect([waiting?.conference, spoken?.conference]).toEqual([null, null]);
    expect(states(first, second)).toEqual(["held", "active"]);
    flowsBetween(desk, peers[1]);
  });

  const digitsOnly = (number: string, offer: string): string =>
    describes(number, offer).replace("RTP/AVP 8", "RTP/AVP 101\r\na=rtpmap:101 telephone-event/8000");
  const knowsNoCodec = (): void => {
    const { describes: before } = world.behaviour;
    world.behaviour.describes = (number, offer) =>
      number === peers[1] && partnerIn(offer) === desk ? digitsOnly(number, offer) : before(number, offer);
  };

  it.each([
    ["refuses", () => world.refusing.add(peers[1])],
    ["takes nothing but the digits of the telephone", knowsNoCodec],
  ] as const)("to be straight again goes on through us, also after a hold: one who %s", async (_, refuse) => {
    await begin();
    refuse();
    await peerHangsUp(peers[0]);
    await settled();
    world.refusing.clear();
    const alone = (): void => {
      expect(user.call(second)).toMatchObject({ state: "active", conference: null });
      expect(partyOf(peers[1])).toEqual({ kind: "mix", name: second, user: false });
      expect(partyOf(desk)).toEqual({ kind: "user-of", mix: second });
    };
    alone();
    await user.ask("calls.hold", { callId: second });
    await user.ask("calls.resume", { callId: second });
    await settled();
    alone();
  });
});

describe("the user leaves a conference at a telephone", () => {
  beforeEach(async () => {
    await begin();
    world.behaviour.takesReferrals = false;
    await whole("leave");
  });

  it("and is free, while the others speak through this computer", () => {
    expect(states(first, second)).toEqual(["joined", "joined"]);
    expect([partyOf(peers[0]), partyOf(peers[1])]).toEqual([mixed(), mixed()]);
    expect(world.asked).toContain(`${desk} hangs up`);
  });

  it("and comes back in, once the telephone is lifted", async () => {
    const entering = whole("enter");
    await settled();
    await world.answers(desk);
    await entering;
    expect(states(first, second)).toEqual(["active", "active"]);
    allAreMixed();
  });

  it("and is still out of it where the telephone is not answered", async () => {
    const entering = whole("enter").catch(({ code }) => code as string);
    await settled();
    world.ends(desk, "busy");
    expect(await entering).toBe("phone-not-answered");
    expect(states(first, second)).toEqual(["joined", "joined"]);
  });
});

describe("whom a peer cannot call in our place", () => {
  it("is called by us, and the two speak through this computer, while the telephone is free", async () => {
    await user.ask("calls.hangUp", { callId: second });
    await user.ask("calls.resume", { callId: first });
    world.behaviour.takesReferrals = false;
    await user.ask("calls.transfer", { callId: first, target: "5099" });
    await settled();
    await world.answers("5099");
    expect(world.live().map(({ state }) => state)).toEqual(["joined", "joined"]);
    expect(world.asked).toContain(`${desk} hangs up`);
    expect(partyOf(peers[0])).toMatchObject({ kind: "mix", user: false });
    expect(partyOf("5099")).toEqual(partyOf(peers[0]));
  });
});
