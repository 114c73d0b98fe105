import { beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, parse } from "../message/parse.ts";
import type { SipRequest } from "../message/message.ts";
import { countedIds } from "../testing/counted-ids.ts";
import { fakeFlow } from "../testing/fake-flow.ts";
import type { FakeFlow } from "../testing/fake-flow.ts";
import { HandClock } from "../testing/hand-clock.ts";
import { requestBytes, responseBytes } from "../testing/messages.ts";
import type { ClientTransaction } from "./client-transaction.ts";
import { DEFAULT_BUDGET } from "./budget.ts";
import { TransactionLayer } from "./transaction-layer.ts";

let clock: HandClock;
let flow: FakeFlow;
let layer: TransactionLayer;
let heard: string[];

beforeEach(() => start("udp"));

function start(transport: "udp" | "tcp"): void {
  clock = new HandClock();
  flow = fakeFlow(transport);
  heard = [];
  layer = new TransactionLayer({
    clock,
    ids: countedIds(),
    limits: { ...DEFAULT_LIMITS, ...DEFAULT_BUDGET },
    note: () => undefined,
    flowBack: () => undefined,
  });
}

function request(method: string): SipRequest {
  const parsed = parse(requestBytes(method, { branch: "z9hG4bKours" }));
  if (!parsed.ok || parsed.message.kind === "response") throw new Error("no request");
  return parsed.message;
}

function send(method: string): ClientTransaction {
  return layer.request(request(method), flow, {
    onResponse: ({ message, size }) => heard.push(size === 0 ? `own ${message.status}` : String(message.status)),
    onEnd: () => heard.push("end"),
  });
}

function answer(status: number, method: string, toTag = "bob"): void {
  layer.receive(responseBytes(status, "z9hG4bKours", { method, toTag }), flow);
}

describe("an INVITE client transaction", () => {
  it("sends again at 0.5, 1.5, 3.5 … s over UDP and gives up with a 408 of its own at 32 s", () => {
    send("INVITE");
    const counts = [499, 1, 999, 1, 1999, 1].map((ms) => {
      clock.advance(ms);
      return flow.sent.length;
    });
    expect(counts).toEqual([1, 2, 2, 3, 3, 4]);
    clock.advance(28_499);
    expect(heard).toEqual([]);
    clock.advance(1);
    expect(flow.sent).toHaveLength(7);
    expect(heard).toEqual(["own 408", "end"]);
    expect([clock.running, layer.size]).toEqual([0, 0]);
  });

  it("never sends again over TCP, and waits as long", () => {
    start("tcp");
    send("INVITE");
    clock.advance(32_000);
    expect(flow.sent).toEqual(["INVITE"]);
    expect(heard).toEqual(["own 408", "end"]);
  });

  it("stops sending at the first provisional response and then waits for ever", () => {
    send("INVITE");
    answer(180, "INVITE");
    answer(183, "INVITE");
    clock.advance(3_600_000);
    expect(flow.sent).toEqual(["INVITE"]);
    expect(heard).toEqual(["180", "183"]);
  });

  it("acknowledges a refusal, and again when it is repeated, for 32 s", () => {
    send("INVITE");
    answer(486, "INVITE");
    answer(486, "INVITE");
    expect(flow.sent).toEqual(["INVITE", "ACK", "ACK"]);
    expect(flow.messages[1]?.headers.get("To")).toBe("<sip:bob@192.0.2.1>;tag=bob");
    expect(flow.messages[1]?.headers.get("CSeq")).toBe("1 ACK");
    expect(heard).toEqual(["486"]);
    clock.advance(32_000);
    expect(heard).toEqual(["486", "end"]);
  });

  it("delivers every 2xx for 32 s, because each fork sends its own (RFC 6026)", () => {
    send("INVITE");
    answer(200, "INVITE", "one");
    answer(200, "INVITE", "two");
    expect(flow.sent).toEqual(["INVITE"]);
    clock.advance(32_000);
    expect(heard).toEqual(["200", "200", "end"]);
  });

  it("answers 503 itself when the transport fails", () => {
    flow.fail();
    send("INVITE");
    expect(heard).toEqual(["own 503", "end"]);
  });

  it("goes on ringing when the connection closes: the answer may come by another (section 18.2.2)", () => {
    start("tcp");
    send("INVITE");
    answer(180, "INVITE");
    flow.close();
    answer(200, "INVITE");
    expect(heard).toEqual(["180", "200"]);
  });

  it("answers 503 itself when nobody listens there", () => {
    send("INVITE");
    clock.advance(500);
    flow.refuse();
    expect(heard).toEqual(["own 503", "end"]);
  });

  it("ends 32 s after a CANCEL that never led to a final response", () => {
    const transaction = send("INVITE");
    answer(180, "INVITE");
    transaction.signal("cancel");
    clock.advance(32_000);
    expect(heard).toEqual(["180", "own 408", "end"]);
  });
});

describe("a non-INVITE client transaction", () => {
  it("sends again at doubling intervals up to 4 s and gives up at 32 s", () => {
    send("OPTIONS");
    clock.advance(31_999);
    // 0, 0.5, 1.5, 3.5, 7.5, then every 4 s
    expect(flow.sent).toHaveLength(11);
    clock.advance(1);
    expect(heard).toEqual(["own 408", "end"]);
  });

  it("goes on sending, every 4 s, after a provisional response", () => {
    send("OPTIONS");
    answer(100, "OPTIONS");
    clock.advance(500);
    expect(flow.sent).toHaveLength(2);
    clock.advance(8000);
    expect(flow.sent).toHaveLength(4);
  });

  it("absorbs a repeated final response for 5 s over UDP", () => {
    send("OPTIONS");
    answer(200, "OPTIONS");
    answer(200, "OPTIONS");
    clock.advance(5000);
    expect(heard).toEqual(["200", "end"]);
  });

  it("answers 503 itself when the connection closes before anything came", () => {
    start("tcp");
    send("OPTIONS");
    flow.close();
    expect(heard).toEqual(["own 503", "end"]);
  });

  it("ends at once over TCP", () => {
    start("tcp");
    send("OPTIONS");
    answer(200, "OPTIONS");
    clock.advance(0);
    expect(heard).toEqual(["200", "end"]);
  });
});
