import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sdp, startStation, until } from "./engine-harness.ts";
import type { AppDialog, ProxyResult, Station } from "./engine-harness.ts";

let alice: Station;
let bob: Station;
let carol: Station;
let proxy: Station;
let outcomes: ProxyResult[];

beforeEach(async () => {
  [alice, bob, carol, proxy] = await Promise.all([startStation(), startStation(), startStation(), startStation()]);
  outcomes = [];
});

afterEach(async () => {
  await Promise.all([alice.stop(), bob.stop(), carol.stop(), proxy.stop()]);
});

function proxyTo(targets: string[], options: object): void {
  proxy.srf.invite((req) => void proxy.srf.proxyRequest(req, targets, options).then((result) => outcomes.push(result)));
}

/** The station answers; gives its side of the call. */
function answers(station: Station): Promise<AppDialog> {
  return new Promise((resolve, reject) => {
    station.srf.invite((req, res) => {
      station.srf.createUAS(req, res, { localSdp: sdp(4000) }).then(resolve, reject);
    });
  });
}

describe("a drachtio-srf application that proxies", () => {
  it("stays in the call, whose requests pass through without it", async () => {
    proxyTo([bob.uri("bob")], { recordRoute: true });
    const answered = answers(bob);
    const hers = await alice.srf.createUAC(proxy.uri("bob"), { localSdp: sdp(4002) });
    const his = await answered;
    his.on("modify", (_req, res: { send(status: number, options: object): void }) =>
      res.send(200, { body: sdp(4000) }),
    );
    await hers.modify(sdp(4002, "sendonly"));
    const ended = new Promise((resolve) => his.on("destroy", resolve));
    await hers.destroy();
    await ended;
    expect(outcomes).toMatchObject([{ connected: true, finalStatus: 200 }]);
    expect(proxy.wire.filter((line) => line.startsWith("out INVITE") || line.startsWith("out BYE"))).toEqual([
      "out INVITE",
      "out INVITE",
      "out BYE",
    ]);
    await until(() => proxy.engine.load().proxied === 0);
  });

  it("rings two at once, and the one that answers ends the other's ringing", async () => {
    proxyTo([bob.uri("bob"), carol.uri("carol")], { forking: "simultaneous" });
    const cancelled = new Promise((resolve) =>
      carol.srf.invite((req, res) => {
        req.on("cancel", resolve);
        res.send(180);
      }),
    );
    bob.srf.invite((req, res) => {
      // Carol rings before Bob answers.
      void until(() => carol.wire.includes("out 180")).then(() => bob.srf.createUAS(req, res, { localSdp: sdp(4000) }));
    });
    const hers = await alice.srf.createUAC(proxy.uri("everybody"), { localSdp: sdp(4002) });
    await cancelled;
    await hers.destroy();
    expect(outcomes).toMatchObject([{ connected: true }]);
  });

  it("follows a redirect over TCP", async () => {
    proxyTo([carol.uri("carol")], { followRedirects: true, recordRoute: true });
    carol.srf.invite((_req, res) => res.send(302, { headers: { Contact: `<${bob.uri("bob", "tcp")}>` } }));
    const answered = answers(bob);
    const hers = await alice.srf.createUAC(proxy.uri("bob"), { localSdp: sdp(4002) });
    const his = await answered;
    const ended = new Promise((resolve) => hers.on("destroy", resolve));
    await his.destroy();
    await ended;
    expect(outcomes).toMatchObject([{ connected: true }]);
  });
});

it("call records tell who called, began and ended", async () => {
  const said: string[] = [];
  for (const event of ["cdr:attempt", "cdr:start", "cdr:stop"]) {
    alice.srf.on(event, (source: string, _time: string, ...rest: unknown[]) => {
      said.push([event, source, ...rest.filter((each) => typeof each === "string")].join(" "));
    });
  }
  bob.srf.invite((_req, res) => res.send(486));
  await expect(alice.srf.createUAC(bob.uri("bob"), { localSdp: sdp(4002) })).rejects.toMatchObject({ status: 486 });
  const [his, hers] = await Promise.all([
    answers(carol),
    alice.srf.createUAC(carol.uri("carol"), { localSdp: sdp(4002) }),
  ]);
  await his.destroy();
  await until(() => said.length === 5);
  expect(hers.sip.callId).not.toBe("");
  expect(said).toEqual([
    "cdr:attempt application",
    "cdr:stop network call-rejected",
    "cdr:attempt application",
    "cdr:start network uac",
    "cdr:stop network normal-release",
  ]);
});
