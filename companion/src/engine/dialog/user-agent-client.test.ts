import { beforeEach, describe, expect, it } from "vitest";
import { responseBytes } from "../testing/messages.ts";
import type { Sketch } from "../testing/messages.ts";
import { userAgentFixture } from "../testing/user-agent-fixture.ts";
import type { Fixture } from "../testing/user-agent-fixture.ts";

const INVITE = [
  "INVITE sip:bob@192.0.2.2 SIP/2.0",
  "From: <sip:alice@here>;tag=alice",
  "Call-ID: call",
  "CSeq: 1 INVITE",
  "",
  "v=0",
].join("\n");
const DIALOG = "call;from-tag=alice";
const CONTACT = "Contact: <sip:bob@192.0.2.9>";

let ua: Fixture;
let branch: string;
let transactionId: string;

beforeEach(() => {
  ua = userAgentFixture();
});

function invite(): void {
  const outcome = ua.request(INVITE);
  transactionId = outcome.ok ? outcome.transactionId : "";
  branch = ua.branch();
}

function answer(status: number, sketch: Sketch = {}): void {
  ua.receive(responseBytes(status, branch, { toTag: "bob", ...sketch }));
}

function answered(...lines: string[]): void {
  invite();
  answer(200, { lines: [CONTACT, ...lines] });
  ua.request("ACK sip:x SIP/2.0\n\n", DIALOG);
}

