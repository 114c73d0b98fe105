import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { leaveNoCall, registered, startWithWindow, type Window } from "../peers/companion.ts";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startLinphone, type Linphone } from "../peers/linphone.ts";
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

  it("to whom we have spoken with, in our place", async () => {
    const first = await speakWith("carol");
    const consultation = await speakWith("bob");
    expect(callOf(first)?.state).toBe("held");
    await window.ask("calls.completeTransfer", { callId: consultation });
    await Promise.all([ends(first, "transferred"), ends(consultation, "transferred")]);
    await until(() => talks(bob, "carol") > before, "carol speaks with bob");
  });

  it("to whom we ring, who has not answered yet", async () => {
    const dora = await startBaresip({ user: "dora", port: kamailio.port, answers: "manual" });
    const first = await speakWith("carol");
    const { callId } = await window.ask("calls.dial", { target: address("dora"), source: panel });
    await until(() => callOf(callId)?.state === "ringing", "dora rings");
    await window.ask("calls.completeTransfer", { callId });
    await ends(callId, "cancelled");
    await until(
      () => dora.events().some((each) => each.includes('"CALL_INCOMING"') && each.includes("sip:carol@")),
      "carol rings there",
    );
    dora.command("accept");
    await ends(first, "transferred");
    await until(() => talks(dora, "carol") > 0, "carol speaks with dora");
    await dora.stop();
  });

  it("to a number that does not exist, and comes back to us", async () => {
    const callId = await speakWith("carol");
    await window.ask("calls.transfer", { callId, target: address("nobody") });
    await fails(callId, "not-found");
    await until(() => callOf(callId)?.state === "active", "we speak again");
  });
});

describe("whoever takes part in a consultation", () => {
  let carol: Linphone;
  beforeEach(async () => void (carol = await startLinphone("carol", kamailio.port)));
  afterEach(() => carol.stop());

  it("is ours again when the one who was to take our place does not exist any more", async () => {
    const dora = await startBaresip({ user: "dora", port: kamailio.port });
    const first = await speakWith("carol");
    const consultation = await speakWith("dora");
    // Without a word: its telephone was unplugged.
    dora.peer.child.kill("SIGKILL");
    await window.ask("calls.takeBack", { callId: consultation });
    await until(() => callOf(first)?.state === "active", "we speak again with carol");
    await dora.stop();
  });
});
