import { beforeEach, describe, expect, it } from "vitest";
import { Headers } from "../message/message.ts";
import { proxyFixture } from "../testing/proxy-fixture.ts";
import type { ProxyFixture } from "../testing/proxy-fixture.ts";
import type { SipMessage } from "../message/message.ts";

let net: ProxyFixture;
beforeEach(() => (net = proxyFixture()));

const one = "sip:one@one";
const two = "sip:two@two";
const both = { targets: [one, two] };

function latest(host: string): SipMessage {
  const message = net.target(host).messages.at(-1);
  if (!message) throw new Error(`nothing was sent to ${host}`);
  return message;
}

const lines = (host: string, name: string): string[] => latest(host).headers.all(name);

describe("a request that is passed on", () => {
  it("has our Via on top, one hop less, and the target in its first line", () => {
    net.receive("INVITE", { body: "v=0" }, {});
    expect(latest("one")).toMatchObject({ method: "INVITE", uri: one });
    expect(lines("one", "Via")).toEqual([
      expect.stringMatching(/^SIP\/2\.0\/UDP 192\.0\.2\.1:5060;rport;branch=z9hG4bKbranch1\.[0-9a-f]{16}$/),
      expect.stringContaining("z9hG4bKpeer"),
    ]);
    expect(lines("one", "Max-Forwards")).toEqual(["69"]);
    expect(lines("one", "Record-Route")).toEqual([]);
    expect(latest("one").body.toString()).toBe("v=0");
  });

  it("carries what the application adds, but nothing that is the engine's to write", () => {
    net.receive(
      "INVITE",
      {},
      { headers: new Headers().add("X-Color", "blue").add("Via", "x").add("From", "<sip:x@y>") },
    );
    expect([lines("one", "X-Color"), lines("one", "Via").length, lines("one", "From")]).toEqual([
      ["blue"],
      2,
      ["<sip:alice@192.0.2.2>;tag=alice"],
    ]);
  });

  it("comes back without our Via: 1xx and 2xx at once, and every further 2xx", () => {
    net.receive("INVITE", {}, {});
    net.answer("one", 100);
    net.answer("one", 180);
    net.answer("one", 200);
    net.answer("one", 200);
    expect(net.caller.sent).toEqual(["100", "180", "200", "200"]);
    expect(net.caller.messages.at(-1)?.headers.all("Via")).toEqual([expect.stringContaining("z9hG4bKpeer")]);
    expect(net.told).toEqual(["200", "done"]);
  });

  it("is acknowledged by the proxy itself when a target refuses", () => {
    net.receive("INVITE", {}, {});
    net.answer("one", 404);
    expect(net.target("one").sent).toEqual(["INVITE", "ACK"]);
    expect(net.caller.sent).toEqual(["100", "404"]);
  });

  it.each(["MESSAGE", "OPTIONS", "REGISTER", "INFO"])("may be a %s too", (method) => {
    net.receive(method, {}, { remainsInDialog: true });
    net.answer("one", 200);
    expect([net.caller.sent, lines("one", "Record-Route"), net.proxy.load]).toEqual([
      ["200"],
      [],
      { requests: 0, calls: 0 },
    ]);
  });

  it("is refused with 483 when it came too far, and with 482 when it went in a circle", () => {
    net.receive("INVITE", { maxForwards: 0, branch: "z9hG4bKfar" }, {});
    net.receive("INVITE", {}, {});
    const [ours = ""] = lines("one", "Via");
    net.answer("one", 404);
    net.receive("INVITE", { branch: "z9hG4bKother", lines: [`Via: ${ours}`] }, {});
    expect(net.caller.sent).toEqual(["100", "483", "100", "404", "100", "482"]);
    expect(net.events).toEqual(["max-forwards", "loop"]);
    expect(net.told).toEqual(["nowhere", "404", "done", "nowhere"]);
  });

  it("is answered with 416 when its target is no SIP address, and 500 when there is no way to it", () => {
    net.receive("INVITE", {}, { targets: ["tel:+33199001234"] });
    net.receive("INVITE", { branch: "z9hG4bKother" }, { targets: ["sip:x@lost"] });
    expect(net.caller.sent).toEqual(["100", "416", "100", "500"]);
    expect(net.told).toEqual(["nowhere", "nowhere"]);
  });

  it("is answered with 500 when the only server says 503: that is the server's trouble, not ours", () => {
    net.receive("INVITE", {}, {});
    net.answer("one", 503, ["Retry-After: 60"]);
    expect(net.caller.sent).toEqual(["100", "500"]);
  });
});

