import { Failure, frameLimit, type ServerMessage } from "@twp/shared/protocol/index.ts";
import { chromeExtensionId } from "@twp/shared/protocol/extension-id.ts";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { openGateway, PortsTaken, type Gateway } from "../../companion/src/adapters/gateway/gateway.ts";
import { demoPages } from "../../companion/src/adapters/gateway/pages.ts";
import type { Switchboard } from "../../companion/src/adapters/gateway/session.ts";
import { createMirror } from "../../companion/src/features/mirror.ts";

const extension = `chrome-extension://${chromeExtensionId}`;
const demoFolder = new URL("../../companion/pages/demo", import.meta.url).pathname;

let gateway: Gateway;
let ended: string[];
const mirror = createMirror(() => undefined);
const switchboard: Switchboard = {
  state: mirror.state,
  revision: mirror.revision,
  handle: async (command) => {
    if (command === "calls.hold") throw new Failure("call-unknown");
    if (command === "calls.mute") throw new TypeError("a bug with a secret in it");
    return { callId: "1" };
  },
  sessionEnded: (session) => void ended.push(session),
  authenticate: (token) => (token === "right" ? { id: "b", name: "Chrome" } : { code: "token-wrong" }),
  pair: async (code) => (code === "123456" ? "right" : { code: "code-wrong" }),
};
const ports = {
  switchboard,
  subscribe: mirror.subscribe,
  pages: demoPages(demoFolder),
  version: "1.2.3",
  instance: "mine",
  newId: randomUUID,
  now: Date.now,
  log: () => undefined,
};

beforeEach(async () => {
  ended = [];
  gateway = await openGateway({ ...ports, ports: [0] });
});
afterEach(() => gateway.stop());

/** A raw connection: what it said, whether it was turned away, and when it was closed. */
function knock(headers: Record<string, string> = {}, path = "/") {
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}${path}`, { headers });
  const said: ServerMessage[] = [];
  const waiting: (() => void)[] = [];
  socket.on("message", (data) => {
    said.push(JSON.parse(Buffer.isBuffer(data) ? data.toString("utf8") : "") as ServerMessage);
    waiting.splice(0).forEach((wake) => wake());
  });
  const turnedAway = new Promise<boolean>((resolve) => {
    socket.on("open", () => resolve(false));
    socket.on("error", () => resolve(true));
  });
  const closed = new Promise<number>((resolve) => void socket.on("close", resolve));
  const hear = async (type: ServerMessage["type"]): Promise<ServerMessage> => {
    for (;;) {
      const found = said.find((message) => message.type === type);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const say = (message: unknown): void => socket.send(typeof message === "string" ? message : JSON.stringify(message));
  return { socket, said, turnedAway, closed, hear, say };
}

async function enter() {
  const window = knock({ Origin: extension });
  await window.hear("hello");
  window.say({ type: "authenticate", token: "right", client: "panel" });
  await window.hear("snapshot");
  return window;
}

describe("the door", () => {
  it.each([
    ["our extension in Chrome", { Origin: extension }],
    ["our extension in Firefox", { Origin: "moz-extension://5b0f4f0e-7d53-4c1e-9f6e-4d8a0f8e7c11" }],
    ["a program without a browser", {}],
  ])("opens for %s", async (_, headers) => {
    const { turnedAway, socket } = knock(headers);
    expect(await turnedAway).toBe(false);
    socket.terminate();
  });

  it.each([
    ["a web page", { Origin: "https://example.test" }],
    ["a local page", { Origin: "null" }],
    ["another extension", { Origin: "chrome-extension://abcdefghijklmnopabcdefghijklmnop" }],
    ["a page that shows our id in its name", { Origin: `https://chrome-extension.${chromeExtensionId}` }],
    ["a name that was pointed at loopback", { Host: "evil.test:48170", Origin: extension }],
    ["a rebinding name without an origin", { Host: "127.0.0.1.evil.test" }],
  ])("stays shut for %s", async (_, headers) => {
    expect(await knock(headers as Record<string, string>).turnedAway).toBe(true);
  });

  it("stays shut for another path", async () => {
    expect(await knock({ Origin: extension }, "/other").turnedAway).toBe(true);
  });

  it("does not serve pages under another name", async () => {
    const { status } = await fetch(`http://127.0.0.1:${gateway.port}/demo/`);
    expect(status).toBe(200);
    const socket = await rawGet("evil.test");
    expect(socket).toContain("421");
  });

  it.each(["/demo/../package.json", "/demo/%2e%2e/package.json", "/", "/etc/passwd"])(
    "serves nothing at %s",
    async (path) => {
      const { status } = await fetch(`http://127.0.0.1:${gateway.port}${path}`);
      expect(status).toBe(404);
    },
  );

  it("answers a frame of ours in a page that lets nothing else through", async () => {
    const { headers } = await fetch(`http://127.0.0.1:${gateway.port}/`, { method: "HEAD" });
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  });
});

