import { createHash } from "node:crypto";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newApp, sdp, startStation, until } from "./engine-harness.ts";
import type { AppDialog, AppRequest, AppResponse, Station } from "./engine-harness.ts";

const PASSWORD = "wonderland";

let alice: Station;
let bob: Station;

beforeEach(async () => {
  [alice, bob] = await Promise.all([startStation(), startStation()]);
});

afterEach(async () => {
  await Promise.all([alice.stop(), bob.stop()]);
});

function challenge(req: AppRequest, res: AppResponse): void {
  const credentials = /response="([0-9a-f]+)"/.exec(req.get("Authorization") ?? "")?.[1];
  const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
  const expected = md5(`${md5(`alice:test:${PASSWORD}`)}:abc:${md5(`REGISTER:${req.uri}`)}`);
  if (credentials === expected) res.send(200, { headers: { Contact: req.get("Contact") } });
  else res.send(401, { headers: { "WWW-Authenticate": 'Digest realm="test", nonce="abc"' } });
}

function request(station: Station, uri: string, options: object): Promise<AppResponse> {
  return new Promise((resolve, reject) => {
    station.srf.request(uri, options, (error, req) => {
      if (error) reject(error);
      else req.on("response", resolve);
    });
  });
}

/** Bob answers every call; resolves with his side of the first. */
function bobAnswers(): Promise<AppDialog> {
  return new Promise((resolve, reject) => {
    bob.srf.invite((req, res) => {
      bob.srf.createUAS(req, res, { localSdp: sdp(4000) }).then(resolve, reject);
    });
  });
}

async function connected(): Promise<{ hers: AppDialog; his: AppDialog }> {
  const answered = bobAnswers();
  const hers = await alice.srf.createUAC(bob.uri("bob"), { localSdp: sdp(4002) });
  return { hers, his: await answered };
}

async function everythingIsForgotten(): Promise<void> {
  await until(() => alice.engine.load().dialogs === 0 && bob.engine.load().dialogs === 0);
}

describe("two drachtio-srf applications on two engines", () => {
  it("registers with the digest the registrar asks for", async () => {
    bob.srf.register(challenge);
    const uri = bob.uri("registrar");
    const headers = { To: "<sip:alice@test>", From: "<sip:alice@test>", Contact: "<sip:alice@localhost>;expires=60" };
    const auth = { username: "alice", password: PASSWORD };
    const response = await request(alice, uri, { method: "REGISTER", headers, auth });
    expect(response.status).toBe(200);
    expect(response.get("Contact")).toBe(`<sip:alice@127.0.0.1:${alice.engine.bindings[0]?.port}>;expires=60`);
    expect(bob.wire).toEqual(["in REGISTER", "out 401", "in REGISTER", "out 200"]);
  });

  it.each(["udp", "tcp"] as const)("answers a call over %s, and the caller hangs up", async (transport) => {
    let ended = false;
    bob.srf.invite(async (req, res) => {
      res.send(180);
      const uas = await bob.srf.createUAS(req, res, { localSdp: sdp(4000) });
      uas.on("destroy", () => (ended = true));
    });
    const call = await alice.srf.createUAC(bob.uri("bob", transport), { localSdp: sdp(4002) });
    expect(call.remote.sdp).toContain("m=audio 4000");
    await call.destroy();
    await until(() => ended);
    await everythingIsForgotten();
    expect(bob.wire).toEqual(["in INVITE", "out 100", "out 180", "out 200", "in ACK", "in BYE", "out 200"]);
  });

  it("lets the called party hang up", async () => {
    const { hers, his } = await connected();
    const ended = once(hers, "destroy");
    await his.destroy();
    await ended;
    await everythingIsForgotten();
  });

  it("puts a call on hold and takes it back, from either side", async () => {
    const { hers, his } = await connected();
    expect(await hers.modify(sdp(4002, "sendonly"))).toContain("m=audio 4000");
    expect(his.remote.sdp).toContain("a=sendonly");
    expect(await his.modify(sdp(4000, "inactive"))).toContain("m=audio 4002");
    expect(hers.remote.sdp).toContain("a=inactive");
    await hers.destroy();
    await everythingIsForgotten();
  });

  it("carries INFO, MESSAGE and UPDATE inside a call, both ways", async () => {
    const { hers, his } = await connected();
    const bodies: string[] = [];
    for (const [dialog, name] of [
      [his, "info"],
      [hers, "message"],
    ] as const) {
      dialog.on(name, (req: AppRequest, res: AppResponse) => {
        bodies.push(req.body);
        res.send(200);
      });
    }
    const headers = { "Content-Type": "text/plain" };
    expect((await hers.request({ method: "INFO", headers, body: "one" })).status).toBe(200);
    expect((await his.request({ method: "MESSAGE", headers, body: "zwo ünï" })).status).toBe(200);
    expect(bodies).toEqual(["one", "zwo ünï"]);
    await his.destroy();
    await everythingIsForgotten();
  });

  it("cancels a call that rings", async () => {
    const cancelled = new Promise<void>((resolve) => {
      bob.srf.invite((req, res) => {
        req.on("cancel", () => resolve());
        res.send(180);
      });
    });
    const call = alice.srf.createUAC(
      bob.uri("bob"),
      { localSdp: sdp(4002) },
      { cbRequest: (_error, req) => setTimeout(() => req.cancel(() => undefined), 50) },
    );
    await expect(call).rejects.toMatchObject({ status: 487 });
    await cancelled;
    await everythingIsForgotten();
    expect(alice.wire.filter((line) => line.startsWith("out"))).toEqual(["out INVITE", "out CANCEL", "out ACK"]);
  });

  it("takes no for an answer", async () => {
    bob.srf.invite((_req, res) => res.send(486));
    await expect(alice.srf.createUAC(bob.uri("bob"), { localSdp: sdp(4002) })).rejects.toMatchObject({ status: 486 });
    await everythingIsForgotten();
  });

  it("carries a REFER outside any dialog to the application", async () => {
    bob.srf.refer((_req, res) => res.send(202));
    const response = await request(alice, bob.uri("bob"), {
      method: "REFER",
      headers: { "Refer-To": "<sip:carol@x>" },
    });
    expect(response.status).toBe(202);
  });

  it("answers for an application that routed nothing", async () => {
    expect((await request(alice, bob.uri("bob"), { method: "OPTIONS" })).status).toBe(503);
  });

  it("says within a second that nobody listens", async () => {
    const uri = bob.uri("bob");
    await bob.stop();
    expect((await request(alice, uri, { method: "OPTIONS" })).status).toBe(503);
  });

  it("serves an application that connects by itself, and none with a wrong secret", async () => {
    const control = await alice.engine.listen({ host: "127.0.0.1", port: 0 });
    const { address } = control;
    if ("path" in address) throw new Error("a port was asked for");
    const good = newApp();
    good.connect({ ...address, secret: "open sesame" });
    const [error] = (await once(good, "connect")) as [Error | null];
    expect(error).toBeNull();
    const bad = newApp();
    bad.connect({ ...address, secret: "guess" });
    const [refusal] = (await once(bad, "connect")) as [Error | null];
    expect(refusal?.message).toMatch(/authenticate/);
    good.disconnect();
    bad.disconnect();
    await control.stop();
  });

  it("ends the calls of an application that goes away", async () => {
    const { his } = await connected();
    const ended = once(his, "destroy");
    await alice.hangUpControl();
    await ended;
    await everythingIsForgotten();
  });
});
