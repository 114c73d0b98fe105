import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { FrameReader } from "./control/framing.ts";
import { createEngine } from "./engine.ts";
import type { Engine } from "./engine.ts";
import { randomIds } from "./transaction/ids.ts";
import { Likeness } from "./traces/likeness.ts";
import { readTrace } from "./traces/trace.ts";
import type { Trace, TracedMessage } from "./traces/trace.ts";
import { Inbox, tcpPeer, udpPeer } from "./testing/wire-peer.ts";
import type { WirePeer } from "./testing/wire-peer.ts";

const stops: Array<() => unknown> = [];

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** An application that says what the trace says. */
class ScriptedApp {
  readonly inbox = new Inbox();
  readonly #socket: Socket;

  constructor(address: AddressInfo | { port: number }) {
    this.#socket = connect({ port: address.port, host: "127.0.0.1" });
    const frames = new FrameReader(100_000);
    this.#socket.on("data", (chunk) => {
      for (const payload of frames.push(chunk).payloads) this.inbox.put(payload.toString("latin1"));
    });
    stops.push(() => this.#socket.destroy());
  }

  send(payload: string): void {
    const bytes = Buffer.from(payload, "latin1");
    this.#socket.write(Buffer.concat([Buffer.from(`${bytes.length}#`), bytes]));
  }
}

