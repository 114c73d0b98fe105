import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createEngine } from "../../companion/src/engine/engine.ts";
import type { Engine, EngineEvent, EngineOptions } from "../../companion/src/engine/engine.ts";
import { readEssentials } from "../../companion/src/engine/message/essentials.ts";
import { parse, parseDamaged } from "../../companion/src/engine/message/parse.ts";
import { controlPeer } from "../../companion/src/engine/testing/control-peer.ts";
import { requestBytes } from "../../companion/src/engine/testing/messages.ts";
import { answerTo as handshakeAnswer } from "../../companion/src/engine/transport/websocket/handshake.ts";
import { until } from "../peers/process.ts";
import { startCallee } from "./callee.ts";
import { answerTo, heapInUse, sent, socketOn } from "./probe.ts";

const FLOODER = "127.0.0.2";
const FRIEND = "127.0.0.1";
const stops: Array<() => unknown> = [];
let events: EngineEvent[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
  events = [];
});

async function start(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const bindings = (["udp", "tcp", "ws"] as const).map((transport) => ({ transport, host: "127.0.0.1", port: 0 }));
  const log = (event: EngineEvent): void => void events.push(event);
  const engine = await createEngine({ bindings, secret: "secret", log, ...options });
  stops.push(() => engine.stop());
  return engine;
}

function portOf(engine: Engine, transport = "udp"): number {
  return engine.bindings.find((binding) => binding.transport === transport)?.port ?? 0;
}

