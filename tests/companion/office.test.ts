import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startSoundEngine } from "../../companion/src/adapters/media/engine.ts";
import { encodeALaw } from "../../companion/src/adapters/media/g711.ts";
import { parseRtp, writeRtp, type RtpPacket } from "../../companion/src/adapters/media/rtp.ts";
import { parseWav } from "../../companion/src/adapters/media/wav.ts";
import type { SoundEngine } from "../../companion/src/features/sounds/ports.ts";
import { hashPassword } from "../../companion/src/office/digest.ts";
import { noMail, type Mail } from "../../companion/src/office/mail.ts";
import { openMailboxes, type MailDocument, type Mailboxes } from "../../companion/src/office/mailboxes.ts";
import { createOffice, type Office, type OfficeUser } from "../../companion/src/office/office.ts";
import type { Srf } from "../../companion/src/srf/application.ts";
import { startStation, until, type AppDialog, type AppResponse, type Station } from "./engine-harness.ts";

/** The office over the real engine, called by phones that are a real drachtio-srf over a real engine too. */

const domain = "office.test";

const account = (user: string, displayName: string): OfficeUser => ({
  user,
  displayName,
  language: "en",
  passwordHash: hashPassword(user, domain, `secret of ${user}`),
});

let sounds: SoundEngine;
let place: Station;
let office: Office;
let mail: Mailboxes;
let folder: string;
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
  folder = await mkdtemp(join(tmpdir(), "twp-office-"));
  mail = await openMailboxes(inMemory(), folder);
  const srf = place.srf as unknown as Srf;
  office = createOffice({ srf, sounds, domain, users, mail, ringing: 300, signal: end.signal });
  phone = await openPhone("300");
});

afterEach(async () => {
  end.abort();
  await Promise.all([phone.close(), place.stop()]);
  await rm(folder, { recursive: true });
});

function inMemory(): MailDocument {
  let value: Mail = noMail;
  return { value: () => value, change: async (to) => void (value = to(value)) };
}

/** SIP by a station, sound by a socket. */
type Phone = Readonly<{
  user: string;
  station: Station;
  packets: readonly RtpPacket[];
  socket: Socket;
  sdp: (direction?: string) => string;
  request: (method: string, headers: object, password?: string, uri?: string) => Promise<AppResponse>;
  register: (password?: string) => Promise<AppResponse>;
  call: (extension: string) => Promise<AppDialog>;
  close: () => Promise<void>;
}>;

