import type { KeepRecord } from "../dialog/call-record.ts";
import { applicationHeaders } from "../dialog/compose.ts";
import type { Ways } from "../dialog/core.ts";
import { requestLine, wayToUri, whenReady } from "../dialog/dispatch.ts";
import type { Soon } from "../dialog/dispatch.ts";
import { reasonOf } from "../fault.ts";
import { answer } from "../message/answers.ts";
import { Headers } from "../message/message.ts";
import { CHALLENGES } from "../message/challenges.ts";
import { BEGINS_DIALOG } from "../message/methods.ts";
import { wayThrough } from "../message/route.ts";
import { serialise } from "../message/serialise.ts";
import { schemeOf } from "../message/uri.ts";
import { branchOf } from "../message/via.ts";
import type { Clock } from "../transaction/clock.ts";
import type { Ids } from "../transaction/ids.ts";
import type { ReceivedRequest, ReceivedResponse } from "../transaction/received.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";
import type { TransactionLayer } from "../transaction/transaction-layer.ts";
import { fitted } from "../transaction/failover.ts";
import type { Prepared } from "../transaction/failover.ts";
import type { Flow } from "../transport/flow.ts";
import { contactParams, ownVia, sentBy } from "../transport/own-address.ts";
import { Branch } from "./branch.ts";
import { forwardedRequest, statelessBranch } from "./forward.ts";
import { examine } from "./examination.ts";
import type { Flaw, Passing } from "./examination.ts";
import type { IsOurs } from "./itinerary.ts";
import { plainOrder } from "./order.ts";
import type { ProxyOrder } from "./order.ts";
import { passingRecords } from "./passing-records.ts";
import type { PassingRecords } from "./passing-records.ts";
import { ProxiedCalls } from "./proxied-calls.ts";
import { ResponseContext } from "./response-context.ts";

/** What the proxy did by itself and an operator may want to know. */
export type ProxyEvent =
  | { readonly name: "proxy.refused"; readonly reason: Flaw["reason"] }
  | { readonly name: "proxy.fault"; readonly reason: string };

/** What the proxy stands on. */
export type ProxyCore = {
  readonly transports: Ways;
  readonly transactions: TransactionLayer;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly isOurs: IsOurs;
  readonly record: KeepRecord;
  readonly note: (event: ProxyEvent) => void;
};

/** Tells whoever ordered it how it went. */
export type ProxyReport = {
  /** A target decided. */
  readonly final: (received: ReceivedResponse) => void;
  /** The caller was answered; `reached` is false when the request could not be sent to any target. */
  readonly done: (reached: boolean) => void;
};

const MAX_PROXIED_CALLS = 100_000;
const NO_REPORT: ProxyReport = { final: () => undefined, done: () => undefined };

/** A stateful proxy (RFC 3261 section 16): what an application orders, and what belongs to calls we stay in. */
export class Proxy {
  readonly #core: ProxyCore;
  readonly #contexts = new Map<string, ResponseContext>();
  readonly #calls = new ProxiedCalls(MAX_PROXIED_CALLS);

  constructor(core: ProxyCore) {
    this.#core = core;
  }

