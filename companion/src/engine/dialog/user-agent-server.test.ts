import { beforeEach, describe, expect, it } from "vitest";
import { requestBytes, responseBytes } from "../testing/messages.ts";
import type { Sketch } from "../testing/messages.ts";
import { userAgentFixture } from "../testing/user-agent-fixture.ts";
import type { Fixture, FixtureOptions } from "../testing/user-agent-fixture.ts";

const DIALOG = "call;from-tag=alice";

let ua: Fixture;
let branches: number;

beforeEach(() => start());

function start(options: FixtureOptions = {}): void {
  ua = userAgentFixture(options);
  branches = 0;
}

/** A request of the peer, with a branch of its own. */
function receive(method: string, sketch: Sketch = {}): void {
  branches += 1;
  ua.receive(requestBytes(method, { branch: `z9hG4bKpeer${branches}`, ...sketch }));
}

/** The application's answer to the latest request. */
function respond(text: string): boolean {
  return ua.respond(ua.app.ids.at(-1) ?? "", text).ok;
}

function answered(): void {
  receive("INVITE", { lines: ["Supported: 100rel"] });
  respond("SIP/2.0 200 OK\n\nv=0");
  receive("ACK", { toTag: "tag1" });
}

const SDP_ONLY = { extensions: ["100rel"], bodies: ["application/sdp"] };

describe("a call of the peer", () => {
  it("gets its 200 again and again until the ACK, at most every 4 s, over TCP too", () => {
    for (const transport of ["udp", "tcp"] as const) {
      start({ transport });
      receive("INVITE");
      respond("SIP/2.0 200 OK\n\nv=0");
      ua.clock.advance(15_500);
      expect(ua.flow.sent).toEqual(["100", ...Array.from({ length: 7 }, () => "200")]);
      receive("ACK", { toTag: "tag1" });
      receive("ACK", { toTag: "tag1" });
      ua.clock.advance(60_000);
      expect(ua.flow.sent).toHaveLength(8);
      expect(ua.app.heard).toEqual(["INVITE", "ack"]);
    }
  });

  it("ends with a BYE when no ACK comes in 32 s", () => {
    receive("INVITE");
    respond("SIP/2.0 200 OK\n\nv=0");
    ua.clock.advance(32_000);
    expect(ua.last()).toMatchObject({ method: "BYE", uri: "sip:alice@192.0.2.2" });
    expect(ua.last().headers.get("Reason")).toBe('SIP ;cause=200 ;text="ACK timeout"');
    expect([ua.app.heard, ua.dialogs.size]).toEqual([["INVITE", "own BYE"], 0]);
    expect(ua.events).toEqual(["dialog.ack-timeout"]);
  });

  it("is answered 480 when the application is silent for 64 s", () => {
    receive("INVITE");
    ua.clock.advance(64_000);
    expect([ua.flow.sent, ua.events]).toEqual([["100", "480"], ["request.unanswered"]]);
    expect(respond("SIP/2.0 200 OK")).toBe(false);
  });

  it("rings as long as it likes once the application said so", () => {
    receive("INVITE");
    respond("SIP/2.0 180 Ringing");
    ua.clock.advance(3_600_000);
    expect(ua.flow.sent).toEqual(["100", "180"]);
    expect(ua.last().headers.get("Contact")).toBeUndefined();
  });

  it("ends with 487 when it is cancelled, and the application hears of it", () => {
    receive("INVITE", { branch: "z9hG4bKx" });
    respond("SIP/2.0 180 Ringing");
    receive("CANCEL", { branch: "z9hG4bKx" });
    expect(ua.flow.sent).toEqual(["100", "180", "200", "487"]);
    expect([ua.app.heard, ua.dialogs.size]).toEqual([["INVITE", "cancel"], 0]);
    expect(respond("SIP/2.0 200 OK")).toBe(false);
  });

  it("takes the tag the application chose", () => {
    receive("INVITE");
    respond("SIP/2.0 180 Ringing\nTo: <sip:bob@x>;tag=mine");
    respond("SIP/2.0 200 OK\nTo: <sip:bob@x>;tag=other\n\nv=0");
    expect(ua.flow.messages.slice(1).map(({ headers }) => headers.get("To"))).toEqual([
      "<sip:bob@192.0.2.1>;tag=mine",
      "<sip:bob@192.0.2.1>;tag=mine",
    ]);
  });

  it("is 482 when it comes again by another way (section 8.2.2.2)", () => {
    receive("INVITE");
    receive("INVITE");
    expect([ua.flow.sent, ua.app.heard]).toEqual([["100", "100", "482"], ["INVITE"]]);
  });

  it.each<[number, FixtureOptions, string, Sketch]>([
    [503, { routed: false }, "OPTIONS", {}],
    [503, { routed: false }, "INVITE", {}],
    [503, { limits: { dialogs: 0 } }, "INVITE", {}],
    [503, { limits: { subscriptions: 0 } }, "SUBSCRIBE", {}],
    [501, { routed: false }, "DANCE", {}],
    [420, { understands: SDP_ONLY }, "OPTIONS", { lines: ["Require: 100rel, magic"] }],
    [415, { understands: SDP_ONLY }, "INVITE", { lines: ["Content-Type: text/plain"], body: "x" }],
    [406, { understands: SDP_ONLY }, "INVITE", { lines: ["Accept: text/plain"] }],
    [481, {}, "BYE", {}],
    [481, {}, "UPDATE", {}],
    [481, {}, "PRACK", {}],
    [481, {}, "INVITE", { toTag: "nobody" }],
    [481, {}, "INFO", { toTag: "nobody" }],
  ])("is refused with %i (%j %s)", (status, options, method, sketch) => {
    start(options);
    receive(method, sketch);
    expect([ua.flow.sent.at(-1), ua.app.heard]).toEqual([String(status), []]);
  });

  it.each(["INVITE", "CANCEL"])("gets nothing back, not even a 100, when a stranger sends an %s", (method) => {
    start({ trusted: false });
    receive(method);
    expect([ua.flow.sent, ua.app.heard, ua.events]).toEqual([[], [], ["request.untrusted"]]);
  });

  it("asks for trust only where a call begins", () => {
    start({ trusted: false });
    receive("OPTIONS");
    receive("INVITE", { toTag: "nobody" });
    expect([ua.app.heard, ua.flow.sent.at(-1)]).toEqual([["OPTIONS"], "481"]);
  });

  it("says nothing about what is wrong with a stranger's request either", () => {
    start({ trusted: false });
    receive("INVITE", { cseq: 0xffff_ffff_ff });
    expect(ua.flow.sent).toEqual([]);
  });

  it.each([
    ["INVITE", { lines: ["Accept: application/*", "Require: 100REL"] }],
    ["INVITE", { lines: ["Accept: text/plain, */*"], body: "v=0" }],
    ["MESSAGE", { lines: ["Content-Type: text/plain"], body: "x" }],
  ])("is let through when it is understood: %s %j", (method, sketch) => {
    start({ understands: SDP_ONLY });
    receive(method, sketch);
    expect(ua.app.heard).toEqual([method]);
  });

  it("leaves no trace of a request that is never answered", () => {
    receive("OPTIONS");
    ua.clock.advance(32_000);
    expect([ua.flow.sent, ua.clock.running]).toEqual([[], 0]);
  });
});

