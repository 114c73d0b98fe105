import { answer } from "../message/answers.ts";
import { paramOf } from "../message/grammar.ts";
import { readEssentials } from "../message/essentials.ts";
import type { Essentials, Flaw } from "../message/essentials.ts";
import type { SipMessage, SipRequest } from "../message/message.ts";
import { parse, parseDamaged } from "../message/parse.ts";
import type { ParseFailure, ParseLimits } from "../message/parse.ts";
import { serialise } from "../message/serialise.ts";
import { branchOf, MAGIC_COOKIE, sentByOf, stampVia, topVia, viaCount, writeVia } from "../message/via.ts";
import type { Via } from "../message/via.ts";
import { DEFAULT_PORTS } from "../transport/flow.ts";
import type { Address, Flow } from "../transport/flow.ts";
import { Budget } from "./budget.ts";
import type { BudgetLimits } from "./budget.ts";
import { ClientTransaction } from "./client-transaction.ts";
import type { ClientUser } from "./client-transaction.ts";
import type { Clock } from "./clock.ts";
import { branchOfRequest, failingOver, onward } from "./failover.ts";
import type { Elsewhere } from "./failover.ts";
import type { Ids } from "./ids.ts";
import type { ReceivedRequest, ReceivedResponse } from "./received.ts";
import { ServerTransaction } from "./server-transaction.ts";

/** The transaction user (RFC 3261 section 5): the layer above, which owns dialogs. */
export type TransactionUser = {
  /** Whether nothing at all is said to a request that belongs to no transaction: its sender must not learn that anybody is here. */
  ignores(request: ReceivedRequest): boolean;
  /** A new request, never a repeated one; INVITEs already got their 100. */
  onRequest(transaction: ServerTransaction): void;
  /** An ACK that no transaction absorbed: it acknowledges a 2xx (section 17). */
  onAck(ack: ReceivedRequest): void;
  /** A CANCEL, already answered with 200, for an INVITE that has no final response yet (section 9.2). */
  onCancel(invite: ServerTransaction, cancel: ReceivedRequest): void;
  /** A response no transaction waits for: perhaps a late 2xx (section 13.2.2.4). */
  onStrayResponse(response: ReceivedResponse): void;
};

/** What came in and was not worth a transaction. */
export type TransactionEvent = {
  readonly name: "message.refused";
  readonly reason: ParseFailure | Flaw | "too-busy" | "astray";
  readonly transport: string;
};

/** What the layer needs from around it. */
export type TransactionPorts = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits: ParseLimits & BudgetLimits;
  readonly note: (event: TransactionEvent) => void;
  /** A way to an address when the flow a request came by is gone (section 18.2.2). */
  readonly flowBack: (gone: Flow, address: Address, name: string) => Flow | undefined;
  /** Whether that IP address is told what is wrong with its requests. Everybody is, where nobody says otherwise. */
  readonly trusts?: (address: string) => boolean;
};

/** All transactions, and which message belongs to which (sections 17.1.3 and 17.2.3). */
export class TransactionLayer {
  readonly #ports: TransactionPorts;
  readonly #clients = new Map<string, ClientTransaction>();
  readonly #servers = new Map<string, ServerTransaction>();
  readonly #budget: Budget;
  #user: TransactionUser | undefined;

  constructor(ports: TransactionPorts) {
    this.#ports = ports;
    this.#budget = new Budget(ports.limits);
  }

  /** Names the layer above; before that nothing is served. */
  attach(user: TransactionUser): void {
    this.#user = user;
  }

  /** How many transactions are alive, for tests and the doctor. */
  get size(): number {
    return this.#clients.size + this.#servers.size;
  }

