import { beforeEach, describe, expect, it } from "vitest";
import { answer } from "../message/answers.ts";
import { DEFAULT_LIMITS } from "../message/parse.ts";
import { countedIds } from "../testing/counted-ids.ts";
import { fakeFlow } from "../testing/fake-flow.ts";
import type { FakeFlow } from "../testing/fake-flow.ts";
import { HandClock } from "../testing/hand-clock.ts";
import { requestBytes } from "../testing/messages.ts";
import type { ServerTransaction } from "./server-transaction.ts";
import { DEFAULT_BUDGET } from "./budget.ts";
import { TransactionLayer } from "./transaction-layer.ts";
import type { TransactionEvent } from "./transaction-layer.ts";

let clock: HandClock;
let flow: FakeFlow;
let layer: TransactionLayer;
let requests: ServerTransaction[];
let others: string[];
let events: TransactionEvent[];

beforeEach(() => start("udp"));

function start(transport: "udp" | "tcp", transactions = 100): void {
  clock = new HandClock();
  flow = fakeFlow(transport);
  [requests, others, events] = [[], [], []];
  layer = new TransactionLayer({
    clock,
    ids: countedIds(),
    limits: { ...DEFAULT_LIMITS, ...DEFAULT_BUDGET, transactions },
    note: (event) => events.push(event),
    flowBack: () => undefined,
  });
  layer.attach({
    ignores: () => false,
    onRequest: (transaction) => requests.push(transaction),
    onAck: () => others.push("ack"),
    onCancel: () => others.push("cancel"),
    onStrayResponse: () => others.push("stray"),
  });
}

function receive(method: string, sketch: Parameters<typeof requestBytes>[1] = {}): void {
  layer.receive(requestBytes(method, sketch), flow);
}

function respond(status: number): boolean {
  const [transaction] = requests;
  if (!transaction) throw new Error("no request came");
  return transaction.respond(answer(transaction.request, status, transaction.localTag)) !== undefined;
}

describe("an INVITE server transaction", () => {
  it("says 100 at once, without a tag, and repeats what it said last", () => {
    receive("INVITE");
    receive("INVITE");
    respond(180);
    receive("INVITE");
    expect(flow.sent).toEqual(["100", "100", "180", "180"]);
    expect(flow.messages[0]?.headers.get("To")).toBe("<sip:bob@192.0.2.1>");
    expect(requests).toHaveLength(1);
  });

  it("repeats a refusal at doubling intervals up to 4 s until the ACK, then absorbs for 5 s", () => {
    receive("INVITE");
    respond(486);
    clock.advance(7500);
    expect(flow.sent).toEqual(["100", "486", "486", "486", "486", "486"]);
    receive("ACK");
    receive("ACK");
    clock.advance(4999);
    expect([layer.size, others]).toEqual([1, []]);
    clock.advance(1);
    expect([layer.size, flow.sent.length]).toEqual([0, 6]);
  });

  it("gives a refusal up after 32 s without an ACK", () => {
    receive("INVITE");
    respond(486);
    clock.advance(32_000);
    expect([layer.size, clock.running]).toEqual([0, 0]);
  });

  it("does not repeat a refusal over TCP", () => {
    start("tcp");
    receive("INVITE");
    respond(486);
    clock.advance(20_000);
    expect(flow.sent).toEqual(["100", "486"]);
  });

  it("absorbs the INVITE for 32 s after a 2xx, which the dialog repeats (RFC 6026)", () => {
    receive("INVITE");
    respond(200);
    receive("INVITE");
    receive("ACK", { branch: "z9hG4bKack" });
    expect([flow.sent, requests.length, others]).toEqual([["100", "200"], 1, ["ack"]]);
    clock.advance(32_000);
    expect(layer.size).toBe(0);
  });

  it("takes one final response only", () => {
    receive("INVITE");
    expect([respond(486), respond(200), respond(180)]).toEqual([true, false, false]);
  });

  it("answers a CANCEL itself and tells the user, once", () => {
    receive("INVITE");
    receive("CANCEL");
    receive("CANCEL");
    expect(flow.sent).toEqual(["100", "200", "200"]);
    expect(others).toEqual(["cancel"]);
  });

  it("answers 200 to a CANCEL that comes too late, and changes nothing (section 9.2)", () => {
    receive("INVITE");
    respond(486);
    receive("CANCEL");
    expect([flow.sent.at(-1), others]).toEqual(["200", []]);
  });

  it("answers 481 to a CANCEL for nothing", () => {
    receive("CANCEL");
    expect(flow.sent).toEqual(["481"]);
  });
});

describe("a non-INVITE server transaction", () => {
  it("says nothing by itself, then repeats its answer for 32 s", () => {
    receive("OPTIONS");
    receive("OPTIONS");
    expect([flow.sent, requests.length]).toEqual([[], 1]);
    respond(200);
    receive("OPTIONS");
    expect(flow.sent).toEqual(["200", "200"]);
    clock.advance(32_000);
    receive("OPTIONS");
    expect(requests).toHaveLength(2);
  });

  it("tells requests apart by branch, sent-by and method (section 17.2.3)", () => {
    receive("OPTIONS", { branch: "z9hG4bKone" });
    receive("OPTIONS", { branch: "z9hG4bKtwo" });
    receive("MESSAGE", { branch: "z9hG4bKtwo" });
    expect(requests).toHaveLength(3);
  });

  it("tells requests without the magic cookie apart by their other fields", () => {
    receive("OPTIONS", { branch: "1" });
    receive("OPTIONS", { branch: "1" });
    receive("OPTIONS", { branch: "1", cseq: 2 });
    expect(requests).toHaveLength(2);
  });
});

describe("what is no transaction", () => {
  it("answers 400 to a request with a flaw, without state", () => {
    receive("INVITE", { method: "OPTIONS" });
    expect([flow.sent, layer.size]).toEqual([["400"], 0]);
    expect(events).toEqual([{ name: "message.refused", reason: "CSeq Method Mismatch", transport: "udp" }]);
  });

  it("answers 400 to a request whose body is shorter than it says", () => {
    const whole = requestBytes("OPTIONS", { body: "hello" });
    layer.receive(whole.subarray(0, -2), flow);
    expect([flow.sent, layer.size]).toEqual([["400"], 0]);
  });

  it("drops what is no SIP", () => {
    layer.receive(Buffer.from("GET / HTTP/1.1\r\n\r\n"), flow);
    expect([flow.sent, events.length]).toEqual([[], 1]);
  });

  it("answers 503 when there are too many transactions", () => {
    start("udp", 1);
    receive("OPTIONS", { branch: "z9hG4bKone" });
    receive("OPTIONS", { branch: "z9hG4bKtwo" });
    expect([flow.sent, requests.length]).toEqual([["503"], 1]);
    expect(flow.messages[0]?.headers.get("Retry-After")).toBe("5");
  });
});
