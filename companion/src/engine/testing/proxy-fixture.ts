import type { Ways } from "../dialog/core.ts";
import { Headers } from "../message/message.ts";
import type { SipMessage, SipRequest } from "../message/message.ts";
import { serialise } from "../message/serialise.ts";
import { DEFAULT_LIMITS } from "../message/parse.ts";
import { plainOrder } from "../proxy/order.ts";
import type { ProxyOrder } from "../proxy/order.ts";
import { beforeUserAgent } from "../proxy/before-user-agent.ts";
import { Proxy } from "../proxy/proxy.ts";
import type { ProxyReport } from "../proxy/proxy.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";
import { DEFAULT_BUDGET } from "../transaction/budget.ts";
import type { TransactionUser } from "../transaction/transaction-layer.ts";
import { TransactionLayer } from "../transaction/transaction-layer.ts";
import { countedIds } from "./counted-ids.ts";
import { fakeFlow } from "./fake-flow.ts";
import type { FakeFlow } from "./fake-flow.ts";
import { HandClock } from "./hand-clock.ts";
import { requestBytes } from "./messages.ts";
import type { Sketch } from "./messages.ts";

/** A proxy at 192.0.2.1 without a network: a caller, targets by name, a clock turned by hand. */
export type ProxyFixture = {
  readonly proxy: Proxy;
  readonly clock: HandClock;
  readonly caller: FakeFlow;
  /** What the application that ordered was told, in short: `404`, `done`, `nowhere`. */
  readonly told: string[];
  readonly records: string[];
  readonly events: string[];
  /** Requests that reached the user agent instead. */
  readonly unproxied: string[];
  /** The way to a target; `lost` has none. */
  target(host: string): FakeFlow;
  /** A request of the caller, ordered as said when it is new. */
  receive(method: string, sketch?: Sketch, order?: Partial<ProxyOrder>): void;
  /** A response of a target to the latest request of that method it got. */
  answer(host: string, status: number, lines?: readonly string[], method?: string): void;
};

/** Builds proxy and transactions on flows that exist only in the test. */
export function proxyFixture(): ProxyFixture {
  const [clock, caller, ids] = [new HandClock(), fakeFlow(), countedIds()];
  const [told, records, events, unproxied]: [string[], string[], string[], string[]] = [[], [], [], []];
  const limits = { ...DEFAULT_LIMITS, ...DEFAULT_BUDGET };
  const transactions = new TransactionLayer({ clock, ids, limits, note: () => undefined, flowBack: () => undefined });
  const target = targetsBeside(caller);
  const proxy = new Proxy({
    transports: waysTo(caller, target),
    transactions,
    clock,
    ids,
    isOurs: ({ host }) => host === "192.0.2.1",
    record: (record) => void records.push(`${record.kind} ${record.source}`),
    note: (event) => void events.push(event.name === "proxy.refused" ? event.reason : event.name),
  });
  let wanted: Partial<ProxyOrder> | undefined;
  const report: ProxyReport = {
    final: ({ message }) => told.push(String(message.status)),
    done: (reached) => told.push(reached ? "done" : "nowhere"),
  };
  const onRequest = (server: ServerTransaction): void => {
    if (wanted) proxy.forward(server, { ...plainOrder("sip:one@one", new Headers()), ...wanted }, report);
    else unproxied.push(server.request.method);
  };
  const user = { onRequest, ...listener(unproxied) };
  transactions.attach(beforeUserAgent(proxy, user));
  return {
    proxy,
    clock,
    caller,
    told,
    records,
    events,
    unproxied,
    target,
    receive(method, sketch = {}, order) {
      wanted = order;
      transactions.receive(requestBytes(method, sketch), caller);
    },
    answer(host, status, lines = [], method) {
      const response = responseTo(latestRequest(target(host), method), status, lines);
      transactions.receive(serialise(response), target(host));
    },
  };
}

/** A flow for each host; the caller is one of them. */
function targetsBeside(caller: FakeFlow): (host: string) => FakeFlow {
  const flows = new Map([["192.0.2.2", caller]]);
  return (host) => {
    const flow = flows.get(host) ?? fakeFlow();
    flows.set(host, flow);
    return flow;
  };
}

const NUMERIC = { transports: ["udp"], free: false, secure: false } as const;

function waysTo(caller: FakeFlow, target: (host: string) => FakeFlow): Ways {
  const way = { binding: caller.binding, flowTo: () => caller, stop: () => Promise.resolve() };
  return {
    nextHop: ({ host, port = 5060 }) => (host === "lost" ? "own-address" : { ...NUMERIC, transport: way, host, port }),
    wayTo: ({ host }) => ({ flow: target(host), next: () => undefined }),
  };
}

function listener(heard: string[]): Omit<TransactionUser, "onRequest"> {
  return {
    ignores: () => false,
    onAck: ({ message }) => void heard.push(message.method),
    onCancel: (_invite, { message }) => void heard.push(message.method),
    onStrayResponse: () => undefined,
  };
}

function latestRequest({ messages }: FakeFlow, method: string | undefined): SipRequest {
  const found = messages.findLast((each) => isRequest(each) && (method ?? each.method) === each.method);
  if (!found || !isRequest(found)) throw new Error("no such request was sent");
  return found;
}

const isRequest = (message: SipMessage): message is SipRequest => message.kind === "request";

function responseTo(request: SipRequest, status: number, lines: readonly string[]): SipMessage {
  const headers = new Headers();
  for (const name of ["Via", "From", "To", "Call-ID", "CSeq"]) {
    for (const value of request.headers.all(name)) {
      headers.add(name, name === "To" && !value.includes("tag=") && status > 100 ? `${value};tag=callee` : value);
    }
  }
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers.add(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return { kind: "response", status, reason: "Whatever", headers, body: Buffer.alloc(0) };
}
