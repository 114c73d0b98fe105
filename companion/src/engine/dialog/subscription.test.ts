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

const active = "Subscription-State: active;expires=60";
const terminated = "Subscription-State: terminated;reason=noresource";

/** A request of the peer, in the dialog whose peer's tag is `bob`, unless said otherwise. */
function receive(method: string, sketch: Sketch = {}): void {
  branches += 1;
  ua.receive(requestBytes(method, { branch: `z9hG4bKpeer${branches}`, ...sketch }));
}

/** The peer's answer to the latest request of ours. */
function answer(status: number, sketch: Sketch = {}): void {
  const { headers } = ua.last();
  const [number, method = ""] = (headers.get("CSeq") ?? "").split(" ");
  ua.receive(
    responseBytes(status, ua.branch(), {
      callId: headers.get("Call-ID") ?? "",
      fromTag: /tag=(.*)/.exec(headers.get("From") ?? "")?.[1] ?? "",
      toTag: "bob",
      cseq: Number(number),
      method,
      ...sketch,
    }),
  );
}

describe("what we subscribe to", () => {
  const subscribe = (): void =>
    void ua.request(
      "SUBSCRIBE sip:bob@192.0.2.2 SIP/2.0\nCall-ID: call\nFrom: <sip:a@b>;tag=us\nExpires: 60\nEvent: dialog",
    );
  const notify = (lines: readonly string[], sketch: Sketch = {}): void =>
    receive("NOTIFY", { fromTag: "bob", toTag: "us", cseq: branches + 1, lines, ...sketch });
  const respond = (text: string): boolean => ua.respond(ua.app.ids.at(-1) ?? "", text).ok;

  beforeEach(() => subscribe());

  it("is notified in a dialog of its own, until the last NOTIFY is answered", () => {
    answer(202, { lines: ["Expires: 60"] });
    notify([active]);
    respond("SIP/2.0 200 OK");
    expect([ua.app.heard, ua.dialogs.size]).toEqual([["202", "NOTIFY"], 1]);
    notify([terminated]);
    respond("SIP/2.0 200 OK");
    expect([ua.flow.sent, ua.dialogs.size]).toEqual([["SUBSCRIBE", "200", "200"], 0]);
    notify([active]);
    expect(ua.flow.sent.at(-1)).toBe("481");
  });

  it("hears a NOTIFY that overtook the answer only after it", () => {
    notify([active]);
    expect(ua.app.heard).toEqual([]);
    answer(200);
    ua.clock.advance(20);
    expect(ua.app.heard).toEqual(["200", "NOTIFY"]);
  });

  it("refuses a NOTIFY when it was refused itself, and one of a fork that is not wanted", () => {
    notify([active]);
    answer(489);
    ua.clock.advance(20);
    notify([active]);
    expect(ua.flow.sent).toEqual(["SUBSCRIBE", "481", "481"]);
    subscribe();
    answer(200);
    notify([active], { fromTag: "carol" });
    expect(ua.flow.sent.at(-1)).toBe("481");
  });

  it("is over when it was not refreshed in time, and not before", () => {
    answer(200, { lines: ["Expires: 60"] });
    ua.clock.advance(60_000);
    ua.request("SUBSCRIBE sip:placeholder SIP/2.0\nExpires: 60", "call;from-tag=us");
    answer(200, { lines: ["Expires: 100"] });
    ua.clock.advance(131_000);
    expect(ua.dialogs.size).toBe(1);
    ua.clock.advance(1000);
    expect(ua.dialogs.size).toBe(0);
  });

  it.each([
    [481, 0],
    [489, 0],
    [500, 1],
    [401, 1],
  ])("whose refresh is answered with %i leaves %i dialogs", (status, dialogs) => {
    answer(200);
    ua.request("SUBSCRIBE sip:placeholder SIP/2.0\nExpires: 60", "call;from-tag=us");
    answer(status);
    expect(ua.dialogs.size).toBe(dialogs);
  });

  it("sends no BYE when its application is gone", () => {
    answer(200);
    ua.hangUp();
    expect([ua.flow.sent, ua.dialogs.size]).toEqual([["SUBSCRIBE"], 0]);
  });
});

describe("who subscribes to us", () => {
  const respond = (text: string) => ua.respond(ua.app.ids.at(-1) ?? "", text);
  const DIALOG = "call;from-tag=alice";

  beforeEach(() => {
    receive("SUBSCRIBE", { lines: ["Event: dialog", "Expires: 60"] });
    respond("SIP/2.0 202 Accepted\nExpires: 60");
  });

  it("is notified in the dialog our answer began", () => {
    ua.request(`NOTIFY sip:placeholder SIP/2.0\nEvent: dialog\n${active}`, DIALOG);
    expect(ua.last()).toMatchObject({ method: "NOTIFY", uri: "sip:alice@192.0.2.2" });
    ua.request(`NOTIFY sip:placeholder SIP/2.0\nEvent: dialog\n${terminated}`, DIALOG);
    answer(200, { toTag: "alice" });
    expect(ua.dialogs.size).toBe(0);
  });

  it.each([
    [481, 0],
    [408, 0],
    [500, 1],
  ])("and answers a NOTIFY with %i leaves %i subscriptions", (status, dialogs) => {
    ua.request(`NOTIFY sip:placeholder SIP/2.0\nEvent: dialog\n${active}`, DIALOG);
    answer(status, { toTag: "alice" });
    expect(ua.dialogs.size).toBe(dialogs);
  });

  it("refreshes in the dialog, and is forgotten when it does not", () => {
    ua.clock.advance(60_000);
    receive("SUBSCRIBE", { cseq: 2, toTag: "tag1", lines: ["Event: dialog", "Expires: 60"] });
    respond("SIP/2.0 200 OK\nExpires: 60");
    ua.clock.advance(91_000);
    expect([ua.app.heard, ua.dialogs.size]).toEqual([["SUBSCRIBE", "SUBSCRIBE"], 1]);
    ua.clock.advance(1000);
    expect(ua.dialogs.size).toBe(0);
  });
});

describe("a REFER outside any dialog", () => {
  const refer = (line = "X: y"): void =>
    void ua.request(
      `REFER sip:bob@192.0.2.2 SIP/2.0\nCall-ID: call\nFrom: <sip:a@b>;tag=us\nRefer-To: <sip:c@d>\n${line}`,
    );
  const notified = (): void => receive("NOTIFY", { fromTag: "bob", toTag: "us", lines: ["Event: refer", active] });

  it("is told how it goes", () => {
    refer();
    answer(202);
    notified();
    expect(ua.app.heard).toEqual(["202", "NOTIFY"]);
  });

  it("wants to hear nothing when it says so (RFC 4488)", () => {
    refer("Refer-Sub: false");
    answer(200);
    notified();
    expect([ua.app.heard, ua.flow.sent.at(-1)]).toEqual([["200"], "481"]);
  });

  it("of the peer begins a dialog in which it can be told", () => {
    receive("REFER", { lines: ["Refer-To: <sip:c@d>"] });
    ua.respond(ua.app.ids.at(-1) ?? "", "SIP/2.0 202 Accepted");
    ua.request(`NOTIFY sip:placeholder SIP/2.0\nEvent: refer\n${active}`, "call;from-tag=alice");
    expect(ua.last()).toMatchObject({ method: "NOTIFY", uri: "sip:alice@192.0.2.2" });
  });
});