  /** How many requests wait for an answer, and how many calls we stay in. */
  get load(): { readonly requests: number; readonly calls: number } {
    return { requests: this.#contexts.size, calls: this.#calls.size };
  }

  /** Passes a request on as the application wants it. */
  forward(server: ServerTransaction, order: ProxyOrder, report: ProxyReport): void {
    const passing = examine(server.request, this.#core.isOurs);
    if ("status" in passing) {
      this.#refuse(server, passing);
      return report.done(false);
    }
    if (this.#staysIn(server, order)) this.#calls.add(server.received.essentials);
    return this.#pass(server, order, passing, report);
  }

  /** Takes a request inside a dialog we stay in; false when it is none of ours. */
  takes(server: ServerTransaction): boolean {
    const { received } = server;
    if (!this.#calls.has(received.essentials)) return false;
    const passing = examine(received.message, this.#core.isOurs);
    if ("status" in passing) this.#refuse(server, passing);
    else if (!passing.itinerary.cameByRoute) return false;
    else this.#pass(server, plainOrder(passing.itinerary.uri, new Headers()), passing, NO_REPORT);
    return true;
  }

  /** The same for the ACK to a 2xx, which leaves no state behind; false when it is none of ours. */
  takesAck(ack: ReceivedRequest): boolean {
    if (!this.#calls.has(ack.essentials)) return false;
    const passing = examine(ack.message, this.#core.isOurs);
    if ("status" in passing || !passing.itinerary.cameByRoute) return false;
    const branch = statelessBranch(branchOf(ack.essentials.via));
    const sent = whenReady(this.#prepare(ack, passing, passing.itinerary.uri, branch), (prepared) => {
      if (typeof prepared !== "number") prepared.flow.send(serialise(prepared.request));
    });
    if (sent instanceof Promise) sent.catch((reason) => this.#fault(reason));
    return true;
  }

  /** The caller of a request we passed on gives up; false when we did not. */
  takesCancel(invite: ServerTransaction): boolean {
    const context = this.#contexts.get(invite.id);
    context?.cancel();
    return context !== undefined;
  }

  /** Stops every timer. */
  stop(): void {
    for (const context of this.#contexts.values()) context.stop();
    this.#contexts.clear();
  }

  #staysIn({ request }: ServerTransaction, { remainsInDialog }: ProxyOrder): boolean {
    return remainsInDialog && BEGINS_DIALOG.has(request.method);
  }

  #refuse(server: ServerTransaction, { status, reason }: Flaw): void {
    this.#core.note({ name: "proxy.refused", reason });
    server.respond(answer(server.request, status, server.localTag));
  }

  #pass(server: ServerTransaction, order: ProxyOrder, passing: Passing, report: ProxyReport): void {
    const records = passingRecords(server.received, this.#core.record);
    const context = new ResponseContext(server, order, {
      branchTo: (target, asking) => this.#branchTo(target, asking, passing, records),
      onFinal: (received) => {
        report.final(received);
        records.decided(received.message);
      },
      onAnswered: (answered, response, reached) => {
        this.#contexts.delete(answered.server.id);
        this.#forgetEnded(answered.server, response.status);
        report.done(reached);
        records.answered(response);
      },
      fault: (reason) => this.#fault(reason),
    });
    this.#contexts.set(server.id, context);
    context.start();
  }

  /** A call that was refused or has ended needs us no longer. */
  #forgetEnded({ request, received }: ServerTransaction, status: number): void {
    const begun = received.essentials.toTag === undefined;
    const over = begun ? status >= 300 : request.method === "BYE" && !CHALLENGES.has(status);
    if (over) this.#calls.delete(received.essentials);
  }

  #branchTo(
    target: string,
    context: ResponseContext,
    passing: Passing,
    records: PassingRecords,
  ): Soon<Branch | number> {
    const { server, order } = context;
    const branch = `${this.#core.ids.branch()}.${passing.mark}`;
    return whenReady(this.#prepare(server.received, passing, target, branch, order), (prepared) => {
      if (typeof prepared === "number") return prepared;
      const sent = new Branch({
        transactions: this.#core.transactions,
        clock: this.#core.clock,
        ...prepared,
        provisionalTimeout: order.provisionalTimeout,
        finalTimeout: order.finalTimeout,
        heard: (received) => context.heard(received),
        timedOut: () => context.timedOut(),
      });
      records.sent(sent.transaction.bytes);
      return sent;
    });
  }

  /** The copy of a request for one target and the way it goes; a status when there is none. */
  #prepare(
    received: ReceivedRequest,
    { itinerary, maxForwards }: Passing,
    target: string,
    branch: string,
    order?: ProxyOrder,
  ): Soon<Prepared | number> {
    const scheme = schemeOf(target);
    if (scheme !== "sip" && scheme !== "sips") return 416;
    const { uri, routes, nextHop } = wayThrough(itinerary.routes, target);
    return whenReady(wayToUri(this.#core, nextHop, requestLine(received.message)), (found) => {
      if ("ok" in found) return 503;
      const { flow } = found;
      const stays = order?.remainsInDialog === true && BEGINS_DIALOG.has(received.message.method);
      const request = forwardedRequest(received.message, {
        uri,
        via: ownVia(flow, branch),
        routes,
        recordRoutes: stays ? recordRoutes(flow, received.flow) : [],
        maxForwards,
        extra: applicationHeaders(order?.headers ?? new Headers(), flow),
      });
      return fitted(request, found);
    });
  }

  #fault(reason: unknown): void {
    this.#core.note({ name: "proxy.fault", reason: reasonOf(reason) });
  }
}

/** Where each side finds us: one line when that is the same place, else both, ours towards the target first (RFC 5658). */
function recordRoutes(towards: Flow, from: Flow): string[] {
  const [ahead, behind] = [recordRoute(towards), recordRoute(from)];
  return ahead === behind ? [ahead] : [ahead, behind];
}

function recordRoute(flow: Flow): string {
  return `<sip:${sentBy(flow)}${contactParams(flow)};lr>`;
}
