import type { Dialog, SentRequest, SipResponse } from "@twp/companion/src/srf/application.ts";
import { afterEach, describe, expect, it } from "vitest";
import { startPhone, type Phone, type PhoneOptions } from "../peers/phone.ts";
import { until } from "../peers/process.ts";
import { startSipp, type Sipp, type SippOptions } from "../peers/sipp.ts";

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function sipp(options: SippOptions): Promise<Sipp> {
  const started = await startSipp(options);
  stops.push(started.stop);
  return started;
}

async function phone(options: Partial<PhoneOptions> = {}): Promise<Phone> {
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  const started = await startPhone({ user: "alice", proxy: "", bindings, ...options });
  stops.push(started.stop);
  return started;
}

/** A phone of ours that calls sipp, which plays that scenario. */
async function caller(scenario: string, host: "127.0.0.1" | "[::1]" = "127.0.0.1") {
  const callee = await sipp({ scenario, host });
  const proxy = `sip:${host}:${callee.port}`;
  const bindings = [{ transport: "udp", host: host === "[::1]" ? "::1" : host, port: 0 }] as const;
  return { callee, alice: await phone({ proxy, bindings }), uri: `sip:bob@${host}:${callee.port}` };
}

const hangUp = (call: Dialog): void => call.destroy(() => undefined);
const sentBy = ({ wire }: Phone, method: string): readonly string[] =>
  wire.filter((text) => text.startsWith(`> ${method} `));
const tagOf = (response: SipResponse): string => /;tag=(\S+)/u.exec(response.get("To"))?.[1] ?? "";
const portOf = ({ engine }: Phone): number => engine.bindings[0]?.port ?? 0;

describe("a call of ours", () => {
  it.each(["127.0.0.1", "[::1]"] as const)("rings at two places and is answered at the second, on %s", async (host) => {
    const { alice, callee, uri } = await caller("callee-rings-at-two-places-and-is-answered-at-the-second", host);
    const rang: string[] = [];
    const call = await alice.invite(uri, {}, undefined, { rings: (response) => rang.push(tagOf(response)) });
    hangUp(call);
    expect(await callee.passed).toBe(true);
    expect(rang).toEqual(["first", "second"]);
    expect(sentBy(alice, "BYE")[0]).toContain(";tag=second");
  });

  it("that two places answer stays with the first; the other is hung up", async () => {
    const { alice, callee, uri } = await caller("callee-is-answered-at-two-places-at-once");
    const call = await alice.invite(uri, {});
    await until(() => sentBy(alice, "BYE").length > 0, "the second place is hung up");
    hangUp(call);
    expect(await callee.passed).toBe(true);
    expect(sentBy(alice, "BYE").map((text) => /To:.*;tag=(\w+)/u.exec(text)?.[1])).toEqual(["second", "first"]);
  });

  it("that is answered while we give it up is hung up", async () => {
    const { alice, callee, uri } = await caller("callee-is-answered-while-the-caller-gives-up");
    const requests: SentRequest[] = [];
    const call = await alice.invite(uri, {}, undefined, {
      sent: (request) => requests.push(request),
      rings: () => requests[0]?.cancel(() => undefined),
    });
    await new Promise<void>((resolve) => call.on("destroy", resolve));
    expect(await callee.passed).toBe(true);
    expect(sentBy(alice, "BYE")[0]).toContain("cancel race");
  });

  it("goes on when both sides change it at the same moment and refuse each other", async () => {
    const { alice, callee, uri } = await caller("callee-changes-the-session-at-the-same-moment-as-the-caller");
    const call = await alice.invite(uri, {});
    const refused = await new Promise<SipResponse | undefined>((resolve) =>
      call.request({ method: "INVITE", body: "", headers: { Contact: call.local.contact } }, (_error, response) =>
        resolve(response),
      ),
    );
    expect(refused?.status).toBe(491);
    hangUp(call);
    expect(await callee.passed).toBe(true);
  });

  it("hears sound before the answer, confirms that, and lets itself be updated", async () => {
    const { alice, callee, uri } = await caller("callee-rings-reliably-with-early-sound-and-updates-the-call");
    const early: string[] = [];
    const call = await alice.invite(uri, { Supported: "100rel" }, undefined, {
      rings: ({ body }) => early.push(body.split("\r\n", 1)[0] ?? ""),
    });
    await until(() => alice.wire.some((text) => text.startsWith("< UPDATE ")), "it is updated");
    hangUp(call);
    expect(await callee.passed).toBe(true);
    expect(early).toEqual(["v=0"]);
    expect(sentBy(alice, "PRACK")[0]).toMatch(/^RAck: 17 \d+ INVITE\r$/mu);
  });

  it("tells its story unharmed", async () => {
    const { alice, callee, uri } = await caller("callee-has-moved");
    const story = {
      Diversion: '"Reception" <sip:100@uc.test>;reason=no-answer;counter=2;privacy=off',
      "History-Info": "<sip:200@uc.test?Reason=SIP%3Bcause%3D302>;index=1, <sip:300@uc.test>;index=1.1;mp=1",
      "P-Asserted-Identity": '"Laura Garcia" <sip:+34911234567@uc.test>, <tel:+34911234567>',
    };
    await expect(alice.invite(uri, story)).rejects.toMatchObject({ status: 302 });
    await callee.passed;
    const seen = await callee.messages();
    for (const [name, value] of Object.entries(story)) expect(seen).toContain(`${name}: ${value}`);
  });

  it("learns where the callee has moved to", async () => {
    const { alice, callee, uri } = await caller("callee-has-moved");
    await expect(alice.invite(uri, {})).rejects.toMatchObject({ status: 302 });
    expect(await callee.passed).toBe(true);
    const moved = alice.wire.find((text) => text.startsWith("< SIP/2.0 302"));
    expect(moved).toContain("<sip:bob@elsewhere.test>;q=0.7, <tel:+34911234567>;q=0.2");
  });
});

