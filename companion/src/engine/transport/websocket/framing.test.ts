import { describe, expect, it } from "vitest";
import { FrameWriter } from "./frames.ts";
import { WebSocketFraming } from "./framing.ts";

const resource = { transport: "wss", host: "uc.test", port: 443, path: "/sip" } as const;
const door = { path: undefined, origins: ["https://uc.test"] };
const LIMIT = 1000;

/** What a browser sends; `changes` replaces lines by their name, or drops them. */
function opening(changes: Readonly<Record<string, string | undefined>> = {}, start = "GET / HTTP/1.1"): Buffer {
  const fields: Record<string, string | undefined> = {
    Host: "uc.test",
    Upgrade: "WebSocket",
    Connection: "keep-alive, Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Protocol": "chat, sip",
    ...changes,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return Buffer.from(`${[start, ...lines].join("\r\n")}\r\n\r\n`);
}

function answerOf(request: Buffer, at: { path: string | undefined } = door) {
  const server = WebSocketFraming.server({ ...door, ...at }, LIMIT);
  const { reply, fault } = server.push(request);
  return { status: reply?.toString("latin1").split("\r\n", 1)[0]?.split(" ")[1], fault, ready: server.ready, reply };
}

describe("SIP over WebSocket", () => {
  it("begins with a handshake of both ends, and then carries a message a WebSocket message", () => {
    const [client, server] = [WebSocketFraming.client(resource, LIMIT), WebSocketFraming.server(door, LIMIT)];
    expect(client.hello?.toString()).toMatch(/^GET \/sip HTTP\/1\.1\r\nHost: uc\.test\r\n/);
    const agreed = server.push(client.hello ?? Buffer.alloc(0));
    const first = server.wrap(Buffer.from("OPTIONS"));
    expect(client.ready).toBe(false);
    // The first message may come with the handshake.
    expect(client.push(Buffer.concat([agreed.reply ?? Buffer.alloc(0), first])).messages.map(String)).toEqual([
      "OPTIONS",
    ]);
    expect(client.ready && server.ready).toBe(true);
    expect(server.push(client.wrap(Buffer.from("BYE"))).messages.map(String)).toEqual(["BYE"]);
  });

  it("computes the accept of RFC 6455", () => {
    const { reply, status } = answerOf(opening());
    expect(status).toBe("101");
    expect(reply?.toString()).toContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
    expect(reply?.toString()).toContain("Sec-WebSocket-Protocol: sip\r\n");
  });

  it("waits for a handshake that comes in pieces, but not for one without end", () => {
    const server = WebSocketFraming.server(door, LIMIT);
    const request = opening();
    for (let at = 0; at < request.length - 1; at += 1) server.push(request.subarray(at, at + 1));
    expect(server.ready).toBe(false);
    server.push(request.subarray(-1));
    expect(server.ready).toBe(true);
    expect(answerOf(Buffer.alloc(9000, "x"))).toMatchObject({ fault: "websocket-refused", status: "400" });
  });

  it.each([
    ["400", { Host: undefined }],
    ["400", { "Sec-WebSocket-Key": "c2hvcnQ=" }],
    ["400", { "Sec-WebSocket-Protocol": "chat" }],
    ["403", { Origin: "https://evil.test" }],
    ["426", { Upgrade: undefined }],
    ["426", { "Sec-WebSocket-Version": "8" }],
  ])("is refused with %s: %j", (status, changes) => {
    expect(answerOf(opening(changes))).toMatchObject({ status, fault: "websocket-refused", ready: false });
  });

  it.each([
    ["101", { Origin: "https://uc.test" }, "GET /sip HTTP/1.1"],
    ["404", {}, "GET /other HTTP/1.1"],
    ["400", {}, "POST /sip HTTP/1.1"],
    ["400", {}, "GET /sip HTTP/1.0"],
    ["400", { "Bad Name": "x" }, "GET /sip HTTP/1.1"],
  ])("says %s where only one resource is served: %j %s", (status, changes, start) => {
    expect(answerOf(opening(changes, start), { path: "/sip" }).status).toBe(status);
  });

  it.each([
    ["another status", (head: string) => head.replace("101", "200")],
    ["a wrong accept", (head: string) => head.replace(/Accept: ./, "Accept: !")],
    ["another protocol", (head: string) => head.replace("Protocol: sip", "Protocol: chat")],
    ["no protocol", (head: string) => head.replace(/Sec-WebSocket-Protocol: sip\r\n/, "")],
    ["an extension", (head: string) => head.replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: x\r\n\r\n")],
  ])("is given up by the client after %s", (_what, change) => {
    const [client, server] = [WebSocketFraming.client(resource, LIMIT), WebSocketFraming.server(door, LIMIT)];
    const { reply } = server.push(client.hello ?? Buffer.alloc(0));
    expect(client.push(Buffer.from(change(reply?.toString() ?? ""))).fault).toBe("websocket-refused");
  });

  it("answers pings and the keep-alive of browser libraries, and says goodbye", () => {
    const server = WebSocketFraming.server(door, LIMIT);
    server.push(opening());
    const client = new FrameWriter("client");
    expect(server.push(client.ping()).reply).toEqual(Buffer.from([0x8a, 0]));
    expect(server.push(client.message(Buffer.from("\r\n\r\n"))).reply).toEqual(Buffer.from([0x81, 2, 13, 10]));
    expect(server.push(client.pong(Buffer.alloc(0))).pong).toBe(true);
    expect(server.push(client.close(1000))).toMatchObject({
      reply: Buffer.from([0x88, 2, 0x03, 0xe8]),
      fault: "websocket-closed",
    });
  });
});
