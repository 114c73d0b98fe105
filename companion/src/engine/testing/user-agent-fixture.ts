import type { Application, Outcome } from "../dialog/application.ts";
import type { CallRecord } from "../dialog/call-record.ts";
import type { DialogEvent } from "../dialog/core.ts";
import { DEFAULT_DIALOG_LIMITS, DialogTable } from "../dialog/dialog-table.ts";
import type { DialogLimits } from "../dialog/dialog-table.ts";
import type { Understanding } from "../dialog/understanding.ts";
import { createUserAgent } from "../dialog/user-agent.ts";
import type { UserAgent } from "../dialog/user-agent.ts";
import type { SipMessage, SipRequest, SipResponse } from "../message/message.ts";
import { DEFAULT_LIMITS, parseSparse } from "../message/parse.ts";
import { branchOf, topVia } from "../message/via.ts";
import { DEFAULT_BUDGET } from "../transaction/budget.ts";
import { TransactionLayer } from "../transaction/transaction-layer.ts";
import type { TransportName } from "../transport/flow.ts";
import { countedIds } from "./counted-ids.ts";
import { fakeFlow } from "./fake-flow.ts";
import type { FakeFlow } from "./fake-flow.ts";
import { HandClock } from "./hand-clock.ts";

/** What an application heard, in short: `INVITE uuid1`, `200`, `ack`, `cancel`, `own BYE`. */
export type Ear = Omit<Application, "alive"> & { alive: boolean; readonly heard: string[]; readonly ids: string[] };

/** A user agent without a network: one peer, one application, a clock turned by hand. */
export type Fixture = {
  readonly agent: UserAgent;
  readonly app: Ear;
  readonly clock: HandClock;
  readonly flow: FakeFlow;
  readonly dialogs: DialogTable;
  readonly events: string[];
  /** The URIs that were asked for a way, in order. */
  readonly hops: string[];
  /** The call records, in short: `attempt network`, `start application uas`, `stop network normal-release`. */
  readonly records: string[];
  receive(bytes: Buffer): void;
  /** Sends a request of the application and returns its outcome; `dialogId` "" for one outside any dialog. */
  request(text: string, dialogId?: string): Outcome;
  respond(transactionId: string, text: string): Outcome;
  cancel(transactionId: string): Outcome;
  /** The application is gone. */
  hangUp(): void;
  /** The message the engine sent last, and the branch of its Via. */
  last(): SipMessage;
  branch(): string;
};

/** What may differ from one fixture to the next. */
export type FixtureOptions = {
  readonly transport?: TransportName;
  readonly routed?: boolean;
  readonly trusted?: boolean;
  readonly understands?: Understanding;
  readonly limits?: Partial<DialogLimits>;
};

/** Builds the layers from the transactions up. */
export function userAgentFixture(options: FixtureOptions = {}): Fixture {
  const { transport = "udp", routed = true, trusted = true, understands } = options;
  const [clock, flow, ids, app] = [new HandClock(), fakeFlow(transport), countedIds(), ear()];
  const [events, hops, records]: [string[], string[], string[]] = [[], [], []];
  const limits = { ...DEFAULT_LIMITS, ...DEFAULT_BUDGET, ...DEFAULT_DIALOG_LIMITS, ...options.limits };
  const transactions = new TransactionLayer({
    clock,
    ids,
    limits,
    note: () => undefined,
    flowBack: () => undefined,
    trusts: () => trusted,
  });
  const dialogs = new DialogTable();
  const way = { binding: flow.binding, flowTo: () => flow, stop: () => Promise.resolve() };
  const transports = {
    nextHop: ({ host, port = 5060 }: { host: string; port: number | undefined }) => {
      hops.push(`${host}:${port}`);
      return { transport: way, host, port, transports: [transport], free: false, secure: false };
    },
    wayTo: () => ({ flow, next: () => undefined }),
  };
  const note = (event: DialogEvent): void => void events.push(event.name);
  const record = (each: CallRecord): void => void records.push(recordInShort(each));
  const core = { transports, transactions, dialogs, clock, ids, record, note };
  const agent = createUserAgent(core, {
    route: () => (routed ? app : undefined),
    trust: () => trusted,
    understands,
    limits,
  });
  transactions.attach(agent.user);
  const last = (): SipMessage => flow.messages.at(-1) ?? fail("nothing was sent");
  return {
    agent,
    app,
    clock,
    flow,
    dialogs,
    events,
    hops,
    records,
    receive: (bytes) => transactions.receive(bytes, flow),
    request: (text, dialogId = "") => now(send(agent, app, sparse(text) as SipRequest, dialogId)),
    respond: (id, text) => agent.server.respond(app, id, sparse(text) as SipResponse),
    cancel: (id) => agent.client.cancel(app, id, sparse("CANCEL sip:x SIP/2.0") as SipRequest),
    hangUp: () => {
      app.alive = false;
      agent.forget(app);
    },
    last,
    branch: () => branchOf(topVia(last().headers.get("Via") ?? "")?.via ?? fail("no Via")),
  };
}

function send(agent: UserAgent, app: Application, request: SipRequest, dialogId: string): Outcome | Promise<Outcome> {
  return dialogId === ""
    ? agent.client.request(app, request, undefined)
    : agent.client.requestInDialog(app, dialogId, request);
}

/** A sparse message of an application; lines are separated by `\n`, a blank line begins the body. */
function sparse(text: string): SipMessage {
  const parsed = parseSparse(Buffer.from(text.replaceAll("\n", "\r\n")));
  return parsed.ok ? parsed.message : fail(parsed.reason);
}

function now(outcome: Outcome | Promise<Outcome>): Outcome {
  return outcome instanceof Promise ? fail("there is nothing to wait for") : outcome;
}

function recordInShort(record: CallRecord): string {
  const rest = record.kind === "start" ? [record.role] : record.kind === "stop" ? [record.end] : [];
  return [record.kind, record.source, ...rest].join(" ");
}

function fail(reason: string): never {
  throw new Error(reason);
}

function ear(): Ear {
  const heard: string[] = [];
  const ids: string[] = [];
  return {
    alive: true,
    heard,
    ids,
    onRequest: ({ received, transactionId }) => {
      heard.push(received.message.method);
      ids.push(transactionId);
    },
    onResponse: ({ received }) => heard.push(String(received.message.status)),
    onAck: () => heard.push("ack"),
    onCancel: () => heard.push("cancel"),
    onRecord: () => undefined,
    onOwnRequest: ({ bytes }) => heard.push(`own ${bytes.toString("latin1").split(" ", 1)[0]}`),
  };
}