describe("several targets, one after the other", () => {
  it("are tried until one says yes", () => {
    net.receive("INVITE", {}, both);
    net.answer("one", 486);
    net.answer("two", 180);
    net.answer("two", 200);
    expect(net.caller.sent).toEqual(["100", "180", "200"]);
    expect(net.told).toEqual(["486", "200", "done"]);
  });

  it("end with the best refusal", () => {
    net.receive("INVITE", {}, both);
    net.answer("one", 500);
    net.answer("two", 486);
    expect(net.caller.sent).toEqual(["100", "486"]);
  });

  it("end at once when one says that nobody wants the call anywhere", () => {
    net.receive("INVITE", {}, both);
    net.answer("one", 603);
    expect([net.caller.sent, net.target("two").sent]).toEqual([["100", "603"], []]);
  });

  it("go on to the next when one is silent for too long, and take the call back from it once it wakes", () => {
    net.receive("INVITE", {}, { ...both, provisionalTimeout: 1000 });
    net.clock.advance(1000);
    expect(net.target("two").sent).toEqual(["INVITE"]);
    net.answer("one", 180);
    expect(net.target("one").sent.at(-1)).toBe("CANCEL");
    net.answer("two", 200);
    expect(net.caller.sent).toEqual(["100", "180", "200"]);
  });

  it("go on to the next when one rings for too long", () => {
    net.receive("INVITE", {}, { ...both, finalTimeout: 20_000 });
    net.answer("one", 180);
    net.clock.advance(20_000);
    expect([net.target("one").sent, net.target("two").sent]).toEqual([["INVITE", "CANCEL"], ["INVITE"]]);
    net.answer("one", 487, [], "INVITE");
    net.clock.advance(20_000);
    expect(net.caller.sent).toEqual(["100", "180", "408"]);
  });

  it("give up a target that rings for more than three minutes (timer C)", () => {
    net.receive("INVITE", {}, {});
    net.answer("one", 180);
    net.clock.advance(180_000);
    net.answer("one", 180);
    net.clock.advance(180_000);
    expect(net.target("one").sent).toEqual(["INVITE"]);
    net.clock.advance(5000);
    expect([net.target("one").sent, net.caller.sent.at(-1)]).toEqual([["INVITE", "CANCEL"], "408"]);
  });

  it("are passed over when they cannot be reached", () => {
    net.receive("INVITE", {}, { targets: ["sip:x@lost", two] });
    net.answer("two", 200);
    expect([net.caller.sent, net.told]).toEqual([
      ["100", "200"],
      ["200", "done"],
    ]);
  });
});

describe("several targets at once", () => {
  const forked = { ...both, simultaneous: true };

  it("all ring; the first yes ends the others", () => {
    net.receive("INVITE", {}, forked);
    net.answer("one", 180);
    net.answer("two", 180);
    net.answer("two", 200);
    expect(net.target("one").sent).toEqual(["INVITE", "CANCEL"]);
    net.answer("one", 487, [], "INVITE");
    expect(net.caller.sent).toEqual(["100", "180", "180", "200"]);
  });

  it("pass on a second yes that crossed the CANCEL: the caller has to end it", () => {
    net.receive("INVITE", {}, forked);
    net.answer("one", 180);
    net.answer("two", 200);
    net.answer("one", 200, [], "INVITE");
    expect(net.caller.sent).toEqual(["100", "180", "200", "200"]);
  });

  it("wait for everybody before they refuse, and ask for all credentials in one go", () => {
    net.receive("INVITE", {}, forked);
    net.answer("one", 401, ['WWW-Authenticate: Digest realm="one"']);
    expect(net.caller.sent).toEqual(["100"]);
    net.answer("two", 407, ['Proxy-Authenticate: Digest realm="two"']);
    expect(net.caller.sent).toEqual(["100", "401"]);
    const refusal = net.caller.messages.at(-1);
    expect([refusal?.headers.get("WWW-Authenticate"), refusal?.headers.get("Proxy-Authenticate")]).toEqual([
      'Digest realm="one"',
      'Digest realm="two"',
    ]);
  });

  it("are all taken back when one says that nobody wants the call anywhere", () => {
    net.receive("INVITE", {}, forked);
    net.answer("two", 180);
    net.answer("one", 600);
    expect([net.target("two").sent, net.caller.sent]).toEqual([
      ["INVITE", "CANCEL"],
      ["100", "180"],
    ]);
    net.answer("two", 487, [], "INVITE");
    expect(net.caller.sent.at(-1)).toBe("600");
  });
});

describe("redirects", () => {
  it("go to the caller unless they are to be followed", () => {
    net.receive("INVITE", {}, {});
    net.answer("one", 302, [`Contact: <${two}>`]);
    expect(net.caller.sent).toEqual(["100", "302"]);
  });

  it("are followed, the best first, and never in a circle", () => {
    net.receive("INVITE", {}, { followsRedirects: true });
    net.answer("one", 302, [`Contact: <sip:three@three>;q=0.5, <${two}>;q=0.9, <${one}>`]);
    expect([net.target("two").sent, net.target("three").sent]).toEqual([["INVITE"], []]);
    net.answer("two", 302, [`Contact: <${one}>`]);
    net.answer("three", 200);
    expect([net.caller.sent, net.target("one").sent]).toEqual([
      ["100", "200"],
      ["INVITE", "ACK"],
    ]);
  });
});