describe("a call with a session timer of 90 seconds", () => {
  it("is refreshed by us where we promised to, and ended by us where the peer did and does not", async () => {
    const [kept, lost] = await Promise.all([
      caller("callee-wants-the-caller-to-refresh-the-call"),
      caller("callee-promises-to-refresh-the-call-and-does-not"),
    ]);
    const headers = { Supported: "timer", "Session-Expires": "90" };
    const [keptCall, lostCall] = await Promise.all([
      kept.alice.invite(kept.uri, headers),
      lost.alice.invite(lost.uri, headers),
    ]);
    const ended = new Promise<void>((resolve) => lostCall.on("destroy", resolve));
    const updated = (): boolean => kept.alice.wire.some((text) => /^< SIP\/2.0 200[\s\S]*CSeq: \d+ UPDATE/u.test(text));
    await until(updated, "the call is refreshed", 60_000);
    hangUp(keptCall);
    await ended;
    expect(sentBy(lost.alice, "BYE")[0]).toContain("Session timer expired");
    expect(await Promise.all([kept.callee.passed, lost.callee.passed])).toEqual([true, true]);
  }, 110_000);
});

describe("a call to us", () => {
  it("may leave the offer to us and answer it with the ACK", async () => {
    const bob = await phone({ user: "bob" });
    const laura = await sipp({
      scenario: "caller-offers-nothing-and-answers-in-the-ack",
      port: portOf(bob),
      callee: "bob",
    });
    expect(await laura.passed).toBe(true);
    expect(bob.answered[0]?.remote.sdp).toContain("o=sipp");
  });

  it("carries its story unharmed, and why it is given up", async () => {
    const bob = await phone({ user: "bob", answers: "never" });
    const laura = await sipp({
      scenario: "caller-was-diverted-and-gives-up-for-a-reason",
      port: portOf(bob),
      callee: "bob",
    });
    expect(await laura.passed).toBe(true);
    const told = (name: string): string | undefined => bob.offered[0]?.get(name);
    expect(told("Diversion")).toBe('"Reception" <sip:100@uc.test>;reason=no-answer;counter=2;privacy=off');
    expect(told("History-Info")).toBe(
      "<sip:200@uc.test?Reason=SIP%3Bcause%3D302>;index=1, <sip:300@uc.test>;index=1.1;mp=1",
    );
    expect(told("P-Asserted-Identity")).toBe('"Laura Garcia" <sip:+34911234567@uc.test>, <tel:+34911234567>');
    expect(bob.cancelled[0]?.get("Reason")).toBe('SIP;cause=200;text="Call completed elsewhere"');
  });
});