describe("a reliable provisional response", () => {
  const reliable = "SIP/2.0 183 Session Progress\nRequire: 100rel\n\nv=0";

  it("is sent again until its PRACK (RFC 3262)", () => {
    receive("INVITE", { lines: ["Supported: timer, 100rel"] });
    respond(reliable);
    expect(ua.last().headers.get("RSeq")).toBe("101");
    ua.clock.advance(1500);
    expect(ua.flow.sent).toEqual(["100", "183", "183", "183"]);
    receive("PRACK", { toTag: "tag1", cseq: 2, lines: ["RAck: 101 1 INVITE"] });
    ua.clock.advance(60_000);
    expect(ua.flow.sent).toHaveLength(4);
    expect(ua.app.heard).toEqual(["INVITE", "PRACK"]);
  });

  it("answers 481 to a PRACK for nothing", () => {
    receive("INVITE", { lines: ["Supported: 100rel"] });
    respond(reliable);
    receive("PRACK", { toTag: "tag1", cseq: 2, lines: ["RAck: 999 1 INVITE"] });
    expect(ua.flow.sent.at(-1)).toBe("481");
  });

  it("is not for a peer that cannot confirm it", () => {
    receive("INVITE");
    expect(ua.respond(ua.app.ids.at(-1) ?? "", reliable)).toEqual({
      ok: false,
      reason: "Remote endpoint does not support 100rel",
    });
  });

  it("ends the call when it is never confirmed", () => {
    receive("INVITE", { lines: ["Supported: 100rel"] });
    respond(reliable);
    ua.clock.advance(32_000);
    expect([ua.flow.sent.at(-1), ua.dialogs.size]).toEqual(["480", 0]);
  });
});

