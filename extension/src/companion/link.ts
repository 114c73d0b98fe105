import {
  aliveEvery,
  Failure,
  protocolVersion,
  type RefusalCode,
  type ClientKind as AnyClient,
  type ServerMessage,
} from "@twp/shared/protocol/index.ts";
import { signal as createSignal, type ReadonlySignal, type Signal } from "@preact/signals-core";
import type { Companion, Link } from "./companion.ts";
import { findCompanion, type Found, type Search } from "./finding.ts";
import { createMirror } from "./mirror.ts";
import type { Pairing } from "./pairing-record.ts";
import { backOff, createSleep, type Sleep } from "./pause.ts";
import { createRequests } from "./request.ts";
import type { OpenWire } from "./wire.ts";

/** Which page of the extension speaks. */
export type ClientKind = Exclude<AnyClient, "cli">;

/** What a link needs from the world. */
export type LinkPorts = Readonly<{
  open: OpenWire;
  readPairing: () => Promise<Pairing | null>;
  now: () => number;
  /** Between 0 and 1. */
  chance: () => number;
}>;

/** Where the companion was found last: on which port of this computer, in which version. */
type Greeting = Readonly<{ port: number; version: string }>;

/** A companion, and where it is. */
export type Connection = Companion & Readonly<{ greeting: ReadonlySignal<Greeting | null> }>;

/** A connection, and the two ways to hurry its link: `wake` cuts a pause short, `reconnect` begins anew at once. */
export type LinkControl = Readonly<{ companion: Connection; wake: () => void; reconnect: () => void }>;

/**
 * How a session ended, and so what comes next:
 * - `lost`: the wire broke; again after a pause
 * - `unpaired`: the companion does not wait for ever for somebody without a token; again after a pause, to see that it is still there
 * - `gap`: the mirror is not true; again at once for a new snapshot
 * - `refused`: our token is no good; only another token helps, or the time named by a locked door
 */
type Ending =
  | Readonly<{ kind: "lost" | "unpaired" | "gap" | "outdated" }>
  | Readonly<{ kind: "refused"; retryAfter: number | null }>;

/** Finds the companion, keeps one session with it and begins again when it ends, until `signal` ends everything. */
export function createLink(ports: LinkPorts, client: ClientKind, signal: AbortSignal): LinkControl {
  const keeper = new LinkKeeper(ports, client, signal);
  void keeper.run();
  return {
    companion: { link: keeper.link, state: keeper.mirror.state, request: keeper.request, greeting: keeper.greeting },
    wake: keeper.pause.wake,
    reconnect: () => keeper.reconnect(),
  };
}

class LinkKeeper {
  readonly link: Signal<Link>;
  readonly greeting = createSignal<Greeting | null>(null);
  readonly mirror = createMirror();
  readonly pause: Sleep;
  readonly #requests = createRequests();
  readonly #ports: LinkPorts;
  readonly #client: ClientKind;
  readonly #signal: AbortSignal;
  #current: Found | null = null;
  #tries = 0;
  #hurried = false;