  /** Sends a request whose top Via carries a fresh branch; `elsewhere` finds it another way when this one fails. */
  request(request: SipRequest, flow: Flow, user: ClientUser, elsewhere?: Elsewhere): ClientTransaction {
    const id = this.#ports.ids.uuid();
    const transaction = this.#begin(
      id,
      request,
      flow,
      elsewhere ? this.#movable(id, request, flow, user, elsewhere) : user,
    );
    transaction.start();
    return transaction;
  }

  #begin(id: string, request: SipRequest, flow: Flow, user: ClientUser): ClientTransaction {
    const key = clientKey(branchOfRequest(request), request.method);
    const { clock, ids } = this.#ports;
    const ended = (): boolean => this.#clients.delete(key);
    const transaction = new ClientTransaction({ id, request, flow, clock, user, toTag: ids.tag(), ended });
    this.#clients.set(key, transaction);
    return transaction;
  }

  #movable(id: string, request: SipRequest, from: Flow, user: ClientUser, elsewhere: Elsewhere): ClientUser {
    return failingOver(user, elsewhere, ({ flow, next }) => {
      const moved = onward(request, from, flow, this.#ports.ids.branch());
      const transaction = this.#begin(id, moved, flow, this.#movable(id, moved, flow, user, next));
      user.onMoved?.(transaction);
      transaction.start();
    });
  }

  /** Takes one whole message from the network. It never throws: what is no SIP is noted and dropped. */
  receive(bytes: Buffer, flow: Flow): void {
    const parsed = parse(bytes, this.#ports.limits);
    if (!parsed.ok) return this.#refuseUnread(bytes, parsed.reason, flow);
    const { message } = parsed;
    if (message.kind === "request") stampTopVia(message, flow);
    const essentials = readEssentials(message);
    if (typeof essentials === "string") return this.#refuseFlawed(message, essentials, flow);
    const received = { essentials, flow, size: bytes.length, at: this.#ports.clock.now() };
    if (flow.reliable) takeAlias(message, essentials, flow);
    if (message.kind === "request") this.#receiveRequest({ message, ...received });
    else this.#receiveResponse({ message, ...received });
  }

  /** Ends every transaction. */
  stop(): void {
    for (const client of this.#clients.values()) client.stop();
    for (const server of this.#servers.values()) server.stop();
    this.#clients.clear();
  }

  #receiveResponse(response: ReceivedResponse): void {
    const { essentials } = response;
    const transaction = this.#clients.get(clientKey(branchOf(essentials.via), essentials.cseq.method));
    if (transaction && viaCount(response.message.headers) > viaCount(transaction.request.headers))
      // It has further to go than to us: whoever sent it here was wrong (section 8.1.3.3).
      this.#note("astray", response.flow);
    else if (transaction) transaction.receive(response);
    else this.#user?.onStrayResponse(response);
  }

  #receiveRequest(request: ReceivedRequest): void {
    const { method } = request.message;
    const known = this.#servers.get(serverKey(request, method === "ACK" ? "INVITE" : method));
    if (method === "ACK") {
      if (known && known.state !== "accepted") known.signal("ack");
      else this.#user?.onAck(request);
    } else if (known) known.signal("repeat");
    else if (this.#user?.ignores(request) !== true) this.#admit(request);
  }

  #admit(request: ReceivedRequest): void {
    const release = this.#budget.take(request.flow.remote.host, request.size);
    if (!release) this.#refuseBusy(request);
    else if (request.message.method === "CANCEL") this.#cancel(request, release);
    else this.#serve(request, release);
  }

  #serve(request: ReceivedRequest, release: () => void): void {
    const transaction = this.#open(request, release);
    if (request.message.method === "INVITE") transaction.respond(answer(request.message, 100));
    this.#user?.onRequest(transaction);
  }

  #cancel(cancel: ReceivedRequest, release: () => void): void {
    const invite = this.#servers.get(serverKey(cancel, "INVITE"));
    const transaction = this.#open(cancel, release, invite?.localTag);
    transaction.respond(answer(cancel.message, invite ? 200 : 481, transaction.localTag));
    if (invite?.open) this.#user?.onCancel(invite, cancel);
  }

  #open(received: ReceivedRequest, release: () => void, localTag = this.#ports.ids.tag()): ServerTransaction {
    const key = serverKey(received, received.message.method);
    const { flow, essentials } = received;
    const { via } = essentials;
    const transaction = new ServerTransaction({
      id: this.#ports.ids.uuid(),
      received,
      localTag,
      clock: this.#ports.clock,
      transmit: (bytes) => this.#transmit(bytes, flow, via),
      ended: () => {
        this.#servers.delete(key);
        release();
      },
    });
    this.#servers.set(key, transaction);
    return transaction;
  }

  /** On the flow of the request, or when that is closed on a new one to where the peer says it listens. */
  #transmit(bytes: Buffer, flow: Flow, via: Via): void {
    flow.send(bytes, () => {
      // A WebSocket client listens nowhere (RFC 7118 section 5).
      if (!flow.reliable || flow.transport === "ws" || flow.transport === "wss") return;
      const listening = { host: flow.remote.host, port: via.port ?? DEFAULT_PORTS[flow.transport] };
      this.#ports.flowBack(flow, listening, via.host)?.send(bytes);
    });
  }

  #note(reason: TransactionEvent["reason"], { transport }: Flow): void {
    this.#ports.note({ name: "message.refused", reason, transport });
  }

  /** Strangers get nothing back: not even that somebody is here. */
  #isStranger({ remote }: Flow): boolean {
    return this.#ports.trusts?.(remote.host) === false;
  }

  /** A request whose head can be made out in spite of what is wrong with it is told so (section 8.2). */
  #refuseUnread(bytes: Buffer, reason: ParseFailure, flow: Flow): void {
    this.#note(reason, flow);
    const request = parseDamaged(bytes, this.#ports.limits);
    if (!request) return;
    stampTopVia(request, flow);
    this.#tell(request, flow, reason === "bad-version" ? 505 : 400);
  }

  #refuseFlawed(message: SipMessage, flaw: Flaw, flow: Flow): void {
    this.#note(flaw, flow);
    if (message.kind === "response") return;
    if (flaw === "Unknown Method") this.#tell(message, flow, 501);
    else this.#tell(message, flow, 400, flaw);
  }

  /** Says what is wrong without keeping any state; whoever names no way back cannot be told. */
  #tell(request: SipRequest, flow: Flow, status: number, reason?: string): void {
    if (request.method === "ACK" || this.#isStranger(flow) || request.headers.get("Via") === undefined) return;
    flow.send(serialise(answer(request, status, this.#ports.ids.tag(), reason)));
  }

  #refuseBusy({ message, flow }: ReceivedRequest): void {
    this.#note("too-busy", flow);
    const busy = answer(message, 503, this.#ports.ids.tag());
    busy.headers.add("Retry-After", "5");
    flow.send(serialise(busy));
  }
}

/** A peer that listens where its Via says may want our requests on the connection it opened (RFC 5923). */
function takeAlias({ kind }: SipMessage, { via }: Essentials, flow: Flow): void {
  if (kind === "request" && paramOf(via.params, "alias") !== undefined) {
    flow.alias?.(via.host, via.port ?? DEFAULT_PORTS[flow.transport]);
  }
}

function stampTopVia(request: SipRequest, flow: Flow): void {
  const top = topVia(request.headers.get("Via") ?? "");
  if (!top) return;
  const stamped = writeVia(stampVia(top.via, flow.remote));
  request.headers.setFirst("Via", top.rest === "" ? stamped : `${stamped}, ${top.rest}`);
}

function clientKey(branch: string, method: string): string {
  return `${branch} ${method}`;
}

/** The magic cookie says the branch is unique; before RFC 3261 several fields together were (section 17.2.3). */
function serverKey({ message, essentials }: { message: SipRequest; essentials: Essentials }, method: string): string {
  const branch = branchOf(essentials.via);
  const sentBy = sentByOf(essentials.via);
  if (branch.startsWith(MAGIC_COOKIE) && branch.length > MAGIC_COOKIE.length) return `${branch} ${sentBy} ${method}`;
  const { callId, fromTag, cseq } = essentials;
  return `${callId} ${fromTag} ${cseq.number} ${sentBy} ${message.uri} ${method}`;
}
