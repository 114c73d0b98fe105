import { amplitudeOf, readWav } from "../peers/tone.ts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { leaveNoCall, registered, startWithWindow, type Window } from "../peers/companion.ts";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startLinphone } from "../peers/linphone.ts";
import { heardTone, ownPhone, usePhones } from "../peers/own-phone.ts";
import { until } from "../peers/process.ts";

/** The user's desk phone, and whom she calls, by the tones they speak. */
const tones = { desk: 700, bob: 1100, carol: 1500 } as const;
const panel = { kind: "panel" } as const;
const address = (user: string): string => `${user}@${kamailioDomain}`;

let kamailio: Kamailio;
let window: Window;
let desk: Baresip;
let bob: Baresip;
const stops: (() => unknown)[] = [];
const start = async (user: keyof typeof tones, answers: "auto" | "manual" = "auto"): Promise<Baresip> => {
  const phone = await startBaresip({ user, port: kamailio.port, tone: tones[user], answers });
  stops.push(phone.stop);
  return phone;
};
beforeAll(async () => {
  kamailio = await startKamailio();
  stops.push(kamailio.stop);
  [desk, bob] = [await start("desk"), await start("bob")];
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
const isFree = (phone: Baresip): boolean =>
  count(phone, "CALL_CLOSED") >= count(phone, "CALL_INCOMING") + count(phone, "CALL_OUTGOING");
const is = (callId: string, state: string): Promise<unknown> =>
  until(() => {
    if (callOf(callId)?.state !== state) throw new Error(JSON.stringify(callOf(callId)));
    return true;
  }, `the call is ${state}`);

async function dial(user: string): Promise<string> {
  const { callId } = await window.ask("calls.dial", { target: address(user), source: panel });
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

describe("a call that is made with a telephone", () => {
  it("rings it first, asks it to answer by itself, and both telephones hear each other", async () => {
    const atDesk = seenFromNow(desk);
    const callId = await speakWith("bob");
    expect(callOf(callId)).toMatchObject({ device: { kind: "desk" }, codec: null, phoneRings: null });
    expect(atDesk()).toMatch(/^Answer-Mode: Auto/mu);
    expect(atDesk()).toMatch(/^Call-Info: .*;answer-after=0/mu);
    expect(atDesk()).toMatch(/^From: "bob@uc\.test"/mu);
    await new Promise((r) => setTimeout(r, 3000));
    const print = async (p: Baresip) => { for (const f of await p.recordings()) { const s = await readWav(f); console.log(p.user, f, s.rate, s.samples.length, [700,1100].map((t) => [0,1,2].map((n) => amplitudeOf(s, t, n)))); } };
    await window.ask("calls.hangUp", { callId });
    await print(desk); await print(bob);
    await Promise.all([heardTone(desk, tones.bob), heardTone(bob, tones.desk)]);
    expect(window.state().sounds.microphone).toBe(false);
  });
});
void startLinphone;
