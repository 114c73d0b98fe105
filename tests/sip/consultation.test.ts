import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { leaveNoCall, registered, startWithWindow, type Window } from "../peers/companion.ts";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startLinphone } from "../peers/linphone.ts";
import { until } from "../peers/process.ts";

let kamailio: Kamailio;
let bob: Baresip;
let window: Window;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  kamailio = await startKamailio();
  bob = await startBaresip({ user: "bob", port: kamailio.port });
  window = await startWithWindow({ user: "alice", port: kamailio.port }, stops);
  await registered(window);
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
  await bob.stop();
  await kamailio.stop();
});

const panel = { kind: "panel" } as const;
const address = (user: string): string => `${user}@${kamailioDomain}`;
const callOf = (id: string) => window.state().calls.find((call) => call.id === id);

/** Calls somebody who answers by itself. */
async function speakWith(user: string): Promise<string> {
  const { callId } = await window.ask("calls.dial", { target: address(user), source: panel });
  await until(() => callOf(callId)?.state === "active", `${user} answers`);
  return callId;
}

/** How often baresip has begun to speak with that user. */
const talks = ({ events }: Baresip, user: string): number =>
  events().filter((each) => each.includes('"CALL_ESTABLISHED"') && each.includes(`sip:${user}@`)).length;

const ends = (callId: string, end: string): Promise<unknown> =>
  until(() => {
    const call = callOf(callId);
    if (call?.end !== end) throw new Error(JSON.stringify(call));
    return true;
  }, `it ends as ${end}`);
const fails = (callId: string, reason: string): Promise<unknown> =>
  until(() => {
    const transfer = callOf(callId)?.transfer;
    if (transfer?.state !== "failed" || transfer.reason !== reason) throw new Error(JSON.stringify(callOf(callId)));
    return true;
  }, `it fails as ${reason}`);

/** What can be transferred: each a program of its own, which does what REFER asks. */
const peers = {
  linphonec: async () => (await startLinphone("carol", kamailio.port)).stop,
  baresip: async () => (await startBaresip({ user: "carol", port: kamailio.port })).stop,
} as const;

describe.each(["linphonec", "baresip"] as const)("%s is sent on", (name) => {
  let stop: () => Promise<void>;
  let before: number;
  beforeEach(async () => {
    stop = await peers[name]();
    before = talks(bob, "carol");
  });
  afterEach(async () => {
    await leaveNoCall(window);
    await stop();
  });

  it("to a number, and speaks there while our call ends", async () => {
    const callId = await speakWith("carol");
    await window.ask("calls.transfer", { callId, target: address("bob") });
    await ends(callId, "transferred");
    await until(() => talks(bob, "carol") > before, "carol speaks with bob");
  });

  it("to a number that does not exist, and comes back to us", async () => {
    const callId = await speakWith("carol");
    await window.ask("calls.transfer", { callId, target: address("nobody") });
    await fails(callId, "not-found");
    await until(() => callOf(callId)?.state === "active", "we speak again");
  });
});
