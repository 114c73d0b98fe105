import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startSoundEngine } from "../../companion/src/adapters/media/engine.ts";
import { writeRtp } from "../../companion/src/adapters/media/rtp.ts";
import type { SoundEngine } from "../../companion/src/features/sounds/ports.ts";
import { createOffice, type Office } from "../../companion/src/office/office.ts";
import type { Srf } from "../../companion/src/srf/application.ts";
import { startStation, until, type AppDialog, type Station } from "./engine-harness.ts";
import { account, domain, openPhone, portOf, speech, type Phone } from "./office-phone.ts";

/** The office over the real engine, called by phones that are a real drachtio-srf over a real engine too. */

let sounds: SoundEngine;
let place: Station;
let office: Office;
let phone: Phone;
let end: AbortController;

beforeAll(async () => {
  sounds = await startSoundEngine({ ports: { from: 45_000, to: 45_999 } });
});
afterAll(() => sounds.stop());

beforeEach(async () => {
  end = new AbortController();
  place = await startStation();
  const users = [account("300", "Paula Probe"), account("301", "Bob")];
  office = createOffice({ srf: place.srf as unknown as Srf, sounds, domain, users, signal: end.signal });
  phone = await openPhone(place, "300");
});

afterEach(async () => {
  end.abort();
  await Promise.all([phone.close(), place.stop()]);
});

test("a phone registers, asks, and goes", async () => {
  expect((await phone.register()).status).toBe(200);
  expect(office.contactsOf("300")).toHaveLength(1);
  const asked = await phone.request("REGISTER", {});
  expect(asked.get("Contact")).toMatch(/^<sip:300@127\.0\.0\.1:\d+.*>;expires=(?:59|60)$/u);
  expect((await phone.request("REGISTER", { Contact: "*", Expires: "0" })).status).toBe(200);
  expect(office.contactsOf("300")).toEqual([]);
});

test("a wrong password, an unknown user and somebody else's name are refused alike", async () => {
  const stranger = await openPhone(place, "999");
  expect((await phone.register("wrong")).status).toBe(403);
  expect((await stranger.register()).status).toBe(403);
  expect((await phone.request("REGISTER", { To: `<sip:301@${domain}>`, Contact: "<sip:x@localhost>" })).status).toBe(
    403,
  );
  expect((await phone.request("REGISTER", { Contact: "<sip:300@localhost>;expires=1" })).get("Min-Expires")).toBe("20");
  await stranger.close();
});

test.each([
  ["603", 486],
  ["999", 404],
  ["301", 480],
  ["*97", 404],
])("%s answers %i", async (extension, status) => {
  await expect(phone.call(extension)).rejects.toMatchObject({ status });
});

test("600 gives every sound back", async () => {
  const call = await phone.call("600");
  const payloads = Array.from({ length: 25 }, (_, index) => new Uint8Array(160).fill(index));
  // Without a pause: where a busy machine makes one longer, silence rightly takes the place of what comes late.
  for (const [index, payload] of payloads.entries()) {
    const packet = { payloadType: 8, marker: index === 0, sequence: index, timestamp: index * 160, ssrc: 7, payload };
    phone.socket.send(writeRtp(packet), portOf(call.remote.sdp), "127.0.0.1");
  }
  await vi.waitFor(() => expect(speech(phone.packets).map((packet) => packet.payload)).toEqual(payloads), 10_000);
  await call.destroy();
});

test("601 tells the time and hangs up", async () => {
  const call = await phone.call("601");
  await once(call, "destroy");
  expect(speech(phone.packets).length).toBeGreaterThan(40);
});

test("201 rings, answers, speaks, and can be held", async () => {
  const call = await phone.call("201");
  await vi.waitFor(() => expect(speech(phone.packets).length).toBeGreaterThan(25), 3000);
  expect(await call.modify(phone.sdp("sendonly"))).toContain("a=recvonly");
  const before = phone.packets.length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(phone.packets.length - before).toBeLessThan(3);
  expect(await call.modify(phone.sdp())).toContain("a=sendrecv");
  await vi.waitFor(() => expect(phone.packets.length - before).toBeGreaterThan(10));
  await call.destroy();
});

test("8201 hangs up and calls back", async () => {
  await phone.register();
  const calledBack = new Promise<AppDialog>((resolve, reject) => {
    phone.station.srf.invite((req, res) => {
      expect(req.get("From")).toContain('"Anna Becker" <sip:201@office.test>');
      phone.station.srf.createUAS(req, res, { localSdp: phone.sdp() }).then(resolve, reject);
    });
  });
  const call = await phone.call("8201");
  await once(call, "destroy");
  const before = phone.packets.length;
  const second = await calledBack;
  await vi.waitFor(() => expect(speech(phone.packets.slice(before)).length).toBeGreaterThan(25), 3000);
  await second.destroy();
});

test("two users talk: held, taken back, ended; the caller is named", async () => {
  const bob = await openPhone(place, "301");
  await bob.register();
  const answered = new Promise<AppDialog>((resolve, reject) => {
    bob.station.srf.invite((req, res) => {
      expect(req.get("From")).toContain('"Paula Probe" <sip:300@office.test>');
      res.send(180);
      bob.station.srf.createUAS(req, res, { localSdp: bob.sdp() }).then(resolve, reject);
    });
  });
  const hers = await phone.call("301");
  const his = await answered;
  expect(portOf(hers.remote.sdp)).toBe(portOf(bob.sdp()));
  expect(await hers.modify(phone.sdp("sendonly"))).toBeDefined();
  expect(his.remote.sdp).toContain("a=sendonly");
  expect(await his.modify(bob.sdp())).toBeDefined();
  const ended = once(his, "destroy");
  await hers.destroy();
  await ended;
  await until(() => place.engine.load().dialogs === 0);
  await bob.close();
});

test("an office that closes hangs up", async () => {
  const call = await phone.call("600");
  end.abort();
  await once(call, "destroy");
  await until(() => place.engine.load().dialogs === 0);
});

test("a caller who gives up stops the phone from ringing", async () => {
  const bob = await openPhone(place, "301");
  await bob.register();
  const stopped = new Promise<void>((resolve) => {
    bob.station.srf.invite((req, res) => {
      req.on("cancel", () => resolve());
      res.send(180);
    });
  });
  const proxy = place.uri("office").replace("office@", "");
  const options = { localSdp: phone.sdp(), proxy, auth: { username: "300", password: "secret of 300" } };
  let cancel: () => void = () => undefined;
  const call = phone.station.srf.createUAC(`sip:301@${domain}`, options, {
    cbRequest: (_error, req) => (cancel = () => req.cancel(() => undefined)),
  });
  const refused = expect(call).rejects.toMatchObject({ status: 487 });
  await until(() => bob.station.wire.includes("out 180"));
  cancel();
  await Promise.all([stopped, refused]);
  await bob.close();
});