/** Both bindings on one port, as the recorded server had them. */
async function startEngine(cseqs: readonly number[]): Promise<Engine> {
  let calls = 0;
  const cseq = (): number => cseqs[Math.min(calls++, cseqs.length - 1)] ?? 1;
  for (let attempt = 0; ; attempt += 1) {
    const port = await freePort();
    const bindings = [
      { transport: "tcp", host: "127.0.0.1", port },
      { transport: "udp", host: "127.0.0.1", port },
    ] as const;
    try {
      const engine = await createEngine({ bindings, secret: "cymru", ids: { ...randomIds, cseq } });
      stops.push(() => engine.stop());
      return engine;
    } catch (cause) {
      if (attempt === 5) throw cause;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A side of a trace; `until` is what the server said by its own fault, where the comparison ends, `without` what it never let through. */
type Scene = {
  name: string;
  side: "A" | "B";
  transport?: "udp" | "tcp";
  /** First numbers of the calls; the server counts from a clock, and mostly they are the same. */
  cseqs?: readonly number[];
  until?: string;
  without?: string;
};

const TERMINATED = "NOK|Response not sent due to unknown transaction";

/** Plays one side of a trace: the app's frames and the peer's messages go in, all that comes out is compared. */
class Replay {
  readonly #trace: Trace;
  readonly #own: string;
  readonly #likeness = new Likeness();
  readonly #messages: TracedMessage[];
  #app: ScriptedApp | undefined;

  constructor(scene: Scene) {
    this.#trace = readTrace(scene.name, scene.side);
    this.#own = scene.side === "A" ? "127.0.0.1:5070" : "127.0.0.1:5080";
    const method = scene.transport === "tcp" ? "TCP" : "UDP";
    this.#messages = this.#trace.messages
      .filter(({ bytes }) => bytes.includes(`SIP/2.0/${method}`))
      .filter(({ source, target }) => method === "TCP" || source === this.#own || target === this.#own)
      .filter(({ bytes }) => scene.without === undefined || !bytes.startsWith(scene.without))
      // What was sent again while nobody answered: when that happens depends on the machine's load.
      .filter(({ bytes }, index, all) => all.findIndex((other) => other.bytes === bytes) === index);
  }

  async run(scene: Scene): Promise<void> {
    const first = Number(/CSeq: (\d+)/.exec(JSON.stringify(this.#trace))?.[1] ?? 1);
    const engine = await startEngine(scene.cseqs ?? [first]);
    const port = engine.bindings[0]?.port ?? 0;
    const control = await engine.listen({ host: "127.0.0.1", port: 0 });
    if ("path" in control.address) throw new Error("a port was asked for");
    const peer = await this.#startPeer(scene, port);
    await this.#learnPorts(scene, port, peer);
    for (const frame of this.#trace.frames) {
      if (scene.until !== undefined && frame.payload.endsWith(scene.until)) return;
      if (frame.from === "app") this.#send(frame.payload, control.address);
      else await this.#expect(frame.payload, peer);
    }
    await this.#play(peer, () => false);
  }

  async #startPeer(scene: Scene, enginePort: number): Promise<WirePeer> {
    const calls = scene.side === "B" ? enginePort : undefined;
    const peer = await (scene.transport === "tcp" ? tcpPeer(calls) : udpPeer(enginePort));
    stops.push(() => peer.stop());
    return peer;
  }

  async #learnPorts(scene: Scene, port: number, peer: WirePeer): Promise<void> {
    const others = scene.side === "A" ? ["5080", "5060"] : ["5070", "5060"];
    this.#likeness.same(scene.side === "A" ? "5070" : "5080", String(port));
    for (const other of others) this.#likeness.same(other, String(peer.port));
    // The source port of the recorded connection: the peer's when it called, nobody's when the engine did.
    if (scene.side === "B") this.#likeness.same("47525", String(peer.port));
    this.#likeness.same("5099", String(await freePort()));
  }

  #send(payload: string, address: { port: number }): void {
    if (!this.#app || payload.includes("|authenticate|")) this.#app = new ScriptedApp(address);
    this.#app.send(this.#likeness.translate(payload));
  }

  /** A frame that carries a message of the network comes after that message was played on the wire. */
  async #expect(payload: string, peer: WirePeer): Promise<void> {
    const carried = /\|(?:sip|OK)\|network\|[1-9]/.test(payload)
      ? keyOf(payload.slice(payload.indexOf("\r\n") + 2))
      : undefined;
    if (carried !== undefined) await this.#play(peer, (message) => keyOf(message.bytes) !== carried);
    const actual = await this.#app?.inbox.next();
    this.#compare(payload, actual ?? "");
  }

  /** Plays the wire up to and with the first message of the peer that is the one looked for. */
  async #play(peer: WirePeer, further: (message: TracedMessage) => boolean): Promise<void> {
    for (let message = this.#messages.shift(); message; message = this.#messages.shift()) {
      if (message.target === `${this.#own.slice(0, 10)}5099`) continue;
      const outgoing = message.source === this.#own || (message.target !== this.#own && this.#engineCalled(message));
      if (outgoing) this.#compare(message.bytes, await peer.next());
      else {
        peer.send(Buffer.from(this.#likeness.translate(message.bytes), "latin1"));
        if (!further(message)) return;
      }
    }
  }

  #compare(traced: string, ours: string): void {
    const { expected, actual } = this.#likeness.compared(traced, ours);
    expect(actual).toBe(expected);
  }

  /** Over TCP the caller has a port of its own: it is the engine's side when the other end is the peer's. */
  #engineCalled({ source, target }: TracedMessage): boolean {
    return this.#own.endsWith("5070")
      ? target.endsWith(":5080") && source.endsWith(":47525")
      : target.endsWith(":47525");
  }
}

/** What tells one message of a trace from the others. */
function keyOf(message: string): string {
  const line = message.slice(0, message.indexOf("\r\n"));
  const branch = /branch=([^;\r]+)/.exec(message)?.[1] ?? "";
  return `${line} ${branch}`;
}

describe("the engine says what the real server said", () => {
  it.each<Scene>([
    { name: "01-connect", side: "A" },
    { name: "02-register-401", side: "A" },
    { name: "03-invite-answer-bye", side: "A" },
    { name: "03-invite-answer-bye", side: "B" },
    { name: "04-cancel", side: "A" },
    { name: "04-cancel", side: "B" },
    { name: "05-reject-486", side: "A" },
    { name: "05-reject-486", side: "B" },
    { name: "06-reinvite-hold", side: "A" },
    { name: "06-reinvite-hold", side: "B" },
    { name: "07-refer-notify", side: "A" },
    { name: "07-refer-notify", side: "B" },
    { name: "10-message", side: "A" },
    { name: "10-message", side: "B" },
    { name: "08-subscribe-notify-presence", side: "A", until: TERMINATED },
    { name: "08-subscribe-notify-presence", side: "B" },
    { name: "09-subscribe-server-side", side: "A", until: TERMINATED },
    { name: "09-subscribe-server-side", side: "B" },
    { name: "11-publish", side: "A" },
    { name: "12-prack-early-media", side: "A" },
    { name: "12-prack-early-media", side: "B" },
    { name: "13-proxy", side: "A" },
    { name: "14-info-options-update", side: "A" },
    { name: "14-info-options-update", side: "B" },
    { name: "15-cdr", side: "A" },
    { name: "15-cdr", side: "B" },
    { name: "16-errors", side: "A" },
    { name: "18-out-of-dialog-oddities", side: "A", cseqs: [123_153_911, 123_153_912] },
    { name: "18-out-of-dialog-oddities", side: "B", without: "REFER" },
    { name: "19-tcp", side: "A", transport: "tcp" },
    { name: "19-tcp", side: "B", transport: "tcp" },
    { name: "20-3pcc-delayed-offer", side: "A" },
    { name: "20-3pcc-delayed-offer", side: "B" },
  ])("$name, side $side", async (scene) => {
    await new Replay(scene).run(scene);
  });
});