describe("a call of ours", () => {
  it("is filled in where the application said nothing", () => {
    ua.request(
      "INVITE sip:bob@192.0.2.2 SIP/2.0\nx-mine: 1\nRoute: <sip:evil>\nRecord-Route: <sip:evil>\nVia: x\n\nv=0",
    );
    expect([...ua.last().headers].map(({ name, value }) => `${name}: ${value}`)).toEqual([
      "Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKbranch1",
      "Max-Forwards: 70",
      "From: <sip:192.0.2.1:5060>;tag=tag1",
      "To: <sip:bob@192.0.2.2>",
      "Call-ID: uuid1",
      "CSeq: 100 INVITE",
      "Contact: <sip:192.0.2.1:5060>",
      "Content-Type: application/sdp",
      "Content-Length: 3",
      "x-mine: 1",
    ]);
  });

  it("repeats the ACK for every repeated 2xx and tells the application once", () => {
    answered();
    answer(200, { lines: [CONTACT] });
    answer(200, { lines: [CONTACT] });
    expect(ua.flow.sent).toEqual(["INVITE", "ACK", "ACK", "ACK"]);
    expect(ua.app.heard).toEqual(["200"]);
    expect(ua.last()).toMatchObject({ method: "ACK", uri: "sip:bob@192.0.2.9" });
  });

  it("ends a fork that answers second by itself", () => {
    answered();
    answer(200, { toTag: "carol", lines: ["Contact: <sip:carol@192.0.2.8>"] });
    expect(ua.flow.sent).toEqual(["INVITE", "ACK", "ACK", "BYE"]);
    expect(ua.last()).toMatchObject({ method: "BYE", uri: "sip:carol@192.0.2.8" });
    expect(ua.last().headers.get("To")).toBe("<sip:bob@192.0.2.1>;tag=carol");
    expect([ua.app.heard, ua.dialogs.size, ua.events]).toEqual([["200"], 1, ["dialog.fork-ended"]]);
  });

  it("follows the fork that wins, whoever rang first", () => {
    invite();
    answer(180, { toTag: "carol", lines: ["Contact: <sip:carol@192.0.2.8>"] });
    answer(180);
    answer(200, { lines: [CONTACT] });
    ua.request("ACK sip:x SIP/2.0\n\n", DIALOG);
    expect(ua.last()).toMatchObject({ uri: "sip:bob@192.0.2.9" });
    expect(ua.last().headers.get("To")).toBe("<sip:bob@192.0.2.1>;tag=bob");
  });

  it("holds a CANCEL back until the peer is heard of", () => {
    invite();
    expect(ua.cancel(transactionId)).toMatchObject({ ok: true });
    expect(ua.flow.sent).toEqual(["INVITE"]);
    answer(100);
    expect(ua.flow.sent).toEqual(["INVITE", "CANCEL"]);
    answer(487);
    expect([ua.flow.sent.at(-1), ua.app.heard, ua.dialogs.size]).toEqual(["ACK", ["487"], 0]);
  });

  it("ends a call whose 200 crossed the CANCEL, after the application's ACK", () => {
    invite();
    answer(180);
    ua.cancel(transactionId);
    answer(200, { lines: [CONTACT] });
    expect(ua.flow.sent).toEqual(["INVITE", "CANCEL"]);
    ua.request("ACK sip:x SIP/2.0\n\n", DIALOG);
    ua.clock.advance(0);
    expect(ua.flow.sent).toEqual(["INVITE", "CANCEL", "ACK", "BYE"]);
    expect(ua.last().headers.get("Reason")).toContain("cancel race");
    expect([ua.app.heard, ua.dialogs.size]).toEqual([["180", "200", "own BYE"], 0]);
  });

  it("is taken back when the application goes away, and ended when it is answered all the same", () => {
    invite();
    answer(180);
    ua.hangUp();
    expect(ua.flow.sent).toEqual(["INVITE", "CANCEL"]);
    answer(200, { lines: [CONTACT] });
    expect(ua.flow.sent).toEqual(["INVITE", "CANCEL", "ACK", "BYE"]);
    expect([ua.app.heard, ua.dialogs.size]).toEqual([["180"], 0]);
  });

  it("cancels nothing unknown", () => {
    expect(ua.cancel("nonsense")).toEqual({ ok: false, reason: "unable to cancel unknown transaction id: nonsense" });
  });

  it("absorbs a reliable provisional response that comes again (RFC 3262)", () => {
    invite();
    for (const rseq of [7, 7, 8]) answer(183, { lines: [CONTACT, "Require: 100rel", `RSeq: ${rseq}`] });
    expect(ua.app.heard).toEqual(["183", "183"]);
    ua.request("PRACK sip:x SIP/2.0\nRAck: 8 1 INVITE\n\n", DIALOG);
    expect(ua.last()).toMatchObject({ method: "PRACK", uri: "sip:bob@192.0.2.9" });
    expect(ua.last().headers.get("CSeq")).toBe("2 PRACK");
  });

  it("confirms a reliable response to the fork that sent it, though another rang since", () => {
    invite();
    const reliable = (tag: string, rseq: number): void =>
      answer(183, { toTag: tag, lines: [`Contact: <sip:${tag}@192.0.2.9>`, "Require: 100rel", `RSeq: ${rseq}`] });
    reliable("bob", 7);
    reliable("carol", 9);
    for (const [rseq, target] of [
      [7, "bob"],
      [9, "carol"],
    ] as const) {
      ua.request(`PRACK sip:x SIP/2.0\nRAck: ${rseq} 1 INVITE\n\n`, DIALOG);
      expect(ua.last()).toMatchObject({ method: "PRACK", uri: `sip:${target}@192.0.2.9` });
      expect(ua.last().headers.get("To")).toContain(`tag=${target}`);
    }
  });

  it("refuses an ACK that the transaction sent already, in the server's words", () => {
    invite();
    answer(486);
    expect(ua.request("ACK sip:x SIP/2.0\n\n", DIALOG)).toEqual({
      ok: false,
      reason: "Server error: ACK for non-success final response is automatically generated by server",
    });
  });

  it("keeps nothing of a call that failed", () => {
    invite();
    answer(180);
    answer(486);
    ua.clock.advance(60_000);
    expect([ua.dialogs.size, ua.clock.running]).toEqual([0, 0]);
  });

  it.each([
    ["Content-Type: text/plain", true],
    ["Subject: none", false],
  ])("sends a body that is no SDP only when something says what it is (%s)", (line, ok) => {
    expect(ua.request(`MESSAGE sip:b@192.0.2.2 SIP/2.0\n${line}\n\nhello`).ok).toBe(ok);
  });
});

