import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "./engine.ts";
import type { Engine, EngineEvent, EngineOptions } from "./engine.ts";
import { fakeDns } from "./testing/fake-dns.ts";
import { requestBytes } from "./testing/messages.ts";

const bindings = [
  { transport: "udp", host: "127.0.0.1", port: 0 },
  { transport: "tcp", host: "127.0.0.1", port: 0 },
] as const;

const stops: Array<() => unknown> = [];
let events: EngineEvent[];

beforeEach(() => {
  events = [];
});

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function start(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await createEngine({ bindings, secret: "secret", log: (event) => events.push(event), ...options });
  stops.push(() => engine.stop());
  return engine;
}

function portOf(engine: Engine, transport: "udp" | "tcp"): number {
  return engine.bindings.find((binding) => binding.transport === transport)?.port ?? 0;
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1" });
  stops.push(() => socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** Everything that comes until the other end hangs up. */
async function untilClosed(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString("latin1")));
  socket.on("error", () => undefined);
  await once(socket, "close");
  return text;
}

async function nextText(socket: Socket): Promise<string> {
  const [chunk] = (await once(socket, "data")) as [Buffer];
  return chunk.toString("latin1");
}

async function control(engine: Engine): Promise<Socket> {
  const { address } = await engine.listen({ host: "127.0.0.1", port: 0 });
  if ("path" in address) throw new Error("a port was asked for");
  return open(address.port);
}

function frame(text: string): string {
  return `${Buffer.byteLength(text)}#${text}`;
}

function reasons(): unknown[] {
  return events.map((event) => ("reason" in event ? event.reason : event.name));
}

describe("an engine", () => {
  it("names the ports it really has, and starts again on them once stopped", async () => {
    const first = await start();
    const ports = first.bindings.map(({ port }) => port);
    expect(ports.every((port) => port > 0)).toBe(true);
    await first.stop();
    const second = await start({ bindings: first.bindings });
    expect(second.bindings.map(({ port }) => port)).toEqual(ports);
  });

  it.each(["udp", "tcp"] as const)("says when a %s port is taken, and opens none of the others", async (transport) => {
    const taken = portOf(await start(), transport);
    const wanted = [bindings[0], { transport, host: "127.0.0.1", port: taken }];
    await expect(start({ bindings: wanted })).rejects.toMatchObject({ code: "port-taken" });
  });

  it("says when the machine has no such address", async () => {
    const elsewhere = [{ transport: "udp", host: "192.0.2.1", port: 0 }] as const;
    await expect(start({ bindings: elsewhere })).rejects.toMatchObject({ code: "bind-failed" });
  });

  it("says in Via and Contact what it was told to advertise", async () => {
    const peer = createSocket("udp4").bind(0, "127.0.0.1");
    stops.push(() => peer.close());
    await once(peer, "listening");
    const engine = await start({ bindings: [{ ...bindings[0], advertised: "203.0.113.7" }] });
    const socket = await control(engine);
    const uri = `sip:bob@127.0.0.1:${peer.address().port}`;
    const sip = `INVITE ${uri} SIP/2.0\r\nFrom: sip:alice@localhost\r\n\r\nv=0\r\n`;
    socket.write(frame("a|authenticate|secret|") + frame(`b|sip||\r\n${sip}`));
    const [bytes] = (await once(peer, "message")) as [Buffer];
    const here = `203.0.113.7:${portOf(engine, "udp")}`;
    expect(bytes.toString()).toContain(`Via: SIP/2.0/UDP ${here};rport;`);
    expect(bytes.toString()).toContain(`Contact: <sip:${here}>\r\n`);
    expect(bytes.toString()).toContain(`From: <sip:alice@${here}>;tag=`);
  });

  it("can be stopped twice", async () => {
    const engine = await start();
    await Promise.all([engine.stop(), engine.stop()]);
  });

  it("survives a log and a trace that throw", async () => {
    const broken = (): never => {
      throw new Error("broken sink");
    };
    const engine = await start({ log: broken, onWire: broken });
    const socket = await open(portOf(engine, "tcp"));
    socket.write(requestBytes("BYE"));
    expect(await nextText(socket)).toContain("SIP/2.0 481");
  });
});