describe("a caller who gives up", () => {
  it("ends every target that rings, and gets its 487", () => {
    net.receive("INVITE", {}, both);
    net.answer("one", 180);
    net.receive("CANCEL");
    expect(net.target("one").sent).toEqual(["INVITE", "CANCEL"]);
    net.answer("one", 487, [], "INVITE");
    expect([net.caller.sent, net.target("two").sent]).toEqual([["100", "180", "200", "487"], []]);
    expect(net.unproxied).toEqual([]);
  });

  it("does not wait for a target that never said anything", () => {
    net.receive("INVITE", {}, {});
    net.receive("CANCEL");
    expect([net.caller.sent, net.target("one").sent]).toEqual([["100", "200", "487"], ["INVITE"]]);
  });
});

describe("a call the proxy stays in", () => {
  const route = ["Route: <sip:192.0.2.1:5060;lr>"];
  const inDialog = { toTag: "callee", lines: route };

  function connect(): void {
    net.receive("INVITE", {}, { remainsInDialog: true });
    net.answer("one", 200);
  }

  it("says so with a Record-Route, above those before it", () => {
    net.receive("INVITE", { lines: ["Record-Route: <sip:192.0.2.9;lr>"] }, { remainsInDialog: true });
    expect(lines("one", "Record-Route")).toEqual(["<sip:192.0.2.1:5060;lr>", "<sip:192.0.2.9;lr>"]);
  });

  it("has its ACK, re-INVITE and BYE passed on without the application", () => {
    connect();
    const to = { ...inDialog, lines: ["Route: <sip:192.0.2.1:5060;lr>, <sip:one;lr>"] };
    net.receive("ACK", { ...to, branch: "z9hG4bKack" });
    net.receive("INVITE", { ...to, branch: "z9hG4bKre", cseq: 2 });
    net.answer("one", 200);
    net.receive("ACK", { ...to, branch: "z9hG4bKack2", cseq: 2 });
    net.receive("BYE", { ...to, branch: "z9hG4bKbye", cseq: 3 });
    net.answer("one", 200);
    expect(net.target("one").sent).toEqual(["INVITE", "ACK", "INVITE", "ACK", "BYE"]);
    expect([lines("one", "Route"), latest("one")]).toMatchObject([["<sip:one;lr>"], { uri: "sip:bob@192.0.2.1" }]);
    expect([net.unproxied, net.proxy.load.calls]).toEqual([[], 0]);
    expect(net.caller.sent).toEqual(["100", "200", "100", "200", "200"]);
  });

  it("has a repeated ACK passed on under the same branch", () => {
    connect();
    const to = { ...inDialog, branch: "z9hG4bKack", lines: ["Route: <sip:192.0.2.1;lr>, <sip:one;lr>"] };
    net.receive("ACK", to);
    const first = lines("one", "Via");
    net.receive("ACK", to);
    expect(lines("one", "Via")).toEqual(first);
  });

  it("is none of ours any more once it was refused or has ended", () => {
    net.receive("INVITE", {}, { remainsInDialog: true });
    net.answer("one", 486);
    net.receive("BYE", { ...inDialog, branch: "z9hG4bKbye" });
    expect(net.unproxied).toEqual(["BYE"]);
  });

  it("does not make us an open relay for calls we never saw", () => {
    connect();
    net.receive("BYE", { ...inDialog, callId: "other", branch: "z9hG4bKbye" });
    net.receive("BYE", { toTag: "callee", branch: "z9hG4bKnoroute" });
    net.receive("ACK", { ...inDialog, callId: "other", branch: "z9hG4bKack" });
    expect([net.unproxied, net.target("one").sent]).toEqual([["BYE", "BYE", "ACK"], ["INVITE"]]);
  });

  it("stands in the call records, on both sides", () => {
    connect();
    net.receive("BYE", { ...inDialog, lines: ["Route: <sip:192.0.2.1;lr>, <sip:one;lr>"], branch: "z9hG4bKbye" });
    expect(net.records).toEqual([
      "attempt application",
      "start network",
      "start application",
      "stop network",
      "stop application",
    ]);
  });
});

it("stops every timer when it stops", () => {
  net.receive("INVITE", {}, { finalTimeout: 10_000 });
  net.answer("one", 180);
  net.proxy.stop();
  net.clock.advance(200_000);
  expect(net.target("one").sent).toEqual(["INVITE"]);
});
