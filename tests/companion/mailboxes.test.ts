import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startSoundEngine } from "../../companion/src/adapters/media/engine.ts";
import { encodeALaw } from "../../companion/src/adapters/media/g711.ts";
import { writeRtp } from "../../companion/src/adapters/media/rtp.ts";
import { parseWav } from "../../companion/src/adapters/media/wav.ts";
import type { SoundEngine } from "../../companion/src/features/sounds/ports.ts";
import { noMail, type Mail } from "../../companion/src/office/mail.ts";
import { openMailboxes, type MailDocument, type Mailboxes } from "../../companion/src/office/mailboxes.ts";
import { createOffice } from "../../companion/src/office/office.ts";
import type { Srf } from "../../companion/src/srf/application.ts";
import { startStation, type AppDialog, type AppResponse, type Station } from "./engine-harness.ts";
import { account, domain, openPhone, portOf, speech, type Phone } from "./office-phone.ts";

/** The office's mailboxes over the real engine: phones call people who do not answer, and hear of their messages. */

let sounds: SoundEngine;
let place: Station;
let mail: Mailboxes;
let folder: string;
let phone: Phone;
let end: AbortController;

beforeAll(async () => {
  sounds = await startSoundEngine({ ports: { from: 44_000, to: 44_999 } });
});
afterAll(() => sounds.stop());

beforeEach(async () => {
  end = new AbortController();
  place = await startStation();
  const users = [account("300", "Paula Probe"), account("301", "Bob")];
  folder = await mkdtemp(join(tmpdir(), "twp-office-"));
  mail = await openMailboxes(inMemory(), folder);
  const srf = place.srf as unknown as Srf;
  createOffice({ srf, sounds, domain, users, mail, ringing: 300, signal: end.signal });
  phone = await openPhone(place, "300");
});

afterEach(async () => {
  end.abort();
  await Promise.all([phone.close(), place.stop()]);
  await rm(folder, { recursive: true, force: true });
});

function inMemory(): MailDocument {
  let value: Mail = noMail;
  return { value: () => value, change: async (to) => void (value = to(value)) };
}

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

test("where nothing can be written the caller is told so, and nothing else breaks", async () => {
  await rm(folder, { recursive: true });
  const call = await phone.call("301");
  await once(call, "destroy");
  expect(speech(phone.packets).length).toBeGreaterThan(400);
  expect(mail.messagesOf("301")).toEqual([]);
});

test("whoever hangs up without a word leaves nothing", async () => {
  const call = await phone.call("301");
  await recorderRuns();
  await call.destroy();
  await vi.waitUntil(async () => (await readdir(folder)).length === 0);
  expect(mail.messagesOf("301")).toEqual([]);
});

test.each([486, 603])("a phone that refuses with %i sends its caller to the mailbox", async (status) => {
  const bob = await openPhone(place, "301");
  await bob.register();
  bob.station.srf.invite((_request, response) => response.send(status));
  const call = await phone.call("301");
  await recorderRuns();
  await call.destroy();
  await bob.close();
});

test("a phone that rings in vain is left alone, and its caller speaks to the mailbox", async () => {
  const bob = await openPhone(place, "301");
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
