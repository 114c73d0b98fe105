import type { Dialog, Responder, SipRequest } from "@twp/companion/src/srf/application.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import {
  callFrom,
  leaveNoCall,
  openWindow,
  registered,
  startCompanion,
  startWithWindow,
  type Window,
} from "../peers/companion.ts";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startLinphone } from "../peers/linphone.ts";
import { obeyReferral, startPhone, type Phone, tellFragment } from "../peers/phone.ts";
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
  const callId = await callFrom(window, address(user));
  await until(() => callOf(callId)?.state === "active", `${user} answers`);
  return callId;
}

/** How often baresip has begun to speak with that user. */
const talks = ({ events }: Baresip, user: string): number =>
  events().filter((each) => each.includes('"CALL_ESTABLISHED"') && each.includes(`sip:${user}@`)).length;

const states = (): string =>
  window
    .state()
    .calls.map(({ state }) => state)
    .join();
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
    await until(() => callOf(first)?.state === "held", "carol waits");
    await window.ask("calls.completeTransfer", { callId: consultation });
    await Promise.all([ends(first, "transferred"), ends(consultation, "transferred")]);
    await until(() => talks(bob, "carol") > before, "carol speaks with bob");
  });

  it("to whom we ring, who has not answered yet", async () => {
    const dora = await startBaresip({ user: "dora", port: kamailio.port, answers: "manual" });
    const first = await speakWith("carol");
    const callId = await callFrom(window, address("dora"));
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

/** What a telephone does with a REFER. */
type Obeys = (call: Dialog, request: SipRequest, response: Responder) => void;

describe("a telephone that is asked to call somebody else", () => {
  let daves = 0;
  let dave: Phone;
  let callId: string;
  let call: Dialog;
  beforeEach(async () => {
    const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
    // Another name each time: the registrar would go on ringing the telephones of the tests before.
    const user = `dave${++daves}`;
    dave = await startPhone({ user, proxy: `sip:127.0.0.1:${kamailio.port}`, bindings });
    await dave.register();
    callId = await speakWith(user);
    call = await until(() => dave.answered.at(-1), "dave has answered");
  });
  afterEach(async () => {
    await leaveNoCall(window);
    await dave.stop();
  });

  const answers = (obeys: Obeys): void => call.on("refer", (request, response) => obeys(call, request, response));
  const notify = (sipfrag: string, state: string): void => tellFragment(call, sipfrag, state);
  const transfer = (): Promise<null> => window.ask("calls.transfer", { callId, target: address("bob") });
  const received = (method: string): readonly string[] => dave.wire.filter((text) => text.startsWith(`< ${method} `));
  const speaksAgain = (): Promise<unknown> => until(() => callOf(callId)?.state === "active", "we speak again");

  it("is held first, hears to whom and by whom it is sent, and gets our BYE when it has told that it speaks there", async () => {
    obeyReferral(dave, call);
    await transfer();
    await ends(callId, "transferred");
    expect(received("INVITE").at(-1)).toContain("a=sendonly");
    expect(received("REFER")[0]).toContain(`Refer-To: <sip:${address("bob")}>`);
    expect(received("REFER")[0]).toMatch(/^Referred-By: "Claire Lambert" <sip:alice@uc\.test>/mu);
    await until(() => received("BYE").length === 1, "dave gets our BYE");
  });

  it.each([501, 405, 420, 603, 403])("and answers %i is connected there by us", async (status) => {
    answers((_call, _request, response) => response.send(status));
    await transfer();
    await until(() => states() === "joined,joined", "the two are connected");
    expect(received("INVITE").at(-1)).toContain("a=sendrecv");
    expect(received("BYE")).toEqual([]);
    bob.command("hangup");
    await ends(callId, "hung-up-by-peer");
  });

  it.each([
    ["SIP/2.0 486 Busy Here", "busy"],
    ["SIP/2.0 603 Decline", "declined-by-peer"],
    ["SIP/2.0 503 Service Unavailable", "unreachable"],
    ["SIP/2.0 100 Trying", "no-word"],
    ["", "no-word"],
    ["SIP/2.0 nonsense", "no-word"],
  ])("and tells “%s” at the end stays with us: %s", async (told, reason) => {
    answers((_call, _request, response) => {
      response.send(202, { headers: { Contact: call.local.contact } });
      notify(told, "terminated;reason=noresource");
    });
    await transfer();
    await fails(callId, reason);
    await speaksAgain();
  });

  it("shows that it rings there, and has gone there when it hangs up on us", async () => {
    answers((_call, _request, response) => {
      response.send(202, { headers: { Contact: call.local.contact } });
      notify("SIP/2.0 180 Ringing", "active;expires=60");
    });
    await transfer();
    await until(() => callOf(callId)?.transfer?.state === "ringing", "it rings there");
    call.destroy(() => undefined);
    await ends(callId, "transferred");
  });

  it("by way of a server that asks who we are, is asked again with our password's proof", async () => {
    let asked = 0;
    answers((_call, _request, response) => {
      asked += 1;
      const challenge = 'Digest realm="uc.test", nonce="n", algorithm=MD5, qop="auth"';
      if (asked === 1) return response.send(407, { headers: { "Proxy-Authenticate": challenge } });
      return response.send(603);
    });
    await transfer();
    await until(() => received("REFER").length === 2, "it is asked again");
    expect(received("REFER").at(-1)).toMatch(/^Proxy-Authorization: Digest username="alice"/mu);
  });

  it("for whom we have spoken with gets that call's name as its Replaces", async () => {
    obeyReferral(dave, call);
    const consultation = await speakWith("bob");
    await window.ask("calls.completeTransfer", { callId: consultation });
    await Promise.all([ends(callId, "transferred"), ends(consultation, "transferred")]);
    const ours = /^Call-ID: (.*)$/mu.exec(bob.peer.output().split("INVITE sip:bob").at(-2) ?? "")?.[1];
    const invite = dave.wire.findLast((text) => text.startsWith("> INVITE"));
    expect(/^Replaces: (.*)$/mu.exec(invite ?? "")?.[1]).toMatch(/^[^;]+;to-tag=[^;]+;from-tag=[^;]+$/u);
    expect(invite).toContain(`Replaces: ${ours};`);
  });
});

describe("the office's colleagues", () => {
  it("cannot be transferred, say so before they are asked, and are connected by us", async () => {
    const own: (() => unknown)[] = [];
    const companion = await startCompanion();
    const office = await openWindow(companion);
    own.push(companion.stop, office.close);
    await registered(office);
    const talking = (states: string): Promise<unknown> =>
      until(
        () =>
          office
            .state()
            .calls.map(({ state }) => state)
            .join() === states,
        `the calls are ${states}`,
      );
    await office.ask("calls.dial", { target: "201", source: panel });
    await talking("active");
    const callId = await callFrom(office, "202");
    await talking("held,active");
    await office.ask("calls.completeTransfer", { callId });
    await talking("joined,joined");
    for (const stop of own.toReversed()) await stop();
  });
});
