import type { Socket } from "node:net";
import { nextTick } from "node:process";
import type {
  Application,
  Outcome,
  OwnRequestDelivery,
  RequestDelivery,
  ResponseDelivery,
} from "../dialog/application.ts";
import type { CallRecord } from "../dialog/call-record.ts";
import { whenReady } from "../dialog/dispatch.ts";
import type { Soon } from "../dialog/dispatch.ts";
import type { UserAgent } from "../dialog/user-agent.ts";
import { guarded, reasonOf } from "../fault.ts";
import type { SipMessage } from "../message/message.ts";
import { parseSparse } from "../message/parse.ts";
import type { Ids } from "../transaction/ids.ts";
import type { Clock } from "../transaction/clock.ts";
import type { Proxy } from "../proxy/proxy.ts";
import { readOrder } from "./proxy-order.ts";
import { FrameReader, readFrame } from "./framing.ts";
import type { Frame } from "./framing.ts";
import {
  ackFrame,
  ownRequestFrame,
  proxiedFrame,
  recordFrame,
  replyFrame,
  requestEcho,
  requestFrame,
  responseEcho,
  responseFrame,
} from "./meta.ts";
import type { Routes } from "./routes.ts";

/** The largest frame an application may send, and how much may wait for one that does not read; in bytes. */
const MAX_FRAME = 512 * 1024;
const MAX_BACKLOG = 64 * 1024 * 1024;
const AUTHENTICATION_MS = 10_000;

/** What happened on the control side that is worth a log line. */
export type ControlEvent = {
  readonly name:
    | "control.opened"
    | "control.closed"
    | "control.refused"
    | "control.failed"
    | "control.header-skipped"
    | "control.undecided";
  readonly reason?: string;
};

/** What a link needs from around it. */
export type LinkPorts = {
  readonly userAgent: () => UserAgent;
  readonly proxy: () => Proxy;
  readonly routes: Routes<Link>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Whether this is the secret. */
  readonly admits: (secret: string) => boolean;
  /** What the reply to `authenticate` says about us: `hostports|version|localHostports`. */
  readonly greeting: () => string;
  readonly note: (event: ControlEvent) => void;
};

type Verdict = "admitted" | "refused" | "closed";

/** One connection to an application: reads its commands, brings it what the network has for it. */
export class Link implements Application {
  readonly #socket: Socket;
  readonly #ports: LinkPorts;
  readonly #frames = new FrameReader(MAX_FRAME);
  readonly #settle: (verdict: Verdict) => void;
  /** How authentication ended. */
  readonly verdict: Promise<Verdict>;
  #admitted = false;
  #tags: readonly string[] = [];

  constructor(socket: Socket, ports: LinkPorts) {
    this.#socket = socket;
    this.#ports = ports;
    const { promise, resolve } = Promise.withResolvers<Verdict>();
    this.verdict = promise;
    const stopWaiting = ports.clock.after(AUTHENTICATION_MS, () => socket.destroy());
    this.#settle = (verdict) => {
      stopWaiting();
      resolve(verdict);
    };
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#onData(chunk));
    socket.on("error", (cause) => ports.note({ name: "control.failed", reason: cause.message }));
    socket.on("close", () => this.#onClose());
  }

  /** Whether frames can be written. */
  get alive(): boolean {
    return this.#admitted && !this.#socket.destroyed;
  }

  /** Whether the application gave itself that tag. */
  isTagged(tag: string): boolean {
    return this.alive && this.#tags.includes(tag);
  }

  /** Hangs up. */
  close(): void {
    this.#socket.destroy();
  }

