import { describe, expect, it } from "vitest";
import { newsOf, remember } from "./arriving/call-news.ts";
import { clock, endedBadly, peerWords, stateText, talkedSeconds } from "./call-view.ts";
import { roleOf } from "./transfer/consultation.ts";
import { aCall } from "./testing.ts";

describe("a call's words", () => {
  it("say its state, and once it is over, why", () => {
    expect(stateText(aCall({ state: "ringing" }))).toBe("calls:state.ringing");
    expect(stateText(aCall({ state: "ringing", earlyMedia: true }))).toBe("calls:early-media");
    expect(stateText(aCall({ heldByPeer: true }))).toBe("calls:held-by-peer");
    expect(stateText(aCall({ state: "held", transfer: { state: "ringing", to: "5013" } }))).toBe(
      "calls:transfer.ringing",
    );
    expect(stateText(aCall({ state: "ended", end: "busy", heldByPeer: true }))).toBe("calls:end.busy");
  });

  it("are bad news only where nobody wished the end", () => {
    expect(endedBadly(aCall({ state: "ended", end: "busy" }))).toBe(true);
    expect(endedBadly(aCall({ state: "ended", end: "hung-up" }))).toBe(false);
    expect(endedBadly(aCall())).toBe(false);
  });

  it("tell who sent the call on: they, or we, who wished it", () => {
    const outgoing = aCall({ state: "ended", end: "forwarded" });
    const incoming = aCall({ state: "ended", end: "forwarded", direction: "incoming" });
    expect([stateText(outgoing), endedBadly(outgoing)]).toEqual(["calls:end.forwarded", true]);
    expect([stateText(incoming), endedBadly(incoming)]).toEqual(["calls:forwarded-by-you", false]);
  });

  it("name the other side once", () => {
    const show = (number: string): string => `<${number}>`;
    expect(peerWords(aCall(), show)).toEqual({ name: "<+33199001234>", number: null });
    expect(peerWords(aCall({ peer: { number: "202", name: "202" } }), show)).toEqual({ name: "<202>", number: null });
    expect(peerWords(aCall({ peer: { number: "202", name: "Zoé" } }), show)).toEqual({ name: "Zoé", number: "<202>" });
  });
});

describe("a consultation", () => {
  const [first, consultant] = [aCall({ id: "c1" }), aCall({ id: "c2", consults: "c1" })];
  const calls = [first, consultant, aCall({ id: "c3" })];

  it("is known from either of its calls, and from no other", () => {
    expect(calls.map((call) => roleOf(call, calls))).toEqual([
      { kind: "first", consultant },
      { kind: "consultant", first },
      null,
    ]);
  });
});

describe("a call's time", () => {
  it("runs from the answer to the end", () => {
    expect(talkedSeconds(aCall({ answeredAt: null }), 90_000)).toBeNull();
    expect(talkedSeconds(aCall(), 62_500)).toBe(61);
    expect(talkedSeconds(aCall({ endedAt: 11_000 }), 90_000)).toBe(10);
    expect(talkedSeconds(aCall({ answeredAt: 5000 }), 4000)).toBe(0);
  });

  it.each([
    [0, "00:00"],
    [61, "01:01"],
    [3599, "59:59"],
    [3723, "1:02:03"],
  ])("%i seconds are %s", (seconds, shown) => {
    expect(clock(seconds)).toBe(shown);
  });
});

describe("what is announced", () => {
  it("is every change of a call's words, once", () => {
    const before = remember([aCall(), aCall({ id: "c2", state: "ringing" })]);
    const now = [aCall({ muted: true }), aCall({ id: "c2" }), aCall({ id: "c3", state: "offered" })];
    expect(newsOf(before, now).map(({ text }) => text)).toEqual(["calls:state.active", "calls:state.offered"]);
    expect(newsOf(remember(now), now)).toEqual([]);
  });

  it("is a transfer that failed, and not that the call is as before", () => {
    const failed = aCall({ state: "held", transfer: { state: "failed", to: "5013", reason: "busy" } });
    const told = newsOf(remember([aCall({ state: "held" })]), [failed]);
    expect(told.map(({ text }) => text)).toEqual(["calls:transfer.failed.busy"]);
    expect(newsOf(remember([failed]), [{ ...failed, state: "active" }])).toEqual([]);
  });
});