describe("a dialog we began", () => {
  it("sends by the recorded route, last proxy first (section 12.1.2)", () => {
    answered("Record-Route: <sip:p2.example;lr>, <sip:p1.example;lr>");
    ua.request("INFO sip:placeholder SIP/2.0\n\n", DIALOG);
    expect(ua.hops.at(-1)).toBe("p1.example:5060");
    expect(ua.last()).toMatchObject({ uri: "sip:bob@192.0.2.9" });
    expect(ua.last().headers.all("Route")).toEqual(["<sip:p1.example;lr>", "<sip:p2.example;lr>"]);
  });

  it("knows the strict routers of RFC 2543 (section 12.2.1.1)", () => {
    answered("Record-Route: <sip:p2.example;lr>, <sip:old.example>");
    ua.request("INFO sip:placeholder SIP/2.0\n\n", DIALOG);
    expect(ua.last()).toMatchObject({ uri: "sip:old.example" });
    expect(ua.last().headers.all("Route")).toEqual(["<sip:p2.example;lr>", "<sip:bob@192.0.2.9>"]);
  });

  it("counts its requests and takes a higher number from an application that answers a challenge", () => {
    answered();
    const numbers = ["", "\nCSeq: 50 INFO", "", "\nCSeq: 3 INFO"].map((line) => {
      ua.request(`INFO sip:placeholder SIP/2.0${line}\n\n`, DIALOG);
      return ua.last().headers.get("CSeq");
    });
    expect(numbers).toEqual(["2 INFO", "50 INFO", "51 INFO", "52 INFO"]);
  });

  it("follows the Contact of the answer to a re-INVITE, and acknowledges with its number", () => {
    answered();
    ua.request("INVITE sip:placeholder SIP/2.0\n\nv=0", DIALOG);
    branch = ua.branch();
    answer(200, { cseq: 2, lines: ["Contact: <sip:bob@192.0.2.77>"] });
    ua.request("ACK sip:x SIP/2.0\n\n", DIALOG);
    expect(ua.last()).toMatchObject({ method: "ACK", uri: "sip:bob@192.0.2.77" });
    expect(ua.last().headers.get("CSeq")).toBe("2 ACK");
  });

  it("survives a re-INVITE that is refused", () => {
    answered();
    ua.request("INVITE sip:placeholder SIP/2.0\n\nv=0", DIALOG);
    branch = ua.branch();
    answer(488, { cseq: 2 });
    expect([ua.dialogs.size, ua.app.heard]).toEqual([1, ["200", "488"]]);
    expect(ua.request("BYE sip:placeholder SIP/2.0\n\n", DIALOG).ok).toBe(true);
  });

  it("takes back an open re-INVITE before a BYE", () => {
    answered();
    ua.request("INVITE sip:placeholder SIP/2.0\n\nv=0", DIALOG);
    branch = ua.branch();
    answer(100, { cseq: 2 });
    ua.request("BYE sip:placeholder SIP/2.0\n\n", DIALOG);
    expect(ua.flow.sent.slice(-2)).toEqual(["CANCEL", "BYE"]);
  });

  it("ends with the answer to its BYE, but not with a challenge to it", () => {
    answered();
    for (const [status, left] of [
      [407, 1],
      [200, 0],
    ] as const) {
      ua.request("BYE sip:placeholder SIP/2.0\n\n", DIALOG);
      ua.receive(responseBytes(status, ua.branch(), { method: "BYE", toTag: "bob" }));
      expect(ua.dialogs.size).toBe(left);
    }
  });

  it("is unknown to the application that has none", () => {
    expect(ua.request("INFO sip:placeholder SIP/2.0\n\n", "nope;from-tag=1")).toEqual({
      ok: false,
      reason: "Server error: unable to find dialog for dialog id provided",
    });
  });
});

describe("a registered address", () => {
  const register = (...routes: string[]): void => {
    ua.request(
      "REGISTER sip:here SIP/2.0\nFrom: <sip:alice@here>;tag=alice\nTo: <sip:alice@Here>\nCall-ID: call\nCSeq: 1 REGISTER\n\n",
    );
    branch = ua.branch();
    answer(200, { method: "REGISTER", lines: routes.map((route) => `Service-Route: ${route}`) });
  };
  const routes = (from: string): string[] => {
    ua.request(`OPTIONS sip:bob@there SIP/2.0\nFrom: <sip:${from}>\n\n`);
    return ua.last().headers.all("Route");
  };

  it("sends what it begins by the route its registrar wants (RFC 3608)", () => {
    register("<sip:edge.example;lr>, <sip:core.example;lr>");
    expect(routes("alice@here")).toEqual(["<sip:edge.example;lr>", "<sip:core.example;lr>"]);
    expect(ua.hops.at(-1)).toBe("edge.example:5060");
    expect(routes("bob@here")).toEqual([]);
    register();
    expect([routes("alice@here"), ua.hops.at(-1)]).toEqual([[], "there:5060"]);
  });
});
