import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { createEngine } from "./engine.ts";
import type { Engine, EngineEvent, EngineOptions } from "./engine.ts";
import { requestBytes } from "./testing/messages.ts";
import { Inbox } from "./testing/wire-peer.ts";
import { bindingRequest, readStun } from "./transport/stun.ts";

const stops: Array<() => unknown> = [];
let events: EngineEvent[];

beforeEach(() => {
  events = [];
});

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function start(options: Pick<EngineOptions, "bindings" | "limits">): Promise<Engine> {
  const engine = await createEngine({ ...options, secret: "secret", log: (event) => events.push(event) });
  stops.push(() => engine.stop());
  return engine;
}

const portOf = (engine: Engine, index = 0): number => engine.bindings[index]?.port ?? 0;
const reasons = (): unknown[] => events.flatMap((event) => (event.name === "transport.refused" ? [event.reason] : []));

async function open(port: number, localAddress = "127.0.0.1"): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", localAddress });
  stops.push(() => socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** A browser, as far as its WebSocket goes. */
async function browser(port: number, protocol = "sip"): Promise<{ socket: WebSocket; inbox: Inbox }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, protocol);
  const inbox = new Inbox();
  socket.addEventListener("message", ({ data }) => inbox.put(String(data)));
  stops.push(() => socket.close());
  await Promise.race([once(socket, "open"), once(socket, "error")]);
  return { socket, inbox };
}

/** An application that sends one OPTIONS; its frames, joined. */
async function sendOptions(engine: Engine, uri: string): Promise<() => string> {
  const { address } = await engine.listen({ host: "127.0.0.1", port: 0 });
  if ("path" in address) throw new Error("a port was asked for");
  const socket = await open(address.port);
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString("latin1")));
  const frame = (payload: string): string => `${payload.length}#${payload}`;
  socket.write(frame("a|authenticate|secret|") + frame(`b|sip||\r\nOPTIONS ${uri} SIP/2.0\r\n\r\n`));
  return () => text;
}

describe("WebSocket", () => {
  const bindings = [{ transport: "ws", host: "127.0.0.1", port: 0 }] as const;

  it("serves a browser that asks for SIP, message by message", async () => {
    const { socket, inbox } = await browser(portOf(await start({ bindings })));
    for (const branch of ["z9hG4bK1", "z9hG4bK2"]) socket.send(requestBytes("BYE", { branch }));
    expect(await inbox.next()).toContain("z9hG4bK1");
    expect(await inbox.next()).toMatch(/^SIP\/2\.0 481 [^]*z9hG4bK2/);
  });

  it("refuses one that asks for something else", async () => {
    const { socket } = await browser(portOf(await start({ bindings })), "chat");
    expect(socket.readyState).not.toBe(WebSocket.OPEN);
    expect(reasons()).toEqual(["websocket-refused"]);
  });

  it("ends with a code when a message is too large, and when the engine stops", async () => {
    const engine = await start({ bindings, limits: { messageBytes: 1000 } });
    const [large, idle] = [await browser(portOf(engine)), await browser(portOf(engine))];
    const [tooLarge, goingAway] = [once(large.socket, "close"), once(idle.socket, "close")];
    large.socket.send("x".repeat(1001));
    expect(await tooLarge).toMatchObject([{ code: 1009 }]);
    await engine.stop();
    expect(await goingAway).toMatchObject([{ code: 1001 }]);
  });

  it("hangs up on one that never ends its handshake, or never begins it", async () => {
    const engine = await start({ bindings, limits: { headerTimeout: 30 } });
    const [silent, slow] = [await open(portOf(engine)), await open(portOf(engine))];
    slow.write("GET / HTTP/1.1\r\n");
    await Promise.all([once(silent.resume(), "close"), once(slow.resume(), "close")]);
    expect(reasons()).toEqual(["slow-sender", "slow-sender"]);
  });

  it("calls a server, with a Via that names nobody", async () => {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "sip" });
    stops.push(() => server.close());
    await once(server, "listening");
    const inbox = new Inbox();
    server.on("connection", (socket, { url = "" }) => {
      inbox.put(url);
      socket.on("message", (data) => {
        const text = Buffer.isBuffer(data) ? data.toString() : "";
        inbox.put(text);
        socket.send(text.replace(/^[^\r]*/, "SIP/2.0 200 OK"));
      });
    });
    const engine = await start({ bindings: [{ ...bindings[0], path: "/sip" }] });
    const { port } = server.address() as AddressInfo;
    const frames = await sendOptions(engine, `sip:127.0.0.1:${port};transport=ws`);
    expect(await inbox.next()).toBe("/sip");
    expect(await inbox.next()).toMatch(/\r\nVia: SIP\/2\.0\/WS [0-9a-f]{12}\.invalid;branch=/);
    while (!frames().includes("SIP/2.0 200 OK")) await new Promise((resolve) => setImmediate(resolve));
    // The control protocol knows WebSocket only as a connection.
    expect(frames()).toMatch(/\|sip\|network\|\d+\|tcp\|127\.0\.0\.1\|/);
  });

  it("says when the other end is no SIP server", async () => {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    stops.push(() => server.close());
    await once(server, "listening");
    // It agrees to no protocol.
    server.options.handleProtocols = () => false;
    const { port } = server.address() as AddressInfo;
    const frames = await sendOptions(await start({ bindings }), `sip:127.0.0.1:${port};transport=ws`);
    while (!frames().includes("SIP/2.0 503")) await new Promise((resolve) => setImmediate(resolve));
    expect(frames()).toContain('Warning: 399 engine "websocket-refused"');
  });
});

