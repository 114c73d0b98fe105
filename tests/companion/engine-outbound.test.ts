import { once } from "node:events";
import { createServer as createWebServer } from "node:http";
import type { Server as WebServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newApp, sdp, startStation } from "./engine-harness.ts";
import type { App, Station } from "./engine-harness.ts";

/** What the web server answers to the next question, and the questions it was asked. */
let answer: (asked: string) => Promise<string> | string;
let questions: string[];
let web: WebServer;
let alice: Station;
let queue: Station;
let listening: { readonly srf: App; readonly server: Server; readonly port: number };

beforeEach(async () => {
  questions = [];
  web = createWebServer((request, response) => {
    questions.push(`${request.method} ${request.url}`);
    void Promise.resolve(answer(request.url ?? "")).then((text) => response.end(text));
  }).listen(0, "127.0.0.1");
  await once(web, "listening");
  const url = `http://127.0.0.1:${portOf(web)}`;
  const handlers = [
    { method: "INVITE", url, verb: "GET" },
    { method: "OPTIONS", url, verb: "POST" },
  ] as const;
  [alice, queue] = await Promise.all([startStation(), startStation({ handlers })]);
  listening = await listeningApp("open sesame");
});

afterEach(async () => {
  await Promise.all([alice.stop(), queue.stop()]);
  web.close();
  listening.server.close();
});

function portOf(server: { address(): string | AddressInfo | null }): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

async function listeningApp(secret: string): Promise<typeof listening> {
  const [srf, server] = [newApp(), createServer().listen(0, "127.0.0.1")];
  await once(server, "listening");
  srf.on("error", () => undefined);
  srf.listen({ server, secret });
  return { srf, server, port: portOf(server) };
}

const says = (action: string, data: object): void => {
  answer = () => JSON.stringify({ action, data });
};

const call = () => alice.srf.createUAC(queue.uri("queue"), { localSdp: sdp(4002) });

describe("a call that a web server decides about", () => {
  it("is brought to an application that listens, as the server does it", async () => {
    says("route", { uri: `127.0.0.1:${listening.port}` });
    listening.srf.invite((req, res) => void listening.srf.createUAS(req, res, { localSdp: sdp(4000) }));
    const hers = await call();
    await hers.destroy();
    const uri = queue.uri("queue").replace("sip:", "").replace("@", "%40").replace(":", "%3a");
    expect(questions).toEqual([
      "GET /?method=INVITE&domain=127.0.0.1&protocol=udp&source_address=127.0.0.1" +
        `&toUser=queue&uriUser=queue&contentType=application%2fsdp&uri=sip%3a${uri}`,
    ]);
  });

  it("is rejected with the status and the reason it says", async () => {
    says("reject", { status: 486, reason: "Busy Here" });
    await expect(call()).rejects.toMatchObject({ status: 486, reason: "Busy Here" });
  });

  it("is redirected", async () => {
    says("redirect", { contact: "sip:bob@192.0.2.9" });
    await expect(call()).rejects.toMatchObject({ status: 302 });
  });

  it("is proxied", async () => {
    const bob = await startStation();
    says("proxy", { destination: [bob.uri("bob")], recordRoute: true });
    bob.srf.invite((req, res) => void bob.srf.createUAS(req, res, { localSdp: sdp(4000) }));
    const hers = await call();
    await hers.destroy();
    expect(queue.wire.filter((line) => line.startsWith("out "))).toContain("out BYE");
    await bob.stop();
  });

  it("goes to an application that connected under a tag", async () => {
    says("route", { tag: "blue" });
    const control = await queue.engine.listen({ host: "127.0.0.1", port: 0 });
    const srf = newApp();
    if ("path" in control.address) throw new Error("a port was asked for");
    srf.connect({ ...control.address, secret: "open sesame", tags: ["red", "blue"] });
    await once(srf, "connect");
    srf.invite((_req, res) => res.send(603));
    await expect(call()).rejects.toMatchObject({ status: 603 });
    srf.disconnect();
  });

  it("gets 480 when the application is not there, or does not know the secret", async () => {
    says("route", { uri: "127.0.0.1:1" });
    await expect(call()).rejects.toMatchObject({ status: 480 });
    const stranger = await listeningApp("another secret");
    says("route", { uri: `127.0.0.1:${stranger.port}` });
    await expect(call()).rejects.toMatchObject({ status: 480 });
    stranger.server.close();
  });

  it("gets 500 when the web server says nothing that can be done", async () => {
    answer = () => "<html>";
    await expect(call()).rejects.toMatchObject({ status: 500 });
  });

  it("can be given up while the web server thinks", async () => {
    const { promise: thinking, resolve: decide } = Promise.withResolvers<string>();
    answer = () => thinking;
    const asked = once(web, "request");
    const refused = alice.srf
      .createUAC(
        queue.uri("queue"),
        { localSdp: sdp(4002) },
        { cbRequest: (_error, req) => void asked.then(() => req.cancel(() => undefined)) },
      )
      .catch((error: { status: number }) => error.status);
    expect(await refused).toBe(487);
    decide(JSON.stringify({ action: "route", data: { uri: `127.0.0.1:${listening.port}` } }));
  });
});

it("other requests may be decided about too, with the message in the question's body", async () => {
  says("reject", { status: 404 });
  const status = await new Promise((resolve, reject) => {
    alice.srf.request(queue.uri("queue"), { method: "OPTIONS" }, (error, req) => {
      if (error) reject(error);
      else req.on("response", (res: { status: number }) => resolve(res.status));
    });
  });
  expect([status, questions[0]?.slice(0, 20)]).toEqual([404, "POST /?method=OPTION"]);
});
