import { createEngine } from "../../companion/src/engine/engine.ts";
import type { Engine } from "../../companion/src/engine/engine.ts";
import { controlPeer } from "../../companion/src/engine/testing/control-peer.ts";
import type { ControlPeer, Delivered } from "../../companion/src/engine/testing/control-peer.ts";
import { inShort, SDP } from "./callee.ts";

/** What was done, and what of it succeeded. Everything that began must have ended when the load is over. */
export type Counts = {
  callsBegun: number;
  callsAnswered: number;
  callsEnded: number;
  reinvitesSent: number;
  reinvitesAnswered: number;
  registrationsSent: number;
  registrationsGranted: number;
  subscriptionsBegun: number;
  notifications: number;
  subscriptionsEnded: number;
};

/** One thing under way; it hears what is delivered under its Call-ID and says what it does next. */
type Affair = { readonly hear: (delivered: Delivered, what: string) => void };

/** An engine whose application makes calls, registers and subscribes. */
export type Caller = {
  readonly engine: Engine;
  readonly counts: Counts;
  /** Responses nobody expected, such as `503 INVITE`, and how often they came. */
  readonly faults: ReadonlyMap<string, number>;
  /** Calls for so long, in milliseconds, with a re-INVITE at half time and after each further `pause`. */
  call(life: number, pause?: number): void;
  register(): void;
  subscribe(life: number): void;
  /** How many things are under way. */
  readonly open: number;
  stop(): Promise<void>;
};

/** Starts it; everything goes to the callee at that port. */
export async function startCaller(port: number): Promise<Caller> {
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  const engine = await createEngine({ bindings, secret: "secret" });
  const load = new Load(port);
  const app = await controlPeer(engine, [], (delivered, peer) => {
    peer.taken();
    load.hear(delivered);
  });
  load.begin(app);
  return {
    engine,
    counts: load.counts,
    faults: load.faults,
    call: (life, pause) => load.call(life, pause),
    register: () => load.register(),
    subscribe: (life) => load.subscribe(life),
    get open() {
      return load.open;
    },
    stop: async () => {
      app.stop();
      await engine.stop();
    },
  };
}

class Load {
  readonly counts: Counts = {
    callsBegun: 0,
    callsAnswered: 0,
    callsEnded: 0,
    reinvitesSent: 0,
    reinvitesAnswered: 0,
    registrationsSent: 0,
    registrationsGranted: 0,
    subscriptionsBegun: 0,
    notifications: 0,
    subscriptionsEnded: 0,
  };
  readonly faults = new Map<string, number>();
  readonly #port: number;
  readonly #affairs = new Map<string, Affair>();
  #app: ControlPeer | undefined;
  #number = 0;

  constructor(port: number) {
    this.#port = port;
  }

  get open(): number {
    return this.#affairs.size;
  }

  begin(app: ControlPeer): void {
    this.#app = app;
  }

  hear(delivered: Delivered): void {
    const what = inShort(delivered);
    if (delivered.message.kind === "response" && delivered.message.status < 200) return;
    this.#affairs.get(delivered.message.headers.get("Call-ID") ?? "")?.hear(delivered, what);
  }

  call(life: number, pause?: number): void {
    const end = Date.now() + life;
    const id = this.#open({ hear: (delivered, what) => this.#onCall(id, end, pause ?? life / 2, delivered, what) });
    this.counts.callsBegun += 1;
    this.#send("INVITE", id, [], SDP);
  }

  #onCall(id: string, end: number, pause: number, { dialogId, message }: Delivered, what: string): void {
    const within = (method: string, body = ""): void => this.#sendIn(method, dialogId, [], body);
    if (what === "200 BYE") {
      this.counts.callsEnded += 1;
      this.#affairs.delete(id);
    } else if (what === "200 INVITE") {
      within("ACK");
      const first = message.headers.get("CSeq")?.startsWith("1 ") === true;
      this.counts[first ? "callsAnswered" : "reinvitesAnswered"] += 1;
      setTimeout(
        () => {
          if (Date.now() + 5 >= end) return within("BYE");
          this.counts.reinvitesSent += 1;
          return within("INVITE", SDP);
        },
        Math.min(pause, Math.max(0, end - Date.now())),
      );
    } else this.#fault(id, what);
  }

  register(): void {
    const id = this.#open({
      hear: (_delivered, what) => {
        if (what === "401 REGISTER") return this.#send("REGISTER", id, ["Authorization: Digest username=soak"], "", 2);
        if (what !== "200 REGISTER") return this.#fault(id, what);
        this.counts.registrationsGranted += 1;
        return this.#affairs.delete(id);
      },
    });
    this.counts.registrationsSent += 1;
    this.#send("REGISTER", id, ["Contact: <sip:soak@localhost>", "Expires: 60"]);
  }

  subscribe(life: number): void {
    let over = false;
    const id = this.#open({
      hear: ({ dialogId, transactionId }, what) => {
        if (what === "NOTIFY") {
          this.counts.notifications += 1;
          this.#app?.send("SIP/2.0 200 OK\r\n\r\n", transactionId);
          // The state after each SUBSCRIBE: one for the beginning and one for the end.
          if (!over) return;
          this.counts.subscriptionsEnded += 1;
          this.#affairs.delete(id);
        } else if (what === "200 SUBSCRIBE" && !over) {
          setTimeout(() => {
            over = true;
            this.#sendIn("SUBSCRIBE", dialogId, ["Event: presence", "Expires: 0"]);
          }, life);
        } else if (what !== "200 SUBSCRIBE") this.#fault(id, what);
      },
    });
    this.counts.subscriptionsBegun += 1;
    this.#send("SUBSCRIBE", id, ["Event: presence", "Expires: 600"]);
  }

  #open(affair: Affair): string {
    const id = `soak-${(this.#number += 1)}`;
    this.#affairs.set(id, affair);
    return id;
  }

  #fault(id: string, what: string): void {
    this.faults.set(what, (this.faults.get(what) ?? 0) + 1);
    this.#affairs.delete(id);
  }

  #send(method: string, id: string, lines: readonly string[], body = "", cseq = 1): void {
    const uri = `sip:callee@127.0.0.1:${this.#port}`;
    const head = [`${method} ${uri} SIP/2.0`, "From: <sip:caller@soak.test>", `To: <sip:callee@soak.test>`];
    this.#app?.send([...head, `Call-ID: ${id}`, `CSeq: ${cseq} ${method}`, ...lines, "", body].join("\r\n"));
  }

  #sendIn(method: string, dialogId: string, lines: readonly string[], body = ""): void {
    this.#app?.send([`${method} sip:placeholder SIP/2.0`, ...lines, "", body].join("\r\n"), dialogId);
  }
}
