import { describe, expect, it } from "vitest";
import { countedIds } from "../testing/counted-ids.ts";
import { fakeFlow } from "../testing/fake-flow.ts";
import type { FakeFlow } from "../testing/fake-flow.ts";
import { HandClock } from "../testing/hand-clock.ts";
import { responseBytes } from "../testing/messages.ts";
import { Headers, NO_BODY } from "../message/message.ts";
import type { SipRequest } from "../message/message.ts";
import { DEFAULT_LIMITS } from "../message/parse.ts";
import { serialise, sizeOf } from "../message/serialise.ts";
import { branchOf, topVia } from "../message/via.ts";
import { DeadTargets } from "../transport/dead-targets.ts";
import type { TransportName } from "../transport/flow.ts";
import { wayAlong } from "../transport/way.ts";
import type { Way } from "../transport/way.ts";
import type { ClientTransaction } from "./client-transaction.ts";
import { PATIENCE } from "./clock.ts";
import { fitted } from "./failover.ts";
import { DEFAULT_BUDGET } from "./budget.ts";
import { TransactionLayer } from "./transaction-layer.ts";

function request(method: string, body = ""): SipRequest {
  const headers = new Headers()
    .add("Via", "SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKfirst")
    .add("From", "<sip:alice@192.0.2.1>;tag=a")
    .add("To", "<sip:bob@uc.test>")
    .add("Call-ID", "call")
    .add("CSeq", `1 ${method}`)
    .add("Contact", "<sip:192.0.2.1:5060>");
  return { kind: "request", method, uri: "sip:bob@uc.test", headers, body: body === "" ? NO_BODY : Buffer.from(body) };
}

/** Targets one behind the other, each a flow of the test's own, and what the user of a request heard. */
function scene(...transports: TransportName[]) {
  const flows = new Map<string, FakeFlow>();
  const clock = new HandClock();
  const dead = new DeadTargets(() => clock.now());
  const targets = transports.map((transport, index) => ({ transport, host: `192.0.2.${index + 2}`, port: 5060 }));
  const open = (target: { transport: TransportName; host: string }): FakeFlow => {
    const name = `${target.transport} ${target.host}`;
    const flow = flows.get(name) ?? fakeFlow(target.transport);
    flows.set(name, flow);
    return flow;
  };
  const way = wayAlong({ targets, open, dead, mayWiden: true });
  if (!way) throw new Error("there is a way");
  const limits = { ...DEFAULT_LIMITS, ...DEFAULT_BUDGET };
  const layer = new TransactionLayer({
    clock,
    ids: countedIds(),
    limits,
    note: () => undefined,
    flowBack: () => undefined,
  });
  return { flows, clock, dead, targets, way, layer, flow: (name: string) => flows.get(name) };
}

function sendAlong(way: Way, layer: TransactionLayer, wanted: SipRequest, mayMove = true) {
  const heard: string[] = [];
  const moved: ClientTransaction[] = [];
  const bound = fitted(wanted, way);
  const user = {
    onResponse: ({ message }: { message: { status: number; headers: Headers } }) =>
      heard.push(`${message.status} ${message.headers.get("Warning") ?? ""}`.trim()),
    onEnd: () => heard.push("end"),
    mayMove: () => mayMove,
    onMoved: (transaction: ClientTransaction) => moved.push(transaction),
  };
  const first = layer.request(bound.request, bound.flow, user, bound.elsewhere);
  return { heard, moved, first };
}

function viaOf(flow: FakeFlow | undefined): string {
  return flow?.messages.at(-1)?.headers.get("Via") ?? "";
}

function branchOn(flow: FakeFlow | undefined): string {
  const top = topVia(viaOf(flow));
  return top ? branchOf(top.via) : "";
}