describe("the network side", () => {
  it("ignores keep-alives and what is no SIP over UDP, and serves the next message", async () => {
    const engine = await start();
    const socket = createSocket("udp4");
    stops.push(() => socket.close());
    for (const text of ["", "\r\n\r\n", "\0", "x".repeat(2000)]) socket.send(text, portOf(engine, "udp"), "127.0.0.1");
    socket.send(requestBytes("OPTIONS"), portOf(engine, "udp"), "127.0.0.1");
    const [answer] = (await once(socket, "message")) as [Buffer];
    expect(answer.toString()).toMatch(/^SIP\/2\.0 503 /);
    expect(answer.toString()).toContain(`rport=${socket.address().port}`);
  });

  it("reads messages that share a segment, and one that comes in pieces", async () => {
    const engine = await start();
    const socket = await open(portOf(engine, "tcp"));
    const [one, two] = [requestBytes("BYE", { branch: "z9hG4bK1" }), requestBytes("BYE", { branch: "z9hG4bK2" })];
    socket.write(Buffer.concat([one, Buffer.from("\r\n\r\n"), two.subarray(0, 50)]));
    expect(await nextText(socket)).toContain("z9hG4bK1");
    socket.write(two.subarray(50));
    expect(await nextText(socket)).toContain("z9hG4bK2");
  });

  it.each([
    ["message-too-large", "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 70000\r\n\r\n"],
    ["message-too-large", `OPTIONS sip:a@b SIP/2.0\r\nX: ${"x".repeat(70_000)}`],
    ["bad-framing", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"],
  ])("hangs up on a peer that sends %s", async (reason, text) => {
    const engine = await start();
    const socket = await open(portOf(engine, "tcp"));
    socket.write(text);
    await untilClosed(socket);
    expect(reasons()).toContain(reason);
  });

  it("hangs up on a peer that is too slow, and on one that is idle", async () => {
    const engine = await start({ limits: { headerTimeout: 30, idleTimeout: 200 } });
    const [slow, idle] = [await open(portOf(engine, "tcp")), await open(portOf(engine, "tcp"))];
    slow.write("OPTIONS sip:");
    await untilClosed(slow);
    expect(reasons()).toEqual(["slow-sender"]);
    await untilClosed(idle);
  });

  it("keeps no more connections than it may", async () => {
    const engine = await start({ limits: { connections: 1 } });
    await open(portOf(engine, "tcp"));
    await untilClosed(await open(portOf(engine, "tcp")));
    expect(reasons()).toEqual(["too-many-connections"]);
  });
});

describe("the control side", () => {
  it.each(["id|ping", "id|route|invite", "id|sip||\r\nOPTIONS sip:a@b SIP/2.0\r\n\r\n"])(
    "serves nothing before the secret: %j",
    async (text) => {
      const socket = await control(await start());
      socket.write(frame(text));
      expect(await untilClosed(socket)).toMatch(/\|response\|id\|NO\|not authenticated$/);
    },
  );

  it("hangs up after a wrong secret, whatever follows it", async () => {
    const socket = await control(await start());
    socket.write(frame("a|authenticate|guess|") + frame("b|ping"));
    const text = await untilClosed(socket);
    expect(text).toMatch(/\|response\|a\|NO\|incorrect secret$/);
    expect(JSON.stringify(events)).not.toContain("guess");
  });

  it.each(["nonsense", "0#", "9999999#"])("hangs up on broken framing: %j", async (text) => {
    const socket = await control(await start());
    socket.write(text);
    await untilClosed(socket);
    expect(reasons()).toEqual(["broken-framing"]);
  });

  it("says no to a command it does not know", async () => {
    const socket = await control(await start());
    socket.write(frame("a|authenticate|secret|"));
    expect(await nextText(socket)).toContain("|OK|udp/127.0.0.1:");
    socket.write(frame("b|dance"));
    expect(await untilClosed(socket)).toMatch(/\|response\|b\|NO\|Unknown message type$/);
  });

  it("does not listen without a secret", async () => {
    const engine = await createEngine({ bindings: [] });
    await expect(engine.listen({ host: "127.0.0.1", port: 0 })).rejects.toMatchObject({ code: "secret-required" });
    await expect(engine.connect("/nowhere/at/all")).rejects.toMatchObject({ code: "not-connected" });
  });

  it("answers 503 when a host name has no address, after the echo", async () => {
    const socket = await control(await start({ lookup: fakeDns({}) }));
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString("latin1")));
    socket.write(frame("a|authenticate|secret|") + frame("b|sip||\r\nOPTIONS sip:x@nowhere.test SIP/2.0\r\n\r\n"));
    while (!text.includes("SIP/2.0 503")) await once(socket, "data");
    expect(text.indexOf("Msg sent:")).toBeLessThan(text.indexOf("SIP/2.0 503"));
  });

  it("finds a host by its name, and asks once", async () => {
    const lookup = fakeDns({ addresses: { "phone.test": ["127.0.0.1"] } });
    const peer = createSocket("udp4").bind(0, "127.0.0.1");
    stops.push(() => peer.close());
    await once(peer, "listening");
    const socket = await control(await start({ lookup }));
    const options = `OPTIONS sip:x@phone.test:${peer.address().port} SIP/2.0\r\n\r\n`;
    socket.write(frame("a|authenticate|secret|") + frame(`b|sip||\r\n${options}`) + frame(`c|sip||\r\n${options}`));
    const first = (await once(peer, "message")) as [Buffer];
    const second = (await once(peer, "message")) as [Buffer];
    expect([first, second].every(([bytes]) => bytes.toString().startsWith("OPTIONS sip:x@phone.test"))).toBe(true);
    expect(lookup.asked).toEqual(["address phone.test"]);
  });

  it("never lets a header of an application begin another line", async () => {
    const wire: string[] = [];
    const onWire: EngineOptions["onWire"] = (direction, bytes) => direction === "out" && wire.push(bytes.toString());
    const engine = await start({ onWire });
    const socket = await control(engine);
    const sip = "OPTIONS sip:x@127.0.0.2 SIP/2.0\r\nSubject: a\nEvil: b\r\nX-Also: c\rd\r\n\r\n";
    socket.write(frame("a|authenticate|secret|") + frame(`b|sip||\r\n${sip}`));
    while (wire.length === 0) await once(socket, "data");
    expect(wire[0]).not.toMatch(/Evil|X-Also/);
  });
});
