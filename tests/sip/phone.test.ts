import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { callFrom, leaveNoCall, registered, startWithWindow, type Window } from "../peers/companion.ts";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { heardTone, heardUntilNow, hearsSound, ownPhone, receivesSound, usePhones } from "../peers/own-phone.ts";
import { until } from "../peers/process.ts";

/** The user's desk phone, and whom she calls, by the tones they speak. */
const tones = { desk: 700, bob: 1100, carol: 1500, dora: 1900 } as const;
const address = (user: string): string => `${user}@${kamailioDomain}`;

let kamailio: Kamailio;
let window: Window;
let desk: Baresip;
let bob: Baresip;
/** A telephone of the user's that only rings. */
let dora: Baresip;
const stops: (() => unknown)[] = [];
const start = async (user: keyof typeof tones, answers: "auto" | "manual" = "auto"): Promise<Baresip> => {
  const phone = await startBaresip({ user, port: kamailio.port, tone: tones[user], answers });
  stops.push(phone.stop);
  return phone;
};
beforeAll(async () => {
  kamailio = await startKamailio();
  stops.push(kamailio.stop);
  [desk, bob, dora] = [await start("desk"), await start("bob"), await start("dora", "manual")];
  window = await startWithWindow({ user: "alice", port: kamailio.port }, stops);
  await registered(window);
  await usePhones(window, ownPhone(address("desk")));
});
afterEach(async () => {
  await leaveNoCall(window);
  for (const phone of [desk, bob]) await until(() => isFree(phone), `${phone.user} is free`);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const callOf = (id: string) => window.state().calls.find((call) => call.id === id);
const count = ({ events }: Baresip, type: string): number =>
  events().filter((each) => each.includes(`"${type}"`)).length;
const isFree = (phone: Baresip): boolean => count(phone, "CALL_CLOSED") >= count(phone, "CALL_ESTABLISHED");
const is = (callId: string, state: string): Promise<unknown> =>
  until(() => {
    if (callOf(callId)?.state !== state) throw new Error(JSON.stringify(callOf(callId)));
    return true;
  }, `the call is ${state}`);

async function dial(user: string): Promise<string> {
  const callId = await callFrom(window, address(user));
  return callId;
}
async function speakWith(user: string): Promise<string> {
  const callId = await dial(user);
  await is(callId, "active");
  return callId;
}
/** What a telephone has seen on the wire from now on. */
function seenFromNow({ peer }: Baresip): () => string {
  const before = peer.output().length;
  return () => peer.output().slice(before);
}

const said = ({ output }: Baresip["peer"], direction: string): number => output().split(`a=${direction}`).length;
const ends = (callId: string, end: string): Promise<unknown> =>
  until(() => {
    if (callOf(callId)?.end !== end) throw new Error(JSON.stringify(callOf(callId)));
    return true;
  }, `it ends as ${end}`);

describe("a call that is made with a telephone", () => {
  it("rings it first, asks it to answer by itself, and both telephones hear each other", async () => {
    const [atDesk, before] = [seenFromNow(desk), await heardUntilNow(bob)];
    const callId = await speakWith("bob");
    expect(callOf(callId)).toMatchObject({ device: { kind: "desk" }, codec: null, phoneRings: null });
    expect(atDesk()).toMatch(/^Answer-Mode: Auto/mu);
    expect(atDesk()).toMatch(/^Call-Info: .*;answer-after=0/mu);
    expect(atDesk()).toMatch(/^From: "bob@uc\.test"/mu);
    await heardTone(bob, tones.desk, before);
    await hearsSound(desk);
    expect(window.state().sounds.microphone).toBe(false);
  });

  it("keeps both waiting on hold, in which no sound flows, and mutes by asking the telephone to hear only", async () => {
    const callId = await speakWith("bob");
    const [inactiveAtDesk, inactiveAtBob] = [said(desk.peer, "inactive"), said(bob.peer, "inactive")];
    await window.ask("calls.hold", { callId });
    await is(callId, "held");
    await until(() => said(desk.peer, "inactive") > inactiveAtDesk, "the desk phone is told");
    expect(said(bob.peer, "inactive")).toBeGreaterThan(inactiveAtBob);
    await window.ask("calls.resume", { callId });
    await is(callId, "active");
    const [before, atBob] = [said(desk.peer, "recvonly"), seenFromNow(bob)];
    await window.ask("calls.mute", { callId, muted: true });
    await until(() => said(desk.peer, "recvonly") > before, "the desk phone only hears");
    expect(atBob()).not.toContain("INVITE");
  });

  it("is over for both when either hangs up, and when the panel does", async () => {
    const first = await speakWith("bob");
    bob.command("hangup");
    await ends(first, "hung-up-by-peer");
    await until(() => isFree(desk), "the desk phone is put down");
    const second = await speakWith("bob");
    desk.command("hangup");
    await ends(second, "hung-up");
    await until(() => isFree(bob), "bob is free");
    const third = await speakWith("bob");
    await window.ask("calls.hangUp", { callId: third });
    await until(() => isFree(desk) && isFree(bob), "both are free");
  });

  it("is put on hold by the telephone itself: the other party is told, and hears it again", async () => {
    const callId = await speakWith("bob");
    const atBob = seenFromNow(bob);
    desk.command("hold");
    await until(() => /a=(?:sendonly|inactive)/u.test(atBob()), "bob is told");
    const again = seenFromNow(bob);
    desk.command("resume");
    await until(() => again().includes("a=sendrecv"), "bob is told that it goes on");
    expect(callOf(callId)?.state).toBe("active");
  });

  it("F99: sends the digits of the panel in INFO", async () => {
    const callId = await speakWith("bob");
    const atBob = seenFromNow(bob);
    await window.ask("calls.sendDigits", { callId, digits: "4" });
    await until(() => atBob().includes("Signal=4"), "bob gets the digit");
  });

  it("is not placed while the telephone is not there, or declines, and says so", async () => {
    await usePhones(window, ownPhone(address("nobody")));
    await ends(await dial("bob"), "phone-unreachable");
    const rung = count(dora, "CALL_INCOMING");
    await usePhones(window, ownPhone(address("dora")));
    const callId = await dial("bob");
    await until(() => callOf(callId)?.phoneRings?.kind === "desk", "the user sees that it rings");
    await until(() => count(dora, "CALL_INCOMING") > rung, "it rings");
    dora.command("hangup");
    await ends(callId, "phone-busy");
    await usePhones(window, ownPhone(address("desk")));
  });
});

describe("two calls with one telephone", () => {
  let carol: Baresip;
  beforeAll(async () => void (carol = await start("carol")));
  afterEach(() => until(() => isFree(carol), "carol is free"));

  it("ring it once; it hears whom one speaks with, by swapping the other one, and joins them by REFER", async () => {
    const calls = count(desk, "CALL_ESTABLISHED");
    const first = await speakWith("bob");
    const before = await heardUntilNow(carol);
    const second = await speakWith("carol");
    await is(first, "held");
    expect(callOf(second)?.consults).toBe(first);
    await heardTone(carol, tones.desk, before);
    await window.ask("calls.swap", { callId: second });
    await is(first, "active");
    await is(second, "held");
    expect(count(desk, "CALL_ESTABLISHED")).toBe(calls + 1);
    const atBob = seenFromNow(bob);
    await window.ask("calls.completeTransfer", { callId: second });
    await Promise.all([ends(first, "transferred"), ends(second, "transferred")]);
    expect(atBob()).toMatch(/^Refer-To: <sip:carol@uc\.test\?Replaces=/mu);
    await until(() => isFree(desk), "the desk phone is put down");
    bob.command("hangup");
  });

  it("take the first back when the consultant is left", async () => {
    const first = await speakWith("bob");
    const put = count(desk, "CALL_CLOSED");
    const second = await speakWith("carol");
    await is(first, "held");
    await window.ask("calls.takeBack", { callId: second });
    await is(first, "active");
    expect(count(desk, "CALL_CLOSED")).toBe(put);
  });
});

describe("a caller", () => {
  afterEach(() => usePhones(window, ownPhone(address("desk"))));

  it("rings at the telephones in their order; the one that is lifted answers, and the others stop without a missed call", async () => {
    const before = await heardUntilNow(bob);
    const rung = count(dora, "CALL_INCOMING");
    await usePhones(window, ownPhone(address("dora"), { ringsAfter: 0 }), ownPhone(address("desk"), { ringsAfter: 1 }));
    const atDora = seenFromNow(dora);
    bob.command("dial", address("alice"));
    await until(() => count(dora, "CALL_INCOMING") > rung, "the first rings");
    await until(() => window.state().calls.some(({ state }) => state === "active"), "the desk phone answers");
    const [call] = window.state().calls;
    expect(call).toMatchObject({ direction: "incoming", device: { id: address("desk") } });
    await until(() => /^CANCEL /mu.test(atDora()), "the first rings no more");
    expect(atDora()).toMatch(/^Reason: SIP;cause=200;text="Call completed elsewhere"/mu);
    await heardTone(bob, tones.desk, before);
  });

  it("who gives up stops them, and one the user does not lift leaves the caller at the door", async () => {
    const rung = count(dora, "CALL_INCOMING");
    await usePhones(window, ownPhone(address("dora"), { ringsAfter: 0 }));
    bob.command("dial", address("alice"));
    const callId = (await until(() => window.state().calls[0], "bob calls")).id;
    await until(() => count(dora, "CALL_INCOMING") > rung, "it rings");
    const answering = window.ask("calls.answer", { callId });
    await until(() => count(dora, "CALL_INCOMING") > rung + 1, "it is asked to answer");
    dora.command("hangup");
    await expect(answering).rejects.toThrow("phone-not-answered");
    expect(callOf(callId)?.state).toBe("offered");
    bob.command("hangup");
    await ends(callId, "missed");
  });
});

describe("a call that moves", () => {
  it("goes to the browser and back to the telephone, and the other party stays", async () => {
    const callId = await speakWith("bob");
    const left = count(bob, "CALL_CLOSED");
    await window.ask("calls.move", { callId, device: "browser" });
    expect(callOf(callId)).toMatchObject({ state: "active", device: { kind: "browser" } });
    await until(() => isFree(desk), "the desk phone is put down");
    await window.ask("calls.move", { callId, device: address("desk") });
    expect(callOf(callId)).toMatchObject({ state: "active", device: { kind: "desk" }, codec: null });
    await hearsSound(desk);
    await receivesSound(bob);
    expect(count(bob, "CALL_CLOSED")).toBe(left);
  });

  it("stays where it is when the telephone does not answer, and when the user moves it back", async () => {
    const rung = count(dora, "CALL_INCOMING");
    await window.ask("devices.change", { telephones: [ownPhone(address("dora"))] });
    await window.ask("devices.use", { device: "browser" });
    const callId = await speakWith("bob");
    const moving = window.ask("calls.move", { callId, device: address("dora") });
    await until(() => count(dora, "CALL_INCOMING") > rung, "it rings");
    dora.command("hangup");
    await expect(moving).rejects.toThrow("phone-not-answered");
    const again = window.ask("calls.move", { callId, device: address("dora") });
    await until(() => count(dora, "CALL_INCOMING") > rung + 1, "it rings again");
    await window.ask("calls.move", { callId, device: "browser" });
    await again;
    expect(callOf(callId)).toMatchObject({ state: "active", device: { kind: "browser" }, phoneRings: null });
  });
});
