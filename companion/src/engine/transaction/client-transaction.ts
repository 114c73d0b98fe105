import { acknowledgeFailure, answer } from "../message/answers.ts";
import { readEssentials } from "../message/essentials.ts";
import type { SipRequest } from "../message/message.ts";
import { kept, serialise } from "../message/serialise.ts";
import { faultOf } from "../transport/flow-error.ts";
import type { FlowFault } from "../transport/flow-error.ts";
import type { Flow } from "../transport/flow.ts";
import { inviteClient, nonInviteClient } from "./client-machines.ts";
import type { ClientEffect, ClientSignal, ClientState } from "./client-machines.ts";
import { PATIENCE, T1, T2, T4 } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { stepOf, Timers } from "./machine.ts";
import type { Table } from "./machine.ts";
import type { ReceivedResponse } from "./received.ts";

/** Who sent the request and hears what became of it. */
export type ClientUser = {
  /** Every response but retransmissions; the engine's own 408 and 503 have `size` 0. */
  onResponse(response: ReceivedResponse): void;
  /** The transaction is over: nothing will come any more. */
  onEnd(): void;
  /** Whether the request may go to another target after a failure; it may where nobody says otherwise. */
  mayMove?(): boolean;
  /** It goes to another target: this transaction, of the same id, carries it from now on. */
  onMoved?(transaction: ClientTransaction): void;
};

/** What a client transaction is made of. `toTag` goes into a response the engine makes itself. */
export type ClientParts = {
  readonly id: string;
  readonly request: SipRequest;
  readonly flow: Flow;
  readonly clock: Clock;
  readonly user: ClientUser;
  readonly toTag: string;
  readonly ended: () => void;
};

type Letter = "A" | "B" | "D" | "E" | "F" | "K" | "M";

/** A request under way and what is done until its response is final: the tables of `client-machines.ts` at work. */
export class ClientTransaction {
  readonly id: string;
  readonly request: SipRequest;
  readonly flow: Flow;
  readonly bytes: Buffer;
  readonly #parts: ClientParts;
  readonly #table: Table<ClientState, ClientSignal, ClientEffect>;
  readonly #timers: Timers<Letter>;
  #state: ClientState = "calling";
  #interval = T1;
  #verified = false;
  #unwatch: () => void = () => undefined;
  #latest: ReceivedResponse | undefined;
  #fault: FlowFault | undefined;

  constructor(parts: ClientParts) {
    this.#parts = parts;
    this.id = parts.id;
    this.request = parts.request;
    this.flow = parts.flow;
    this.bytes = kept(serialise(parts.request));
    this.#table = parts.request.method === "INVITE" ? inviteClient : nonInviteClient;
    this.#timers = new Timers<Letter>(parts.clock, (letter) => this.signal(`timer${letter}`));
  }

  /** Where the machine stands. */
  get state(): ClientState {
    return this.#state;
  }

  /** Sends the request and starts the timers. */
  start(): void {
    const invite = this.request.method === "INVITE";
    if (!this.flow.reliable) this.#timers.start(invite ? "A" : "E", T1);
    this.#timers.start(invite ? "B" : "F", PATIENCE);
    // A connection that closes while nothing came back: no answer will (RFC 3261 section 17.1.4).
    this.#unwatch = this.flow.watch?.((cause) => this.#onFlowFailed(cause)) ?? this.#unwatch;
    this.#send();
  }

  /** Takes a response that matched this transaction (section 17.1.3). */
  receive(response: ReceivedResponse): void {
    const { status } = response.message;
    this.#latest = response;
    this.signal(status < 200 ? "provisional" : status < 300 ? "success" : "failure");
  }

  /** Ends it without telling anybody. */
  stop(): void {
    this.#unwatch();
    this.#timers.stopAll();
    this.#state = "terminated";
  }

  /** Moves the machine; a signal its state does not know is ignored. */
  signal(signal: ClientSignal): void {
    const step = stepOf(this.#table, this.#state, signal);
    if (!step) return;
    const over = step.to === "terminated" && this.#state !== "terminated";
    this.#state = step.to;
    if (over) this.#timers.stopAll();
    for (const effect of step.do) this.#perform(effect);
    if (over) this.#end();
  }

  #end(): void {
    this.#unwatch();
    this.#parts.ended();
    this.#parts.user.onEnd();
  }

  #perform(effect: ClientEffect): void {
    switch (effect) {
      case "resend":
        return this.#resend(this.request.method === "INVITE" ? Infinity : T2);
      case "resendSlowly":
        this.#interval = T2;
        return this.#resend(T2);
      case "acknowledge":
        return this.#acknowledge();
      case "deliver":
        return this.#latest && this.#parts.user.onResponse(this.#latest);
      case "stopTimers":
        return this.#timers.stopAll();
      case "startB":
        return this.#timers.start("B", PATIENCE);
      case "startD":
        return this.#timers.start("D", this.flow.reliable ? 0 : PATIENCE);
      case "startK":
        return this.#timers.start("K", this.flow.reliable ? 0 : T4);
      case "startM":
        return this.#timers.start("M", PATIENCE);
      case "timeout":
        return this.#deliverOwn(408);
      case "unavailable":
        return this.#deliverOwn(503);
    }
  }

  #send(): void {
    this.flow.send(this.bytes, (cause) => this.#onFlowFailed(cause));
  }

  #onFlowFailed(cause: Error): void {
    this.#fault = faultOf(cause);
    this.signal("unreachable");
  }

  /** Timers A and E: the interval doubles, E's up to T2 (section 17.1.2.2). */
  #resend(longest: number): void {
    this.#interval = Math.min(this.#interval * 2, longest);
    if (!this.flow.reliable) this.#timers.start(this.request.method === "INVITE" ? "A" : "E", this.#interval);
    this.#send();
    if (this.#verified) return;
    this.#verified = true;
    this.flow.verify?.(() => this.#state === "calling" && this.signal("unreachable"));
  }

  #acknowledge(): void {
    if (!this.#latest) return;
    const ack = acknowledgeFailure(this.request, this.#latest.message);
    this.flow.send(serialise(ack), () => this.signal("unreachable"));
  }

  #deliverOwn(status: 408 | 503): void {
    const message = answer(this.request, status, this.#parts.toTag);
    // The only field of a response for what a person may want to know about it (section 20.43).
    if (status === 503 && this.#fault) message.headers.add("Warning", `399 engine "${this.#fault}"`);
    const essentials = readEssentials(message);
    if (typeof essentials === "string") return;
    const at = this.#parts.clock.now();
    this.#parts.user.onResponse({ message, essentials, flow: this.flow, size: 0, at });
  }
}