describe("a request with several targets", () => {
  it("goes to the next when nobody can be reached, with a new branch and our Contact there", () => {
    const { way, layer, flow, clock } = scene("udp", "tcp");
    const { heard, moved, first } = sendAlong(way, layer, request("REGISTER"));
    clock.advance(500);
    flow("udp 192.0.2.2")?.refuse();
    expect(heard).toEqual([]);
    expect(moved.map(({ id }) => id)).toEqual([first.id]);
    expect(viaOf(flow("tcp 192.0.2.3"))).toBe("SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bKbranch1");
    expect(flow("tcp 192.0.2.3")?.messages[0]?.headers.get("Contact")).toBe("<sip:192.0.2.1:5060;transport=tcp>");
    layer.receive(responseBytes(200, "z9hG4bKbranch1", { method: "REGISTER" }), fakeFlow("tcp"));
    clock.advance(0);
    expect(heard).toEqual(["200", "end"]);
  });

  it.each(["INVITE", "REGISTER"])("%s goes to the next when nobody answers in time", (method) => {
    const { way, layer, flow, clock } = scene("udp", "udp");
    const { heard } = sendAlong(way, layer, request(method));
    clock.advance(PATIENCE);
    expect(flow("udp 192.0.2.3")?.sent).toEqual([method]);
    clock.advance(PATIENCE);
    expect(heard).toEqual(["408", "end"]);
  });

  it("goes to the next after a 503, which is acknowledged, and leaves the busy one alone as long as it asked", () => {
    const { way, layer, flow, clock, dead, targets } = scene("udp", "udp");
    const { heard } = sendAlong(way, layer, request("INVITE"));
    layer.receive(responseBytes(503, "z9hG4bKfirst", { toTag: "b", lines: ["Retry-After: 120 (lunch)"] }), fakeFlow());
    expect(flow("udp 192.0.2.2")?.sent).toEqual(["INVITE", "ACK"]);
    expect(flow("udp 192.0.2.3")?.sent).toEqual(["INVITE"]);
    expect(heard).toEqual([]);
    expect(dead.lastly(targets).map(({ host }) => host)).toEqual(["192.0.2.3", "192.0.2.2"]);
    clock.advance(120_000);
    expect(dead.lastly(targets)).toBe(targets);
  });

  it("tells of the 503 of the last one", () => {
    const { way, layer, flow } = scene("udp", "udp");
    const { heard } = sendAlong(way, layer, request("OPTIONS"));
    for (const host of ["192.0.2.2", "192.0.2.3"]) {
      layer.receive(responseBytes(503, branchOn(flow(`udp ${host}`)), { method: "OPTIONS" }), fakeFlow());
    }
    expect(heard).toEqual(["503"]);
  });

  it("stays where the callee rings already", () => {
    const { way, layer, flow } = scene("udp", "udp");
    const { heard } = sendAlong(way, layer, request("INVITE"));
    for (const status of [180, 503]) layer.receive(responseBytes(status, "z9hG4bKfirst", { toTag: "b" }), fakeFlow());
    expect(heard).toEqual(["180", "503"]);
    expect(flow("udp 192.0.2.3")).toBeUndefined();
  });

  it("stays when its user wants it back", () => {
    const { way, layer } = scene("udp", "udp");
    const { heard } = sendAlong(way, layer, request("INVITE"), false);
    layer.receive(responseBytes(503, "z9hG4bKfirst", { toTag: "b" }), fakeFlow());
    expect(heard).toEqual(["503"]);
  });
});

describe("a request too large for a datagram", () => {
  const large = request("INVITE", "v=0".padEnd(1300, "x"));

  it("goes over a connection to the same place", () => {
    const { way, layer, flow } = scene("udp");
    sendAlong(way, layer, large);
    expect(viaOf(flow("tcp 192.0.2.2"))).toBe("SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bKfirst");
    expect(flow("udp 192.0.2.2")?.sent).toEqual([]);
  });

  it("goes as a datagram where the connection is refused, the next one at once", () => {
    const { way, layer, flow } = scene("udp");
    const { heard } = sendAlong(way, layer, large);
    flow("tcp 192.0.2.2")?.close();
    expect(viaOf(flow("udp 192.0.2.2"))).toBe("SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKbranch1");
    expect(heard).toEqual([]);
    expect(fitted(large, way).flow).toBe(way.flow);
  });

  it("is measured as it will be written", () => {
    for (const sample of [large, request("REGISTER"), request("MESSAGE", "é")]) {
      expect(sizeOf(sample)).toBe(serialise(sample).length);
    }
    const { way } = scene("udp");
    const exactly = (bytes: number): SipRequest => request("INVITE", "x".repeat(bytes - sizeOf(request("INVITE")) - 3));
    expect(fitted(exactly(1300), way).flow).toBe(way.flow);
    expect(fitted(exactly(1301), way).flow).not.toBe(way.flow);
  });
});
