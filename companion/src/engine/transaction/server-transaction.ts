import { Headers, NO_BODY } from "../message/message.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { kept, serialise } from "../message/serialise.ts";
import { PATIENCE, T1, T2, T4 } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { stepOf, Timers } from "./machine.ts";
import type { Table } from "./machine.ts";
import type { ReceivedRequest } from "./received.ts";
import { inviteServer, nonInviteServer } from "./server-machines.ts";
import type { ServerEffect, ServerSignal, ServerState } from "./server-machines.ts";

/** What a server transaction is made of. `transmit` finds a way to the peer even when the request's flow is gone. */
export type ServerParts = {
  readonly id: string;
  readonly received: ReceivedRequest;
  readonly localTag: string;
  readonly clock: Clock;
  readonly transmit: (bytes: Buffer) => void;
  readonly ended: () => void;
};

const NO_HEADERS = new Headers();
const NOBODY = { display: "", uri: "", params: [] };

type Letter = "G" | "H" | "I" | "J" | "L";

/** A request from the network and what is done until its answer certainly arrived. */
export class ServerTransaction {
  readonly id: string;
  /** The To tag of every answer to this request (RFC 3261 section 8.2.6.2). */
  readonly localTag: string;
  /** Without the request, which would be held by them as well. */
  readonly #parts: Pick<ServerParts, "transmit" | "ended">;
  readonly #table: Table<ServerState, ServerSignal, ServerEffect>;
  readonly #timers: Timers<Letter>;
  #received: ReceivedRequest;
  #state: ServerState = "trying";
  #interval = T1;
  #last: Buffer = Buffer.alloc(0);

  constructor(parts: ServerParts) {
    this.#parts = { transmit: parts.transmit, ended: parts.ended };
    this.id = parts.id;
    this.#received = parts.received;
    this.localTag = parts.received.essentials.toTag ?? parts.localTag;
    this.#table = parts.received.message.method === "INVITE" ? inviteServer : nonInviteServer;
    this.#timers = new Timers<Letter>(parts.clock, (letter) => this.signal(`timer${letter}`));
  }

  /** The request and the way it came; once it is finally answered, without its addresses, headers and body. */
  get received(): ReceivedRequest {
    return this.#received;
  }

  /** The request. */
  get request(): SipRequest {
    return this.received.message;
  }

  /** Where the machine stands. */
  get state(): ServerState {
    return this.#state;
  }

  /** Whether a final response can still be given. */
  get open(): boolean {
    return this.#state === "trying" || this.#state === "proceeding";
  }

  /** Sends a response; false when the state allows none any more. The bytes are returned for the echo. */
  respond(response: SipResponse): Buffer | undefined {
    const { status } = response;
    const signal = status < 200 ? "provisional" : status < 300 ? "success" : "failure";
    if (!stepOf(this.#table, this.#state, signal)) return undefined;
    const bytes = serialise(response);
    this.#last = status < 200 ? bytes : kept(bytes);
    this.signal(signal);
    if (status >= 200) this.#forgetRequest();
    return bytes;
  }

  /** Sends the last response once more; the dialog repeats a 2xx this way (section 13.3.1.4). */
  repeatLast(): void {
    this.#parts.transmit(this.#last);
  }

  /** Sends a response once more that is perhaps not the last (RFC 3262 section 3). */
  transmit(bytes: Buffer): void {
    this.#parts.transmit(bytes);
  }

  /** Ends it without an answer. */
  stop(): void {
    this.#timers.stopAll();
    if (this.#state === "terminated") return;
    this.#state = "terminated";
    this.#parts.ended();
  }

  /** Moves the machine; a signal its state does not know is ignored. */
  signal(signal: ServerSignal): void {
    const step = stepOf(this.#table, this.#state, signal);
    if (!step) return;
    this.#state = step.to;
    for (const effect of step.do) this.#perform(effect);
    if (step.to !== "terminated") return;
    this.#timers.stopAll();
    this.#parts.ended();
  }

  /** A request that comes again needs nothing but its answer, and there may be tens of thousands of them. */
  #forgetRequest(): void {
    const { message, essentials } = this.#received;
    this.#received = {
      ...this.#received,
      message: { ...message, headers: NO_HEADERS, body: NO_BODY },
      essentials: { ...essentials, from: NOBODY, to: NOBODY },
    };
  }

  #perform(effect: ServerEffect): void {
    const { reliable } = this.received.flow;
    switch (effect) {
      case "send":
      case "resend":
        return this.repeatLast();
      case "resendLater":
        this.#interval = Math.min(this.#interval * 2, T2);
        this.#timers.start("G", this.#interval);
        return this.repeatLast();
      case "stopTimers":
        return this.#timers.stopAll();
      case "startG":
        return reliable ? undefined : this.#timers.start("G", T1);
      case "startH":
        return this.#timers.start("H", PATIENCE);
      case "startI":
        return this.#timers.start("I", reliable ? 0 : T4);
      case "startJ":
        return this.#timers.start("J", reliable ? 0 : PATIENCE);
      case "startL":
        return this.#timers.start("L", PATIENCE);
    }
  }
}