async function openPhone(user: string): Promise<Phone> {
  const station = await startStation();
  const socket = createSocket("udp4");
  const packets: RtpPacket[] = [];
  socket.on("message", (bytes) => {
    const packet = parseRtp(bytes);
    if (packet) packets.push({ ...packet, payload: Uint8Array.from(packet.payload) });
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const proxy = place.uri("office").replace("office@", "");
  const auth = (password = `secret of ${user}`) => ({ username: user, password });
  const own = `<sip:${user}@${domain}>`;
  const sdp = (direction = "sendrecv") => description(socket.address().port, direction);
  const request: Phone["request"] = (method, headers, password, uri = `sip:${domain}`) =>
    new Promise((resolve, reject) => {
      const options = { method, proxy, auth: auth(password), headers: { From: own, To: own, ...headers } };
      station.srf.request(uri, options, (error, sent) => {
        if (error) reject(error);
        else sent.on("response", resolve);
      });
    });
  return {
    user,
    station,
    packets,
    socket,
    sdp,
    request,
    register: (password) => request("REGISTER", { Contact: `<sip:${user}@localhost>;expires=60` }, password),
    call: (extension) =>
      station.srf.createUAC(`sip:${extension}@${domain}`, {
        localSdp: sdp(),
        proxy,
        auth: auth(),
        headers: { From: own },
      }),
    close: async () => {
      socket.close();
      await station.stop();
    },
  };
}

function description(port: number, direction: string): string {
  const lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"];
  return [...lines, `m=audio ${port} RTP/AVP 8`, `a=${direction}`, ""].join("\r\n");
}

const portOf = (sdp: string) => Number(/m=audio (\d+)/u.exec(sdp)?.[1]);
const speech = (packets: readonly RtpPacket[]) =>
  packets.filter((packet) => packet.payload.some((code) => code !== 0xd5));

test("a phone registers, asks, and goes", async () => {
  expect((await phone.register()).status).toBe(200);
  expect(office.contactsOf("300")).toHaveLength(1);
  const asked = await phone.request("REGISTER", {});
  expect(asked.get("Contact")).toMatch(/^<sip:300@127\.0\.0\.1:\d+.*>;expires=(?:59|60)$/u);
  expect((await phone.request("REGISTER", { Contact: "*", Expires: "0" })).status).toBe(200);
  expect(office.contactsOf("300")).toEqual([]);
});

test("a wrong password, an unknown user and somebody else's name are refused alike", async () => {
  const stranger = await openPhone("999");
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
])("%s answers %i", async (extension, status) => {
  await expect(phone.call(extension)).rejects.toMatchObject({ status });
});

test("600 gives every sound back", async () => {
  const call = await phone.call("600");
  const payloads = Array.from({ length: 25 }, (_, index) => new Uint8Array(160).fill(index));
  for (const [index, payload] of payloads.entries()) {
    const packet = { payloadType: 8, marker: index === 0, sequence: index, timestamp: index * 160, ssrc: 7, payload };
    phone.socket.send(writeRtp(packet), portOf(call.remote.sdp), "127.0.0.1");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await vi.waitFor(() => expect(speech(phone.packets).map((packet) => packet.payload)).toEqual(payloads));
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
  const bob = await openPhone("301");
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
  const bob = await openPhone("301");
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

/** Says a tone for so many seconds, as a phone sends it. */
async function speak(call: AppDialog, seconds: number): Promise<void> {
  const wave = Int16Array.from({ length: 160 }, (_, at) => 8000 * Math.sin((2 * Math.PI * 700 * at) / 8000));
  const payload = encodeALaw(wave);
  for (let sequence = 0; sequence < seconds * 50; sequence += 1) {
    const packet = { payloadType: 8, marker: sequence === 0, sequence, timestamp: sequence * 160, ssrc: 7, payload };
    phone.socket.send(writeRtp(packet), portOf(call.remote.sdp), "127.0.0.1");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until the greeting and its tone are over: the recorder's file is there. */
const recorderRuns = (): Promise<string> =>
  vi.waitUntil(async () => (await readdir(folder)).find((file) => file.endsWith(".wav")), 15_000);

test("a caller whom nobody answers leaves a message; what was said to the hang-up is kept", async () => {
  const call = await phone.call("301");
  await recorderRuns();
  await speak(call, 1.5);
  await call.destroy();
  const [message] = await vi.waitUntil(() => (mail.messagesOf("301").length === 1 ? mail.messagesOf("301") : null));
  expect(message).toMatchObject({ from: { number: "300", name: "Paula Probe" }, heard: false });
  const sound = parseWav(await readFile(mail.fileOf(message?.id ?? "")));
  expect(sound?.samples.length).toBe(Math.round((message?.seconds ?? 0) * 16_000));
  expect(message?.seconds).toBeGreaterThan(1);
});

test("whoever hangs up without a word leaves nothing", async () => {
  const call = await phone.call("301");
  await recorderRuns();
  await call.destroy();
  await vi.waitUntil(async () => (await readdir(folder)).length === 0);
  expect(mail.messagesOf("301")).toEqual([]);
});

test.each([486, 603])("a phone that refuses with %i sends its caller to the mailbox", async (status) => {
  const bob = await openPhone("301");
  await bob.register();
  bob.station.srf.invite((_request, response) => response.send(status));
  const call = await phone.call("301");
  await recorderRuns();
  await call.destroy();
  await bob.close();
});

test("a phone that rings in vain is left alone, and its caller speaks to the mailbox", async () => {
  const bob = await openPhone("301");
  await bob.register();
  const stopped = new Promise<void>((resolve) => {
    bob.station.srf.invite((request, response) => {
      request.on("cancel", () => resolve());
      response.send(180);
    });
  });
  const call = await phone.call("301");
  await stopped;
  await call.destroy();
  await bob.close();
});

test("a phone is told of its messages at once and at each change, until it wants no more", async () => {
  const told: string[] = [];
  phone.station.srf.notify((request, response) => {
    told.push(`${request.get("Subscription-State").split(";")[0]} ${/Voice-Message: (\S+)/u.exec(request.body)?.[1]}`);
    response.send(200);
  });
  const headers = { Event: "message-summary", Contact: "<sip:300@localhost>", To: `<sip:300@${domain}>` };
  const subscribe = (more: object): Promise<AppResponse> =>
    phone.request("SUBSCRIBE", { ...headers, ...more }, undefined, `sip:300@${domain}`);
  expect((await subscribe({ Expires: "60" })).status).toBe(200);
  await vi.waitUntil(() => told.length === 1);
  const from = { number: "301", name: "Bob" };
  await mail.keep({ id: "one", user: "300", from, at: 0, seconds: 3, heard: false });
  await vi.waitUntil(() => told.length === 2);
  await mail.markHeard("300", "one");
  await vi.waitUntil(() => told.length === 3);
  expect(told).toEqual(["active 0/0", "active 1/0", "active 0/1"]);
  expect((await subscribe({ Expires: "5" })).status).toBe(423);
  expect((await subscribe({ Event: "presence" })).status).toBe(489);
  const others = phone.request("SUBSCRIBE", headers, undefined, `sip:301@${domain}`);
  expect((await others).status).toBe(403);
  expect((await phone.request("SUBSCRIBE", headers, "wrong", `sip:300@${domain}`)).status).toBe(403);
});

test("8201 leaves a message where nobody answers", async () => {
  await phone.register();
  phone.station.srf.invite((_request, response) => response.send(486));
  const call = await phone.call("8201");
  await once(call, "destroy");
  await vi.waitUntil(() => mail.messagesOf("300").length === 1, 12_000);
  expect(mail.messagesOf("300")[0]).toMatchObject({ from: { number: "201", name: "Anna Becker" } });
});