describe("a dialog the peer began", () => {
  it("delivers requests in order, and answers 500 to one out of order (section 12.2.2)", () => {
    answered();
    receive("INFO", { toTag: "tag1", cseq: 5 });
    receive("INFO", { toTag: "tag1", cseq: 4 });
    expect([ua.app.heard, ua.flow.sent.at(-1)]).toEqual([["INVITE", "ack", "INFO"], "500"]);
  });

  it("drops an ACK for nothing", () => {
    receive("ACK", { toTag: "nobody" });
    expect([ua.flow.sent, ua.app.heard]).toEqual([[], []]);
  });

  it("ends with a BYE at once, and an INVITE still open in it with 487", () => {
    answered();
    receive("INVITE", { toTag: "tag1", cseq: 2 });
    receive("BYE", { toTag: "tag1", cseq: 3 });
    expect(ua.flow.sent.slice(-2)).toEqual(["100", "487"]);
    expect([ua.app.heard.at(-1), ua.dialogs.size]).toEqual(["BYE", 0]);
    expect(respond("SIP/2.0 200 OK")).toBe(true);
    expect(ua.flow.sent.at(-1)).toBe("200");
  });

  it("answers 500 to a second INVITE while the first is open (section 14.2)", () => {
    answered();
    receive("INVITE", { toTag: "tag1", cseq: 2 });
    receive("INVITE", { toTag: "tag1", cseq: 3 });
    expect([ua.flow.sent.at(-1), ua.last().headers.get("Retry-After")]).toEqual(["500", "5"]);
  });

  it("answers 491 while an INVITE of ours is open (section 14.2)", () => {
    answered();
    ua.request("INVITE sip:placeholder SIP/2.0\n\nv=0", DIALOG);
    receive("INVITE", { toTag: "tag1", cseq: 2 });
    expect(ua.flow.sent.at(-1)).toBe("491");
  });

  it("answers 491 to an INVITE that overtook the ACK of the first, and still takes that ACK", () => {
    receive("INVITE");
    respond("SIP/2.0 200 OK\n\nv=0");
    receive("INVITE", { toTag: "tag1", cseq: 2 });
    expect(ua.flow.sent.at(-1)).toBe("491");
    receive("ACK", { toTag: "tag1" });
    expect(ua.app.heard).toEqual(["INVITE", "ack"]);
  });

  it("follows the peer's new Contact only when its INVITE is accepted", () => {
    answered();
    const moved = { toTag: "tag1", lines: ["Contact: <sip:unused@192.0.2.50>"] };
    receive("INVITE", { ...moved, cseq: 2 });
    respond("SIP/2.0 488 Not Acceptable Here");
    ua.request("INFO sip:placeholder SIP/2.0\n\n", DIALOG);
    expect(ua.last()).toMatchObject({ method: "INFO", uri: "sip:alice@192.0.2.2" });
  });

  it("sends our own requests to the caller, counted from the number of its first", () => {
    answered();
    ua.request("BYE sip:placeholder SIP/2.0\n\n", DIALOG);
    expect(ua.last()).toMatchObject({ method: "BYE", uri: "sip:alice@192.0.2.2" });
    expect(ua.last().headers.get("From")).toBe("<sip:bob@192.0.2.1>;tag=tag1");
    expect(ua.last().headers.get("To")).toBe("<sip:alice@192.0.2.2>;tag=alice");
    expect(ua.last().headers.get("CSeq")).toBe("101 BYE");
  });

  it("ends with a BYE when the application is gone", () => {
    answered();
    ua.agent.forget(ua.app);
    expect([ua.flow.sent.at(-1), ua.dialogs.size]).toEqual(["BYE", 0]);
  });
});

describe("a call to ourselves by way of a proxy", () => {
  it("has two dialogs under two names", () => {
    ua.request(
      "INVITE sip:bob@192.0.2.2 SIP/2.0\nFrom: <sip:alice@192.0.2.2>;tag=alice\nCall-ID: call\nCSeq: 1 INVITE\n\nv=0",
    );
    const ours = ua.branch();
    receive("INVITE");
    expect(ua.respond(ua.app.ids.at(-1) ?? "", "SIP/2.0 180 Ringing")).toMatchObject({
      dialogId: `${DIALOG};called`,
    });
    ua.receive(responseBytes(180, ours, { toTag: "tag1", lines: ["Contact: <sip:bob@192.0.2.2>"] }));
    expect(ua.dialogs.size).toBe(2);
  });
});