  constructor(ports: LinkPorts, client: ClientKind, signal: AbortSignal) {
    this.#ports = ports;
    this.#client = client;
    this.#signal = signal;
    this.link = createSignal<Link>({ state: "searching", since: ports.now() });
    this.pause = createSleep(signal);
    signal.addEventListener("abort", () => this.#current?.wire.close());
  }

  async run(): Promise<void> {
    while (!this.#signal.aborted) {
      this.#hurried = false;
      const pairing = await this.#ports.readPairing();
      const { ours, other } = await findCompanion(this.#ports.open, this.#signal, pairing?.instance);
      const ending = ours === null ? this.#miss(other) : await this.#meet(ours, pairing?.token ?? null);
      if (ending.kind === "lost") this.#search();
      if (!this.#hurried) await this.pause.sleep(this.#pauseAfter(ending));
    }
  }

  /** Begins anew at once, because what the session stood on (the token) has changed. */
  reconnect(): void {
    this.#hurried = true;
    this.#tries = 0;
    this.#current?.wire.close();
    this.pause.wake();
  }

  readonly request: Companion["request"] = async (command, params) => {
    if (this.#current === null || this.link.value.state !== "ready")
      throw new Failure("internal", "no link to the companion");
    return this.#requests.ask(this.#current.wire.send, command, params);
  };

  #search(): void {
    if (this.link.value.state !== "searching") this.link.value = { state: "searching", since: this.#ports.now() };
  }

  #pauseAfter(ending: Ending): number | null {
    if (ending.kind === "gap") return 0;
    if (ending.kind === "refused") return ending.retryAfter === null ? null : ending.retryAfter * 1000;
    const pause = backOff(this.#tries, this.#ports.chance());
    this.#tries += 1;
    return pause;
  }

  /** Ours does not answer. Where another one does, ours may be gone for good, its files lost: the user can pair with that one. */
  #miss(other: Search["other"]): Ending {
    if (other === null) return lost;
    this.#greet(other);
    this.link.value = { state: "unpaired", refusal: "other-companion" };
    return { kind: "unpaired" };
  }

  #greet({ port, hello }: Pick<Found, "port" | "hello">): void {
    this.greeting.value = { port, version: hello.companion };
  }

  async #meet(found: Found, token: string | null): Promise<Ending> {
    this.#greet(found);
    const older = olderSide(found.hello.protocol);
    if (older !== null) {
      found.wire.close();
      return this.#outdated(older);
    }
    if (this.#signal.aborted || this.#hurried) found.wire.close();
    return this.#keep(found, token);
  }

  async #keep(found: Found, token: string | null): Promise<Ending> {
    this.#current = found;
    const alive = setInterval(() => this.#sayAlive(found), aliveEvery * 1000);
    const ending = await this.#session(found, token);
    clearInterval(alive);
    this.#current = null;
    this.#requests.fail("the link to the companion broke");
    return ending;
  }

  #session(found: Found, token: string | null): Promise<Ending> {
    return new Promise((resolve) => {
      let ending: Ending = token === null ? { kind: "unpaired" } : lost;
      found.listen({
        hear: (message) => {
          const end = this.#hear(message);
          if (end === null) return;
          ending = end;
          found.wire.close();
        },
        end: () => resolve(ending),
      });
      if (token === null) this.link.value = { state: "unpaired", refusal: null };
      else found.wire.send({ type: "authenticate", token, client: this.#client });
    });
  }

  /** The companion hears nothing from those who have not proved who they are. */
  #sayAlive(found: Found): void {
    if (this.link.value.state === "ready") found.wire.send({ type: "alive" });
  }

  /** Takes one message; says how the session ends if it does. */
  #hear(message: ServerMessage): Ending | null {
    switch (message.type) {
      case "snapshot":
        // A snapshot this page cannot read comes from a companion that knows more than we do.
        return this.mirror.takeSnapshot(message) ? this.#ready(message) : this.#outdated("extension");
      case "event":
        return this.mirror.takeEvent(message) ? null : { kind: "gap" };
      case "result":
      case "failure":
        this.#requests.answer(message);
        return null;
      case "refused":
        return this.#refused(message.code, message.retryAfter ?? null);
      case "hello":
      case "paired":
      case "alive":
        return null;
    }
  }

  #ready({ session, browser }: Extract<ServerMessage, { type: "snapshot" }>): null {
    this.link.value = { state: "ready", session, browser };
    this.#tries = 0;
    return null;
  }

  #outdated(update: "extension" | "companion"): Ending {
    this.link.value = { state: "outdated", update };
    return { kind: "outdated" };
  }

  #refused(refusal: RefusalCode, retryAfter: number | null): Ending {
    this.link.value = { state: "unpaired", refusal };
    return { kind: "refused", retryAfter };
  }
}

const lost: Ending = { kind: "lost" };

function olderSide(protocol: number): "extension" | "companion" | null {
  if (protocol === protocolVersion) return null;
  return protocol > protocolVersion ? "extension" : "companion";
}