/** Starts an engine with four bindings on one port; somebody else may take one of them meanwhile, then on another. */
async function onOnePort(tries = 5): Promise<number> {
  const first = await start({ bindings: [{ transport: "udp", host: "0.0.0.0", port: 0 }] });
  const port = portOf(first);
  await first.stop();
  const hosts = ["0.0.0.0", "::"];
  const bindings = hosts.flatMap((host) => (["udp", "tcp"] as const).map((transport) => ({ transport, host, port })));
  const taken = (cause: unknown): Promise<number> => (tries > 1 ? onOnePort(tries - 1) : Promise.reject(cause));
  return start({ bindings }).then(() => port, taken);
}

describe("IPv6", () => {
  it("shares a port with IPv4, and each answers its own", async () => {
    const port = await onOnePort();
    for (const [type, host] of [
      ["udp4", "127.0.0.1"],
      ["udp6", "::1"],
    ] as const) {
      const socket = createSocket(type);
      stops.push(() => socket.close());
      socket.send(requestBytes("OPTIONS", { branch: `z9hG4bK${type}` }), port, host);
      const [answer, sender] = (await once(socket, "message")) as [Buffer, { address: string }];
      expect(answer.toString()).toContain(`;rport=${socket.address().port};branch=z9hG4bK${type};received=${host}\r\n`);
      expect(sender.address).toBe(host);
    }
  });

  it("stands in brackets in Via, Contact and the frames of the application", async () => {
    const peer = createSocket("udp6").bind(0, "::1");
    stops.push(() => peer.close());
    await once(peer, "listening");
    const engine = await start({ bindings: [{ transport: "udp", host: "::1", port: 0 }] });
    const frames = await sendOptions(engine, `sip:bob@[::1]:${peer.address().port}`);
    const [bytes] = (await once(peer, "message")) as [Buffer];
    expect(bytes.toString()).toContain(`Via: SIP/2.0/UDP [::1]:${portOf(engine)};rport;`);
    peer.send(bytes.toString().replace(/^[^\r]*/, "SIP/2.0 200 OK"), portOf(engine), "::1");
    while (!frames().includes("SIP/2.0 200 OK")) await new Promise((resolve) => setImmediate(resolve));
    expect(frames()).toContain(`|udp|[::1]|${peer.address().port}|`);
  });
});

describe("a keep-alive", () => {
  const bindings = (["udp", "tcp"] as const).map((transport) => ({ transport, host: "127.0.0.1", port: 0 }));

  it("is answered: STUN over UDP with the address it came from, line ends over TCP", async () => {
    const engine = await start({ bindings });
    const socket = createSocket("udp4");
    stops.push(() => socket.close());
    const id = Buffer.alloc(12, 7);
    socket.send(bindingRequest(id), portOf(engine), "127.0.0.1");
    const [answer] = (await once(socket, "message")) as [Buffer];
    expect(readStun(answer)).toEqual({
      kind: "success",
      id,
      mapped: { host: "127.0.0.1", port: socket.address().port },
    });
    const stream = await open(portOf(engine, 1));
    stream.write("\r\n\r\n");
    expect(String((await once(stream, "data"))[0])).toBe("\r\n");
  });

  it.each([
    ["invalid-uri", "tel:+33123456789"],
    ["transport-unavailable", "sips:uc.test"],
  ])("is refused with %s for %s", async (code, uri) => {
    const engine = await start({ bindings });
    expect(() => engine.keepAlive(uri, 1000)).toThrow(expect.objectContaining({ code }));
  });

  it("ends with the engine", async () => {
    const engine = await start({ bindings });
    const peer = createSocket("udp4").bind(0, "127.0.0.1");
    stops.push(() => peer.close());
    await once(peer, "listening");
    engine.keepAlive(`sip:127.0.0.1:${peer.address().port}`, 10);
    const [question, { port }] = (await once(peer, "message")) as [Buffer, { port: number }];
    expect(readStun(question)?.kind).toBe("request");
    expect(port).toBe(portOf(engine));
    await engine.stop();
  });
});

describe("a connection that broke", () => {
  it("is opened again for the next request", async () => {
    const inbox = new Inbox();
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (chunk) => {
        inbox.put(chunk.toString("latin1"));
        socket.destroy();
      });
    }).listen(0, "127.0.0.1");
    stops.push(() => server.close());
    await once(server, "listening");
    const engine = await start({ bindings: [{ transport: "tcp", host: "127.0.0.1", port: 0 }] });
    const { port } = server.address() as AddressInfo;
    for (const user of ["first", "second"]) {
      const frames = await sendOptions(engine, `sip:${user}@127.0.0.1:${port};transport=tcp`);
      expect(await inbox.next()).toContain(`OPTIONS sip:${user}@`);
      // The first is answered for the peer: nobody else will.
      while (!frames().includes("SIP/2.0 503")) await new Promise((resolve) => setImmediate(resolve));
    }
  });
});

describe("one peer", () => {
  it("gets no more connections than its share, and others still get theirs", async () => {
    const bindings = [{ transport: "tcp", host: "127.0.0.1", port: 0 }] as const;
    const engine = await start({ bindings, limits: { connectionsPerPeer: 2 } });
    const first = await open(portOf(engine));
    await open(portOf(engine));
    await once((await open(portOf(engine))).resume(), "close");
    expect(reasons()).toEqual(["too-many-connections-of-peer"]);
    const other = await open(portOf(engine), "127.0.0.2");
    other.write(requestBytes("BYE"));
    expect(String((await once(other, "data"))[0])).toContain("SIP/2.0 481");
    // A place that was left is free again, once the engine has seen it.
    first.destroy();
    for (let answer: unknown; answer === undefined;) {
      const later = await open(portOf(engine));
      later.write(requestBytes("BYE", { branch: "z9hG4bKlater" }));
      [answer] = await Promise.race([once(later, "data"), once(later, "close").then(() => [])]);
    }
  });
});