async function rawGet(host: string): Promise<string> {
  const { connect } = await import("node:net");
  return new Promise((resolve) => {
    const socket = connect(gateway.port, "127.0.0.1", () =>
      socket.write(`GET /demo/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    let text = "";
    socket.on("data", (chunk: Buffer) => void (text += chunk.toString()));
    socket.on("close", () => resolve(text));
  });
}

describe("a conversation", () => {
  it("begins with hello, and goes from token to snapshot", async () => {
    const { said } = await enter();
    expect(said.map((message) => message.type)).toEqual(["hello", "snapshot"]);
    expect(said[0]).toMatchObject({ protocol: 1, companion: "1.2.3", instance: "mine" });
  });

  it("ends after a wrong token", async () => {
    const window = knock({ Origin: extension });
    await window.hear("hello");
    window.say({ type: "authenticate", token: "wrong", client: "panel" });
    expect(await window.hear("refused")).toMatchObject({ code: "token-wrong" });
    expect(await window.closed).toBe(1008);
  });

  it("hands out a token for the right code only", async () => {
    const window = knock({ Origin: extension });
    await window.hear("hello");
    window.say({ type: "pair", code: "000000", name: "Chromium" });
    expect(await window.hear("refused")).toMatchObject({ code: "code-wrong" });
    window.say({ type: "pair", code: "123456", name: "Chromium" });
    expect(await window.hear("paired")).toMatchObject({ token: "right" });
  });

  it.each([
    ["a request before the token", JSON.stringify({ type: "request", id: 1, command: "calls.dial", params: null })],
    ["text that is no JSON", "{"],
    ["a message nobody knows", JSON.stringify({ type: "dance" })],
    ["a field nobody knows", JSON.stringify({ type: "authenticate", token: "right", client: "panel", more: 1 })],
    ["bytes", Buffer.from([1, 2, 3])],
  ])("is over after %s", async (_, frame) => {
    const window = knock({ Origin: extension });
    await window.hear("hello");
    window.socket.send(frame);
    expect(await window.closed).toBe(1008);
  });

  it("is over after a frame above the limit", async () => {
    const window = await enter();
    window.say("x".repeat(frameLimit + 1));
    expect(await window.closed).toBe(1009);
    await expect.poll(() => ended).toHaveLength(1);
  });

  it("answers each request once, with a result or with a code", async () => {
    const window = await enter();
    window.say({ type: "request", id: 1, command: "calls.dial", params: {} });
    window.say({ type: "request", id: 2, command: "calls.hold", params: {} });
    window.say({ type: "request", id: 3, command: "calls.mute", params: {} });
    expect(await window.hear("result")).toMatchObject({ id: 1, result: { callId: "1" } });
    await window.hear("failure");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const failures = window.said.filter((message) => message.type === "failure");
    expect(failures).toEqual([
      { type: "failure", id: 2, code: "call-unknown", message: "call-unknown" },
      { type: "failure", id: 3, code: "internal", message: "internal" },
    ]);
  });

  it("slows down a window that asks without end", async () => {
    const window = await enter();
    for (let id = 1; id <= 300; id += 1) window.say({ type: "request", id, command: "calls.dial", params: {} });
    expect(await window.hear("failure")).toMatchObject({ code: "too-many-requests" });
  });

  it("tells every window each event once, in order", async () => {
    const [first, second] = [await enter(), await enter()];
    const before = mirror.revision();
    mirror.publish({ type: "calls.removed", callId: "a" });
    mirror.publish({ type: "calls.removed", callId: "b" });
    await Promise.all([first.hear("event"), second.hear("event")]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const revisions = (said: ServerMessage[]) =>
      said.flatMap((message) => (message.type === "event" ? [message.revision] : []));
    expect(revisions(first.said)).toEqual([before + 1, before + 2]);
    expect(revisions(second.said)).toEqual([before + 1, before + 2]);
  });
});

describe("the ports", () => {
  it("are tried in turn, and when all are taken the companion says so", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const port = (taken.address() as { port: number }).port;
    const second = await openGateway({ ...ports, ports: [port, 0] });
    expect(second.port).not.toBe(port);
    await second.stop();
    await expect(openGateway({ ...ports, ports: [port] })).rejects.toBeInstanceOf(PortsTaken);
    await new Promise((resolve) => taken.close(resolve));
  });
});
