import type { Dialog, SipResponse } from "@twp/companion/src/srf/application.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callFrom, leaveNoCall, registered, startWithWindow, type Window } from "../peers/companion.ts";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startLinphone, type Linphone } from "../peers/linphone.ts";
import { obeyReferral, startPhone, type Phone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";

let kamailio: Kamailio;
let carol: Linphone;
let bob: Phone;
let window: Window;
let stops: (() => unknown)[];
// One for each test: it would go on ringing the telephones of the test before.
beforeEach(async () => {
  kamailio = await startKamailio();
  stops = [kamailio.stop];
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  bob = await startPhone({ user: "bob", proxy: `sip:127.0.0.1:${kamailio.port}`, bindings });
  stops.push(bob.stop);
  await bob.register();
  window = await startWithWindow({ user: "alice", port: kamailio.port }, stops);
  await registered(window);
});
afterEach(async () => {
  await leaveNoCall(window);
  for (const stop of stops.toReversed()) await stop();
});

const uri = (user: string): string => `sip:${user}@${kamailioDomain}`;
const calls = () => window.state().calls;
const received = (method: string): readonly string[] => bob.wire.filter((text) => text.startsWith(`< ${method} `));

async function speakWith(user: string): Promise<string> {
  const callId = await callFrom(window, `${user}@${kamailioDomain}`);
  await until(() => calls().find(({ id }) => id === callId)?.state === "active", `${user} answers`);
  return callId;
}

/** The call is over, whoever of the two hung up. */
const isOver = (callId: string): Promise<unknown> =>
  until(
    () => /^(?:hung-up-by-peer|transferred)$/u.exec(calls().find(({ id }) => id === callId)?.end ?? ""),
    "it is over",
  );

const isAsked = (target: string): Promise<unknown> =>
  until(() => calls()[0]?.referredTo === target, `the user is asked for ${target}`);

describe("linphonec sends us on", () => {
  beforeEach(async () => {
    carol = await startLinphone("carol", kamailio.port);
    stops.push(carol.stop);
  });

  it("to a number: the user is asked, we call there, and linphonec leaves when we speak", async () => {
    const callId = await speakWith("carol");
    carol.command(`transfer ${uri("bob")}`);
    await isAsked("bob");
    expect(received("INVITE")).toEqual([]);
    await window.ask("calls.followReferral", { callId });
    await isOver(callId);
    expect(calls()[1]).toMatchObject({ state: "active", peer: { number: "bob" }, consults: null });
    expect(received("INVITE")[0]).toMatch(/^Referred-By: .*sip:carol@/mu);
  });

  it("to whom it has spoken with: our INVITE takes that call's place", async () => {
    const callId = await speakWith("carol");
    carol.command("pause");
    await until(() => calls()[0]?.heldByPeer, "alice waits");
    carol.command(`call ${uri("bob")}`);
    const consultation = await until(() => bob.answered[0], "carol speaks with bob");
    await until(() => /Call 2 with .* connected/u.test(carol.peer.output()), "carol knows it");
    carol.command("transfer 1 --to-call 2");
    await isAsked("bob");
    await window.ask("calls.followReferral", { callId });
    await isOver(callId);
    expect(calls()[1]?.state).toBe("active");
    expect(received("INVITE").at(-1)).toContain(`Replaces: ${consultation.sip.callId};`);
  });

  it("and has us back when the user does not want to", async () => {
    const callId = await speakWith("carol");
    carol.command(`transfer ${uri("bob")}`);
    await isAsked("bob");
    await window.ask("calls.declineReferral", { callId });
    expect(calls().map(({ state, referredTo }) => [state, referredTo])).toEqual([["active", null]]);
    expect(received("INVITE")).toEqual([]);
  });
});

describe("linphonec, which has asked us for advice,", () => {
  beforeEach(async () => {
    carol = await startLinphone("carol", kamailio.port);
    stops.push(carol.stop);
  });

  it("puts its caller in its place: we answer at once, and its call with us is over", async () => {
    carol.command(`call ${uri("bob")}`);
    obeyReferral(bob, await until(() => bob.answered[0], "carol speaks with bob"));
    await until(() => /Call 1 with .* connected/u.test(carol.peer.output()), "carol knows it");
    carol.command("pause");
    await until(() => received("INVITE").some((text) => /a=(?:sendonly|inactive)/u.test(text)), "bob waits");
    carol.command(`call ${uri("alice")}`);
    await until(() => calls()[0]?.state === "offered", "carol calls us");
    const callId = calls()[0]?.id ?? "";
    await window.ask("calls.answer", { callId });
    await until(() => /Call 2 with .* connected/u.test(carol.peer.output()), "carol knows that one, too");
    carol.command("transfer 1 --to-call 2");
    await until(() => calls().find(({ id }) => id === callId)?.end === "transferred", "carol's call is over");
    expect(calls().at(-1)).toMatchObject({
      state: "active",
      peer: { number: "bob" },
      redirectedBy: { number: "carol" },
    });
    const invite = bob.wire.findLast((text) => text.startsWith("> INVITE"));
    expect(invite).toMatch(/^Replaces: /mu);
  });
});

describe("whoever would take the place of a call that we do not have", () => {
  it("gets 481, and nothing rings", async () => {
    const invite = bob.invite(uri("alice"), { Replaces: "nothing;to-tag=a;from-tag=b" });
    await expect(invite).rejects.toMatchObject({ status: 481 });
    expect(calls()).toEqual([]);
  });
});

describe("three of us", () => {
  it("transfer each other: whoever is asked says yes, and the two others speak", async () => {
    const [dora, emil] = [
      await startWithWindow({ user: "dora", port: kamailio.port }, stops),
      await startWithWindow({ user: "emil", port: kamailio.port }, stops),
    ];
    await Promise.all([registered(dora), registered(emil)]);
    const answers = async (who: Window): Promise<string> => {
      const callId = await until(() => who.state().calls.find(({ state }) => state === "offered")?.id, "it rings");
      await who.ask("calls.answer", { callId });
      return callId;
    };
    const [, atDora] = await Promise.all([speakWith("dora"), answers(dora)]);
    const [consultation, atEmil] = await Promise.all([speakWith("emil"), answers(emil)]);
    await window.ask("calls.completeTransfer", { callId: consultation });
    await until(() => dora.state().calls[0]?.referredTo === "emil", "dora is asked");
    await dora.ask("calls.followReferral", { callId: atDora });
    await until(() => calls().every(({ end }) => end === "transferred"), "alice has left");
    await until(() => emil.state().calls.find(({ id }) => id === atEmil)?.end === "transferred", "emil's is replaced");
    expect(emil.state().calls.at(-1)).toMatchObject({ state: "active", peer: { number: "dora" } });
    expect(dora.state().calls.at(-1)).toMatchObject({ state: "active", peer: { number: "emil" } });
  });
});

describe("whoever asks us", () => {
  let call: Dialog;
  beforeEach(async () => {
    await speakWith("bob");
    call = await until(() => bob.answered[0], "bob has answered");
  });
  const refer = (to: string | null): Promise<SipResponse | undefined> =>
    new Promise((resolve) => {
      const headers = { Contact: call.local.contact, ...(to !== null && { "Refer-To": to }) };
      call.request({ method: "REFER", body: "", headers }, (_error, response) => resolve(response));
    });

  it("to call a dear number makes nothing ring unless the user says so, and hears that", async () => {
    const told: string[] = [];
    call.on("notify", (request, response) => {
      told.push(`${request.get("Event").split(";")[0]}: ${request.body.trim()}`);
      response.send(200);
    });
    expect((await refer("<tel:+33899001234>"))?.status).toBe(202);
    await isAsked("+33899001234");
    expect(calls()).toHaveLength(1);
    await window.ask("calls.declineReferral", { callId: calls()[0]?.id ?? "" });
    await until(() => told.length === 2, "bob hears it");
    expect(told).toEqual(["refer: SIP/2.0 100 Trying", "refer: SIP/2.0 603 Decline"]);
    expect(calls().map(({ state }) => state)).toEqual(["active"]);
  });

  it.each([
    [null, 400],
    ["<>", 400],
    ["<https://example.test/>", 416],
    ["<sip:uc.test>", 416],
    ["<sip:carol@uc.test;method=BYE>", 416],
  ])("with Refer-To %s gets %i, and the call goes on", async (to, status) => {
    expect((await refer(to))?.status).toBe(status);
    expect(calls().map(({ state, referredTo }) => [state, referredTo])).toEqual([["active", null]]);
  });
});