  /** Hangs up; resolves when the connection is gone. */
  closed(): Promise<void> {
    if (this.#socket.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.once("close", () => resolve());
      this.#socket.destroy();
    });
  }

  onRequest(delivery: RequestDelivery): void {
    this.#write(requestFrame(this.#ports.ids.uuid(), delivery));
  }

  onResponse(delivery: ResponseDelivery): void {
    this.#write(responseFrame(this.#ports.ids.uuid(), delivery));
  }

  onAck(delivery: RequestDelivery): void {
    this.#write(ackFrame(this.#ports.ids.uuid(), delivery));
  }

  onCancel(delivery: RequestDelivery): void {
    this.#write(requestFrame(this.#ports.ids.uuid(), delivery));
  }

  onOwnRequest(delivery: OwnRequestDelivery): void {
    this.#write(ownRequestFrame(this.#ports.ids.uuid(), delivery, this.#ports.clock.now()));
  }

  onRecord(record: CallRecord): void {
    this.#write(recordFrame(this.#ports.ids.uuid(), record, this.#ports.clock.now()));
  }

  #write(frame: Buffer): void {
    if (this.#socket.destroyed || !this.#socket.writable) return;
    this.#hold();
    this.#socket.write(frame);
    if (this.#socket.writableLength > MAX_BACKLOG) this.#hangUp("not-reading");
  }

  /** What is written in one turn goes out in one piece: an answer's echo, the next request, a pong. */
  #hold(): void {
    if (this.#socket.writableCorked > 0) return;
    this.#socket.cork();
    nextTick(() => this.#socket.uncork());
  }

  #hangUp(reason: string): void {
    this.#ports.note({ name: "control.refused", reason });
    this.#socket.destroy();
  }

  #onClose(): void {
    this.#settle("closed");
    this.#ports.routes.removeAll(this);
    if (!this.#admitted) return;
    this.#ports.note({ name: "control.closed" });
    guarded(
      () => this.#ports.userAgent().forget(this),
      (reason) => this.#fault(reason),
    )();
  }

  #fault(reason: string): void {
    this.#ports.note({ name: "control.failed", reason });
  }

  #onData(chunk: Buffer): void {
    const { payloads, broken } = this.#frames.push(chunk);
    for (const payload of payloads) {
      if (this.#socket.destroyed) return;
      // A command that fails must not end the others.
      guarded(
        () => this.#onFrame(readFrame(payload)),
        (reason) => this.#fault(reason),
      )();
    }
    if (broken) this.#hangUp("broken-framing");
  }

  #onFrame(frame: Frame): void {
    const [re, type, ...fields] = frame.fields;
    if (re === undefined || type === undefined) return this.#refuse(re ?? "", "Invalid message format");
    if (type === "authenticate") return this.#authenticate(re, fields[0] ?? "", fields[1] ?? "");
    if (!this.#admitted) return this.#refuse(re, "not authenticated");
    switch (type) {
      case "ping":
        return this.#reply(re, "OK", "pong");
      case "route":
        this.#ports.routes.add((fields[0] ?? "").toLowerCase(), this);
        return this.#reply(re, "OK");
      case "remove_route":
        this.#ports.routes.remove((fields[0] ?? "").toLowerCase(), this);
        return this.#reply(re, "OK");
      case "sip":
        return this.#onSip(re, fields, frame.sip ?? Buffer.alloc(0));
      case "proxy":
        return this.#onProxy(re, fields, frame.sip ?? Buffer.alloc(0));
      default:
        return this.#refuse(re, "Unknown message type");
    }
  }

  #authenticate(re: string, secret: string, tags: string): void {
    if (!this.#ports.admits(secret)) {
      this.#settle("refused");
      return this.#refuse(re, "incorrect secret");
    }
    this.#admitted = true;
    this.#tags = tags.split(",");
    this.#ports.note({ name: "control.opened" });
    this.#reply(re, "OK", this.#ports.greeting());
    return this.#settle("admitted");
  }

  #reply(re: string, ...result: readonly string[]): void {
    this.#write(replyFrame(this.#ports.ids.uuid(), re, ...result));
  }

  /** Says no and hangs up, once the no is out. */
  #refuse(re: string, reason: string): void {
    this.#ports.note({ name: "control.refused", reason });
    this.#socket.end(replyFrame(this.#ports.ids.uuid(), re, "NO", reason));
    this.#socket.once("finish", () => this.#socket.destroy());
  }

  #onSip(re: string, [transactionId = "", dialogId = "", proxy]: readonly string[], sip: Buffer): void {
    const parsed = parseSparse(sip);
    if (!parsed.ok) {
      const line = sip.toString("latin1", 0, Math.max(0, sip.indexOf("\r\n")));
      return this.#reply(re, "NOK", `invalid request-uri: ${line}`);
    }
    if (parsed.skipped > 0) this.#ports.note({ name: "control.header-skipped" });
    const { message } = parsed;
    const outcome = this.#send(message, transactionId, dialogId, proxy === "" ? undefined : proxy);
    const echoed = whenReady(outcome, (ready) => this.#echo(re, message, ready));
    if (echoed instanceof Promise) echoed.catch((fault) => this.#fault(reasonOf(fault)));
  }

  #onProxy(re: string, fields: readonly string[], sip: Buffer): void {
    const wanted = readOrder(fields, sip);
    if (!wanted) return this.#reply(re, "NOK", "error proxying request to ");
    const { transactionId, order, reportsEach } = wanted;
    const transaction = this.#ports.userAgent().server.handOver(this, transactionId);
    if (!transaction) return this.#reply(re, "NOK", `Unknown transaction id: ${transactionId}`);
    return this.#ports.proxy().forward(transaction, order, {
      final: (received) => {
        if (reportsEach) this.#write(proxiedFrame(this.#ports.ids.uuid(), re, received));
      },
      done: (reached) =>
        reached ? this.#reply(re, "OK", "done") : this.#reply(re, "NOK", "error proxying request to "),
    });
  }

  #send(message: SipMessage, transactionId: string, dialogId: string, proxy: string | undefined): Soon<Outcome> {
    const { client, server } = this.#ports.userAgent();
    if (message.kind === "response") return server.respond(this, transactionId, message);
    if (message.method === "CANCEL") return client.cancel(this, transactionId, message);
    return dialogId === "" ? client.request(this, message, proxy) : client.requestInDialog(this, dialogId, message);
  }

  #echo(re: string, message: SipMessage, outcome: Outcome): void {
    if (!outcome.ok) return this.#reply(re, "NOK", outcome.reason);
    const id = this.#ports.ids.uuid();
    const now = this.#ports.clock.now();
    if (message.kind === "request") return this.#write(requestEcho(id, re, outcome, now));
    const toInvite = outcome.toInvite === true;
    this.#write(responseEcho(id, re, outcome, toInvite, now));
    return outcome.echoed?.();
  }
}
