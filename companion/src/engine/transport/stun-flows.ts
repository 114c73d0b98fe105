import { randomBytes } from "node:crypto";
import type { Address } from "./flow.ts";
import { bindingAnswer, bindingRequest, readStun } from "./stun.ts";

/** After how many milliseconds an unanswered question is put again; a keep-alive is given up after ten seconds. */
const AGAIN_MS = [500, 1000, 2000, 4000];

type Question = {
  readonly remote: Address;
  readonly answered: (mapped: Address | undefined) => void;
  readonly stop: () => void;
};

/** STUN on the socket that also carries SIP: answers everybody, asks when told to (RFC 5626 section 4.4.2). */
export class StunFlows {
  readonly #send: (bytes: Buffer, to: Address) => void;
  readonly #open = new Map<string, Question>();

  constructor(send: (bytes: Buffer, to: Address) => void) {
    this.#send = send;
  }

  /** Asks whether a peer is there. `answered` is told once, with our address as the peer sees it. */
  ask(remote: Address, answered: Question["answered"]): () => void {
    const id = randomBytes(12);
    const key = id.toString("hex");
    let timer: NodeJS.Timeout | undefined;
    const send = (attempt: number): void => {
      this.#send(bindingRequest(id), remote);
      const wait = AGAIN_MS[attempt];
      timer = wait === undefined ? undefined : setTimeout(() => send(attempt + 1), wait);
    };
    const stop = (): void => {
      clearTimeout(timer);
      this.#open.delete(key);
    };
    const done = (mapped: Address | undefined): void => {
      stop();
      answered(mapped);
    };
    this.#open.set(key, { remote, answered: done, stop });
    send(0);
    return stop;
  }

  /** Asks no more. */
  stop(): void {
    for (const { stop } of this.#open.values()) stop();
  }

  /** Takes a datagram that looks like STUN. An answer counts only from whom was asked. */
  receive(bytes: Buffer, from: Address): void {
    const message = readStun(bytes);
    if (!message) return;
    if (message.kind === "request") return this.#send(bindingAnswer(message, from), from);
    const question = this.#open.get(message.id.toString("hex"));
    if (question?.remote.host !== from.host || question.remote.port !== from.port) return;
    question.answered(message.kind === "success" ? message.mapped : undefined);
  }
}