async function flood(port: number, count: number, message: (number: number) => Buffer): Promise<void> {
  const socket = await socketOn(FLOODER);
  for (let number = 0; number < count; number += 1) {
    await sent(socket, message(number), port);
    // Both ends share this process: the engine gets its turn.
    if (number % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  socket.close();
}

const invite = (number: number, body = ""): Buffer =>
  requestBytes("INVITE", { branch: `z9hG4bKflood${number}`, callId: `flood-${number}`, body });

const KIB = 1024;
const head = (...lines: readonly string[]): Buffer => requestBytes("INVITE", { lines });

/** Inputs made to be expensive, of about so many bytes. */
const EXPENSIVE: Readonly<Record<string, (size: number) => Buffer>> = {
  "a Via list of very many entries": (size) =>
    head(`Via: ${Array.from({ length: size / 40 }, (_, n) => `SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${n}`).join(",")}`),
  "a field folded very often": (size) => head(`Subject: a${"\r\n a".repeat(size / 4)}`),
  "folds of nothing but blanks": (size) => head(`Subject: a${"\r\n  \t".repeat(size / 5)}`),
  "blanks and no end": (size) => head(`Subject:${" ".repeat(size)}x`, `Contact: <sip:a@b>${" ;".repeat(size / 2)}`),
  "blanks before a colon": (size) => head(`Content-Length${" ".repeat(size)}x`),
  "quotes that are never closed": (size) => head(`Contact: ${'"\\'.repeat(size / 2)}`),
  "brackets within brackets": (size) => head(`Contact: ${"<".repeat(size)}`, `Route: ${"<>,".repeat(size / 3)}`),
  backslashes: (size) => head(`Subject: ${"\\".repeat(size)}`),
  "very many parameters": (size) => head(`Contact: <sip:a@b>${";a=b".repeat(size / 4)}`),
  "very many lines": (size) => head(...Array.from({ length: size / 5 }, () => "X: y")),
  "SIP versions all over the start line": (size) => Buffer.from(`INVITE ${" SIP/2.0 ".repeat(size / 9)}x\r\n\r\n`),
  "line ends": (size) => Buffer.from(`INVITE sip:a@b SIP/2.0\r\n${"\n\r".repeat(size / 2)}\r\n\r\n`),
  commas: (size) => head(`Contact: ${",".repeat(size)}`, `Via: ${",".repeat(size)}`),
  "NUL bytes": (size) => head(`Subject: ${"\0".repeat(size)}`),
  "truncated UTF-8": (size) => Buffer.concat([head("Subject: x").subarray(0, -4), Buffer.alloc(size, 0xe3)]),
};

describe("an expensive message", () => {
  const generous = { headBytes: 16 * 1024 * KIB, headerCount: 1_000_000 };
  const read = (bytes: Buffer): void => {
    const parsed = parse(bytes, generous);
    if (parsed.ok) readEssentials(parsed.message);
    parseDamaged(bytes, generous);
  };

  it.each(Object.entries(EXPENSIVE))("costs no more than its bytes: %s", (_name, make) => {
    // Half a megabyte, eight times what is let in: were it quadratic, minutes of work. Processor time, not the clock's.
    const bytes = make(512 * KIB);
    const before = process.cpuUsage();
    read(bytes);
    const { user } = process.cpuUsage(before);
    expect(user / 1000).toBeLessThan(2500);
  });

  it("costs no more in a WebSocket handshake", () => {
    const before = process.cpuUsage();
    for (const text of [`X:${" ".repeat(512 * KIB)}x`, `Upgrade: ${`${" ".repeat(1000)}x`.repeat(512)}`])
      handshakeAnswer(`GET / HTTP/1.1\r\nHost: a\r\n${text}`, { path: undefined, origins: [] });
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2500);
  });

  it("leaves the engine serving, whatever was sent", async () => {
    const engine = await start();
    for (const make of Object.values(EXPENSIVE)) {
      await flood(portOf(engine), 3, () => make(60 * KIB));
      const socket = connect(portOf(engine, "tcp"), FRIEND).on("error", () => undefined);
      stops.push(() => socket.destroy());
      socket.write(make(60 * KIB));
    }
    expect(await answerTo(portOf(engine), FRIEND)).toContain("481");
    expect(events.filter(({ name }) => name.endsWith("fault"))).toEqual([]);
  });
});

describe("a flood of calls from one address", () => {
  it("uses up its share, and other peers go on calling", async () => {
    const engine = await start({ limits: { transactions: 400, transactionsPerPeer: 300 } });
    const app = await controlPeer(engine, ["invite", "options"], ({ transactionId, message }, peer) => {
      if (message.kind === "request" && message.method === "OPTIONS")
        peer.send("SIP/2.0 200 OK\r\n\r\n", transactionId);
    });
    stops.push(() => app.stop());
    await flood(portOf(engine), 2000, (number) => invite(number));
    expect(await answerTo(portOf(engine), FLOODER, "OPTIONS")).toContain("503");
    expect(await answerTo(portOf(engine), FRIEND, "OPTIONS")).toContain("200");
    expect(engine.load().transactions).toBeLessThanOrEqual(301);
  });

  it("holds no more memory than it may, however large the calls", async () => {
    const engine = await start({ limits: { transactionBytesPerPeer: 4 * 1024 * KIB } });
    const app = await controlPeer(engine, ["invite"], (_delivered, peer) => void peer.taken());
    stops.push(() => app.stop());
    const before = heapInUse() + process.memoryUsage().external;
    await flood(portOf(engine), 2000, (number) => invite(number, "x".repeat(30 * KIB)));
    await app.settled();
    expect(engine.load().transactions).toBeLessThanOrEqual((4 * 1024) / 30);
    expect(heapInUse() + process.memoryUsage().external - before).toBeLessThan(48 * 1024 * KIB);
  });

  it("begins no more dialogs than there may be, and calls that stand go on", async () => {
    const callee = await startCallee({ limits: { dialogs: 20 } });
    stops.push(() => callee.stop());
    await flood(callee.port, 200, (number) => invite(number));
    expect(await answerTo(callee.port, FRIEND, "INVITE")).toContain("503");
    expect(callee.engine.load().dialogs).toBe(20);
    expect(await answerTo(callee.port, FRIEND, "OPTIONS")).toContain("200");
  });
});

describe("a flood of what belongs nowhere", () => {
  it("leaves nothing behind, and the log stays short", async () => {
    const engine = await start();
    const before = heapInUse();
    const [, branch] = ["", "z9hG4bKnone"];
    const kinds = [
      (n: number) =>
        Buffer.from(
          `SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=${branch}${n}\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=${n}\r\nCall-ID: ${n}\r\nCSeq: 1 INVITE\r\n\r\n`,
        ),
      (n: number) => requestBytes("ACK", { callId: `ack-${n}`, branch: `z9hG4bKack${n}`, toTag: "x" }),
      (n: number) => Buffer.from(`garbage ${n} `.repeat(20)),
      () => Buffer.alloc(1400, 0),
    ];
    await flood(portOf(engine), 8000, (number) => kinds[number % kinds.length]?.(number) ?? Buffer.alloc(0));
    expect(await answerTo(portOf(engine), FRIEND)).toContain("481");
    expect(engine.load()).toMatchObject({ transactions: 1, dialogs: 0 });
    expect(events.length).toBeLessThan(2000);
    expect(heapInUse() - before).toBeLessThan(8 * 1024 * KIB);
  });
});

describe("connections that do nothing", () => {
  async function open(port: number, address: string): Promise<Socket> {
    const socket = connect({ port, host: "127.0.0.1", localAddress: address });
    socket.on("error", () => undefined);
    stops.push(() => socket.destroy());
    await once(socket, "connect");
    return socket;
  }

  it.each(["tcp", "ws"])(
    "take no more places over %s than one address may have, and others get in",
    async (transport) => {
      const engine = await start({ limits: { connectionsPerPeer: 20, headerTimeout: 60_000 } });
      const sockets: Socket[] = [];
      let closed = 0;
      for (let count = 0; count < 60; count += 1) {
        const socket = await open(portOf(engine, transport), FLOODER);
        socket.once("close", () => (closed += 1));
        // A slow-loris: something has begun, and never ends.
        socket.write("GET");
        sockets.push(socket);
      }
      await until(() => closed === 40, "those without a place are hung up");
      const friend = await open(portOf(engine, transport), FRIEND);
      friend.write(transport === "tcp" ? requestBytes("BYE") : "GET / HTTP/1.0\r\n\r\n");
      const [answer] = (await once(friend, "data")) as [Buffer];
      expect(answer.toString()).toMatch(/^SIP\/2\.0 481|^HTTP\/1\.1 400/);
    },
  );

  it("let us dial no more often than we may, when every answer needs a new one", async () => {
    const engine = await start({ limits: { connectionsPerPeer: 5, connectTimeout: 60_000 } });
    const app = await controlPeer(engine, ["options"], () => undefined);
    stops.push(() => app.stop());
    // Somebody who takes connections and says nothing.
    let dialled = 0;
    const silent = createServer(() => (dialled += 1)).listen(0, FRIEND);
    await once(silent, "listening");
    stops.push(() => silent.close());
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    for (let count = 0; count < 30; count += 1)
      app.send(`OPTIONS sip:a@127.0.0.1:${port + (count % 2)};transport=tcp;x=${count} SIP/2.0\r\n\r\n`);
    await app.settled();
    await until(() => dialled > 0, "it is dialled");
    expect(dialled).toBeLessThanOrEqual(5);
  });
});
