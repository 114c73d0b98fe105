import { createEngine, type Engine, type EngineEvent, type EngineOptions } from "@twp/companion/src/engine/engine.ts";
import type { Binding } from "@twp/companion/src/engine/transport/flow.ts";
import { once } from "node:events";
import { connect as connectPlain } from "node:net";
import { connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeAuthority, type Authority, type Certificate } from "../peers/certificates.ts";
import { startPhone, type Phone } from "../peers/phone.ts";
import { scratchFolder, startPeer, until } from "../peers/process.ts";

let authority: Authority;
let here: Certificate;
let removeFolder: () => Promise<void>;
const stops: Array<() => unknown> = [];

beforeAll(async () => {
  const scratch = await scratchFolder();
  removeFolder = scratch.remove;
  authority = await makeAuthority(scratch.folder, "authority");
  here = await authority.issue(["IP:127.0.0.1"]);
});
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});
afterAll(() => removeFolder());

function binding(tls: Binding["tls"] = {}): Binding {
  return {
    transport: "tls",
    host: "127.0.0.1",
    port: 0,
    tls: { certificate: here, authorities: [authority.certificate], ...tls },
  };
}

async function serve(tls: Binding["tls"] = {}, limits: EngineOptions["limits"] = {}) {
  const events: EngineEvent[] = [];
  const engine = await createEngine({ bindings: [binding(tls)], limits, log: (event) => events.push(event) });
  stops.push(() => engine.stop());
  return { engine, events, port: portOf(engine) };
}

const portOf = ({ bindings }: Engine): number => bindings[0]?.port ?? 0;

function dial(port: number, options: ConnectionOptions = {}): TLSSocket {
  const socket = connect({ port, host: "127.0.0.1", ca: authority.certificate, ...options });
  stops.push(() => socket.destroy());
  socket.on("error", () => undefined);
  return socket;
}

async function phone(tls?: Binding["tls"]): Promise<Phone> {
  const started = await startPhone({ user: "alice", proxy: "", bindings: [binding(tls)] });
  stops.push(started.stop);
  return started;
}

const request = [
  "BYE sip:alice@127.0.0.1 SIP/2.0",
  "Via: SIP/2.0/TLS 127.0.0.1:9;branch=z9hG4bKtest",
  "From: <sip:bob@127.0.0.1>;tag=b",
  "To: <sip:alice@127.0.0.1>;tag=a",
  "Call-ID: tls-server",
  "CSeq: 1 BYE",
  "Content-Length: 0",
  "",
  "",
].join("\r\n");

function answerOn(socket: TLSSocket): Promise<string> {
  socket.write(request);
  return new Promise((resolve) => {
    socket.once("data", (chunk) => resolve(chunk.toString("latin1").split("\r\n", 1)[0] ?? ""));
    socket.once("close", () => resolve("closed"));
  });
}

describe("a TLS listener", () => {
  it("serves who connects, in version 1.2 and 1.3, and nobody below", async () => {
    const { port } = await serve();
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      const socket = dial(port, { minVersion: version, maxVersion: version });
      expect(await answerOn(socket)).toBe("SIP/2.0 481 Call/Transaction Does Not Exist");
    }
    const old = dial(port, { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" });
    expect(await answerOn(old)).toBe("closed");
  });

  it("hangs up on a handshake that does not end", async () => {
    const { port, events } = await serve({}, { handshakeTimeout: 50 });
    const socket = connectPlain({ port, host: "127.0.0.1" });
    stops.push(() => socket.destroy());
    await once(socket.resume(), "close");
    expect(events).toContainEqual({ name: "transport.refused", reason: "tls-failed", transport: "tls" });
  });

  it("counts handshakes that are not over among the connections of a peer", async () => {
    const { port, events } = await serve({}, { connectionsPerPeer: 1 });
    const half = connectPlain({ port, host: "127.0.0.1" });
    stops.push(() => half.destroy());
    await once(half, "connect");
    expect(await answerOn(dial(port))).toBe("closed");
    expect(events.map((event) => ("reason" in event ? event.reason : ""))).toContain("too-many-connections-of-peer");
  });

  it("does not renegotiate", async () => {
    const { port } = await serve();
    const client = startPeer("openssl", ["s_client", "-tls1_2", "-connect", `127.0.0.1:${port}`]);
    stops.push(client.stop);
    await until(() => client.output().includes("Verify return code"), "openssl is connected");
    client.child.stdin?.write("R\n");
    await until(() => client.output().includes("no renegotiation"), "openssl is refused");
  });

  it("takes only who proves who it is, where that is asked", async () => {
    const { port } = await serve({ clientsMustProve: true });
    expect(await answerOn(dial(port))).toBe("closed");
    const proven = dial(port, { cert: here.chain, key: here.key });
    expect(await answerOn(proven)).toBe("SIP/2.0 481 Call/Transaction Does Not Exist");
  });

  it("cannot be opened with a certificate that is none", async () => {
    const broken = { certificate: { chain: "none", key: here.key } };
    await expect(createEngine({ bindings: [binding(broken)] })).rejects.toMatchObject({ code: "certificate-unusable" });
  });
});

describe("two servers that prove who they are", () => {
  const via = ({ engine }: Phone): string => `sip:127.0.0.1:${portOf(engine)};transport=tls`;

  /** A request each way; whether the second had a connection of its own. */
  async function secondIsOpened(tls: Binding["tls"]): Promise<boolean> {
    const [one, other] = [await phone(tls), await phone(tls)];
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      expect((await from.send("OPTIONS", via(to))).status).toBe(503);
      expect(to.wire.some((text) => text.startsWith("< OPTIONS"))).toBe(true);
    }
    return other.ports.includes(portOf(one.engine));
  }

  it("use one connection for both directions (RFC 5923)", async () => {
    expect(await secondIsOpened({ clientsMustProve: true })).toBe(false);
  });

  it("use two when one of them proved nothing", async () => {
    expect(await secondIsOpened({ clientsMustProve: false })).toBe(true);
  });
});
