import { beforeEach, describe, expect, it } from "vitest";
import { requestBytes, responseBytes } from "../testing/messages.ts";
import type { Sketch } from "../testing/messages.ts";
import { userAgentFixture } from "../testing/user-agent-fixture.ts";
import type { Fixture } from "../testing/user-agent-fixture.ts";

let ua: Fixture;
let branches: number;
beforeEach(() => {
  ua = userAgentFixture();
  branches = 0;
});

const minutes = (count: number): void => ua.clock.advance(count * 60_000);
const sessionOf = (): Array<string | undefined> =>
  ["Session-Expires", "Require", "Min-SE"].map((name) => ua.last().headers.get(name));

function receive(method: string, sketch: Sketch = {}): void {
  branches += 1;
  ua.receive(requestBytes(method, { branch: `z9hG4bKpeer${branches}`, cseq: branches, ...sketch }));
}

function respond(text: string): void {
  ua.respond(ua.app.ids.at(-1) ?? "", text);
}

/** The peer's answer to the latest request of ours. */
function answer(status: number, lines: readonly string[] = []): void {
  const { headers } = ua.last();
  const [number, method = ""] = (headers.get("CSeq") ?? "").split(" ");
  const sketch = { callId: "call", fromTag: "us", toTag: "bob", cseq: Number(number), method };
  ua.receive(responseBytes(status, ua.branch(), { ...sketch, lines: ["Contact: <sip:bob@192.0.2.2>", ...lines] }));
}

describe("a call of ours", () => {
  const connect = (...lines: string[]): void => {
    ua.request(
      "INVITE sip:bob@192.0.2.2 SIP/2.0\nCall-ID: call\nFrom: <sip:a@b>;tag=us\nSession-Expires: 1800\n\nv=0 ours",
    );
    answer(200, lines);
    ua.request("ACK sip:placeholder SIP/2.0", "call;from-tag=us");
  };

  it("that nobody timed is left alone", () => {
    connect();
    minutes(600);
    expect(ua.flow.sent).toEqual(["INVITE", "ACK"]);
  });

  it("that we have to refresh is refreshed at half time with an UPDATE, again and again", () => {
    connect("Session-Expires: 1800;refresher=uac", "Allow: INVITE, UPDATE");
    minutes(15);
    expect(ua.last()).toMatchObject({ method: "UPDATE", body: Buffer.alloc(0) });
    expect(sessionOf()[0]).toBe("1800;refresher=uac");
    answer(200, ["Session-Expires: 1200;refresher=uac"]);
    minutes(10);
    answer(200, ["Session-Expires: 1200;refresher=uac"]);
    expect(ua.flow.sent).toEqual(["INVITE", "ACK", "UPDATE", "UPDATE"]);
    expect(ua.app.heard).toEqual(["200"]);
  });

  it("is refreshed with the same description when the peer takes no UPDATE", () => {
    connect("Session-Expires: 1800;refresher=uac");
    minutes(15);
    expect(ua.last()).toMatchObject({ method: "INVITE", body: Buffer.from("v=0 ours") });
    answer(200, ["Session-Expires: 1800;refresher=uac"]);
    expect([ua.flow.sent, ua.app.heard]).toEqual([["INVITE", "ACK", "INVITE", "ACK"], ["200"]]);
  });

  it("is refreshed less often when the peer wants it so", () => {
    connect("Session-Expires: 100;refresher=uac", "Allow: UPDATE");
    ua.clock.advance(50_000);
    answer(422, ["Min-SE: 600"]);
    ua.clock.advance(0);
    expect(sessionOf()[0]).toBe("600;refresher=uac");
  });

  it("is refreshed later when something else is under way", () => {
    connect("Session-Expires: 1800;refresher=uac", "Allow: UPDATE");
    minutes(15);
    answer(491);
    ua.clock.advance(4000);
    expect(ua.flow.sent).toEqual(["INVITE", "ACK", "UPDATE", "UPDATE"]);
  });

  it.each([481, 408])("ends when its refresh is answered with %i", (status) => {
    connect("Session-Expires: 1800;refresher=uac", "Allow: UPDATE");
    minutes(15);
    answer(status);
    expect([ua.app.heard, ua.dialogs.size]).toEqual([["200", "own BYE"], 0]);
    expect(ua.records.at(-1)).toBe("stop application session-expired");
  });

  it("ends when the peer should have refreshed it and did not", () => {
    connect("Session-Expires: 1800;refresher=uas");
    ua.clock.advance(1800_000 - 32_000 - 1);
    expect(ua.flow.sent).toEqual(["INVITE", "ACK"]);
    ua.clock.advance(1);
    expect([ua.last(), ua.dialogs.size]).toMatchObject([{ method: "BYE" }, 0]);
    expect(ua.last().headers.get("Reason")).toContain("Session timer expired");
    minutes(60);
    expect(ua.flow.sent.filter((method) => method !== "BYE")).toEqual(["INVITE", "ACK"]);
  });
});

describe("a call of the peer", () => {
  const invite = (...lines: string[]): void => receive("INVITE", { lines });

  it("gets the timer it asks for, and refreshes it itself", () => {
    invite("Session-Expires: 1800", "Supported: timer");
    respond("SIP/2.0 200 OK\n\nv=0 ours");
    expect(sessionOf()).toEqual(["1800;refresher=uac", "timer", undefined]);
    receive("ACK", { toTag: "tag1", cseq: 1 });
    minutes(25);
    receive("UPDATE", { toTag: "tag1", lines: ["Session-Expires: 1800;refresher=uac", "Supported: timer"] });
    respond("SIP/2.0 200 OK");
    expect(sessionOf()[0]).toBe("1800;refresher=uac");
    minutes(25);
    expect(ua.dialogs.size).toBe(1);
    minutes(5);
    expect(ua.dialogs.size).toBe(0);
  });

  it("is refreshed by us when it knows no timers but a proxy asked for one", () => {
    invite("Session-Expires: 1800", "Allow: UPDATE");
    respond("SIP/2.0 200 OK\n\nv=0 ours");
    expect(sessionOf()).toEqual(["1800;refresher=uas", undefined, undefined]);
    receive("ACK", { toTag: "tag1", cseq: 1 });
    minutes(15);
    expect(ua.last()).toMatchObject({ method: "UPDATE" });
  });

  it("keeps what the application says about it", () => {
    invite("Session-Expires: 1800", "Supported: timer");
    respond("SIP/2.0 200 OK\nSession-Expires: 600;refresher=uas\n\nv=0 ours");
    expect(sessionOf()[0]).toBe("600;refresher=uas");
  });

  it("that wants to be refreshed more often than every 90 s is told so", () => {
    invite("Session-Expires: 60", "Supported: timer");
    expect([ua.flow.sent, sessionOf()[2], ua.app.heard]).toEqual([["100", "422"], "90", []]);
    expect(ua.last()).toMatchObject({ reason: "Session Interval Too Small" });
  });
});
