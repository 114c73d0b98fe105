import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { CallSound, Direction, SoundEngine, SoundNews } from "../../features/sounds/ports.ts";
import { startSoundEngine } from "./engine.ts";
import { decodeALaw } from "./g711.ts";
import { parseRtp, writeRtp, type RtpPacket } from "./rtp.ts";
import { parseWav, writeWav } from "./wav.ts";

let engine: SoundEngine;
let folder: string;
let tone: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twp-sound-"));
  tone = join(folder, "tone.wav");
  const samples = Int16Array.from({ length: 8000 }, (_, index) => 8000 * Math.sin((2 * Math.PI * index) / 8));
  await writeFile(tone, writeWav({ rate: 8000, samples }));
  engine = await startSoundEngine({ codecs: ["PCMA"], ports: { from: 41_000, to: 41_999 } });
});

afterAll(async () => {
  await engine.stop();
  await rm(folder, { recursive: true });
});

type Side = Readonly<{ sound: CallSound; news: readonly SoundNews[] }>;

async function open(): Promise<Side> {
  const news: SoundNews[] = [];
  return { sound: await engine.open((item) => news.push(item)), news };
}

async function negotiate(from: Side, to: Side, offered: Direction = "sendrecv", answered: Direction = "sendrecv") {
  await from.sound.accept(await to.sound.answer(await from.sound.offer(offered), answered));
}

/** Two of our calls that talk to each other, and their end. */
async function connected(): Promise<readonly [Side, Side, () => void]> {
  const [one, two] = [await open(), await open()];
  await negotiate(one, two);
  return [one, two, () => [one, two].forEach(({ sound }) => sound.close())];
}

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
const types = (side: Side) => side.news.map((item) => item.type);
const digits = (side: Side) => side.news.flatMap((item) => (item.type === "digit" ? [item.digit] : []));
const qualities = (side: Side) => side.news.flatMap((item) => (item.type === "quality" ? [item.quality] : []));

/** A phone that is nothing but a socket. */
async function plainPhone() {
  const socket = createSocket("udp4");
  const packets: RtpPacket[] = [];
  socket.on("message", (bytes) => {
    const packet = parseRtp(bytes);
    if (packet) packets.push({ ...packet, payload: Uint8Array.from(packet.payload) });
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const media = (direction: Direction) =>
    [
      "v=0",
      "o=- 1 1 IN IP4 127.0.0.1",
      "s=-",
      "c=IN IP4 127.0.0.1",
      "t=0 0",
      `m=audio ${socket.address().port} RTP/AVP 8 97`,
      "a=rtpmap:97 telephone-event/8000",
      `a=${direction}`,
      "",
    ].join("\r\n");
  const portOf = (sdp: string) => Number(/m=audio (\d+)/u.exec(sdp)?.[1]);
  return { socket, packets, media, portOf };
}

test("a played tone arrives at its level, whole and in time", async () => {
  const phone = await plainPhone();
  const { sound, news } = await open();
  await sound.answer(phone.media("sendrecv"), "sendrecv");
  sound.connect({ kind: "player", files: [tone] });
  await vi.waitFor(() => expect(news).toContainEqual({ type: "played" }), 3000);
  const heard = phone.packets.filter((packet) => packet.payload.some((code) => code !== 0xd5));
  expect(heard).toHaveLength(50);
  const [first] = heard;
  expect(heard.map((packet) => packet.sequence - (first?.sequence ?? 0))).toEqual(heard.map((_, index) => index));
  expect(heard.map((packet) => packet.timestamp - (first?.timestamp ?? 0))).toEqual(
    heard.map((_, index) => index * 160),
  );
  const samples = heard.flatMap((packet) => Array.from(decodeALaw(packet.payload)));
  const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
  expect(Math.abs(20 * Math.log10(level / (8000 / Math.SQRT2)))).toBeLessThan(0.5);
  sound.close();
  phone.socket.close();
});

test("an echo comes back without a loss, and quality is told each second", { timeout: 20_000 }, async () => {
  const [one, two, close] = await connected();
  one.sound.connect({ kind: "player", files: Array.from({ length: 15 }, () => tone) });
  two.sound.connect({ kind: "echo" });
  // A machine that is busy for a moment makes the sound uneven, and what comes in a second less; none of it gets lost.
  for (const side of [one, two])
    await vi.waitFor(
      () => expect(qualities(side).some(({ received, jitter }) => received > 80 && jitter < 10)).toBe(true),
      15_000,
    );
  expect(types(one)).toContain("arriving");
  for (const side of [one, two]) {
    expect(qualities(side).length).toBeGreaterThanOrEqual(2);
    expect(qualities(side).map(({ lost }) => lost)).toEqual(qualities(side).map(() => 0));
  }
  close();
});

test("digits arrive once each, in order, and in their time", async () => {
  const [one, two, close] = await connected();
  one.sound.connect({ kind: "player", files: [] });
  const begun = performance.now();
  await one.sound.sendDigits("110*#");
  const time = performance.now() - begun;
  await vi.waitFor(() => expect(digits(two)).toEqual(["1", "1", "0", "*", "#"]));
  expect(time).toBeGreaterThan(700);
  expect(time).toBeLessThan(1000);
  await expect(one.sound.sendDigits("x")).rejects.toMatchObject({ reason: "sound-failed" });
  close();
});

test("hold is noticed by the held side and stops its sound", async () => {
  const [one, two, close] = await connected();
  two.sound.connect({ kind: "player", files: [] });
  await vi.waitFor(() => expect(types(one)).toContain("arriving"));
  await negotiate(one, two, "inactive");
  expect(two.news).toContainEqual({ type: "heldByPeer", held: true });
  expect(types(one)).not.toContain("heldByPeer");
  await pause(1500);
  const before = qualities(one).at(-1)?.received;
  await pause(1200);
  expect(qualities(one).at(-1)?.received).toBe(before);
  await negotiate(one, two);
  expect(two.news.at(-1)).toMatchObject({ type: "heldByPeer", held: false });
  await vi.waitFor(() => expect(qualities(one).at(-1)?.received).toBeGreaterThan(before ?? 0), 3000);
  close();
});

test("without a browser the peer hears silence, also while muted; a stranger's packets are not heard", async () => {
  const phone = await plainPhone();
  const { sound, news } = await open();
  const sdp = await sound.answer(phone.media("sendrecv"), "sendrecv");
  sound.connect({ kind: "browser" });
  sound.mute(true);
  await pause(500);
  expect(phone.packets.length).toBeGreaterThan(15);
  expect(phone.packets.every((packet) => packet.payload.every((code) => code === 0xd5))).toBe(true);
  const bad = { marker: false, sequence: 1, timestamp: 1, ssrc: 1, payload: new Uint8Array(160) };
  phone.socket.send(writeRtp({ ...bad, payloadType: 0 }), phone.portOf(sdp), "127.0.0.1");
  phone.socket.send(Buffer.from("not RTP at all"), phone.portOf(sdp), "127.0.0.1");
  await pause(100);
  expect(news.map((item) => item.type)).toEqual(["codec", "encrypted"]);
  phone.socket.send(writeRtp({ ...bad, payloadType: 8 }), phone.portOf(sdp), "127.0.0.1");
  await vi.waitFor(() => expect(news.map((item) => item.type)).toContain("arriving"));
  sound.close();
  phone.socket.close();
});

test("an offer without a codec of ours is refused with its reason, and so is a closed call", async () => {
  const { sound } = await open();
  const foreign = "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 4000 RTP/AVP 18\r\n";
  await expect(sound.answer(foreign, "sendrecv")).rejects.toMatchObject({ reason: "no-common-codec" });
  await expect(sound.accept("?")).rejects.toMatchObject({ reason: "sound-failed" });
  sound.close();
  await expect(sound.offer("sendrecv")).rejects.toMatchObject({ reason: "sound-failed" });
});

test("should the thread die, its calls fail, open questions are refused, and the next call works", async () => {
  const crashes: unknown[] = [];
  const fragile = await startSoundEngine({
    ports: { from: 42_000, to: 42_099 },
    onCrash: (error) => crashes.push(error),
  });
  const news: SoundNews[] = [];
  const lost = await fragile.open((item) => news.push(item));
  const deadly = 1 as unknown as string;
  await expect(fragile.linkBrowser(deadly, "")).rejects.toMatchObject({ reason: "sound-failed" });
  expect(news).toEqual([{ type: "failed", reason: "sound-failed" }]);
  expect(crashes).toHaveLength(1);
  await expect(lost.offer("sendrecv")).rejects.toMatchObject({ reason: "sound-failed" });
  const next = await fragile.open(() => undefined);
  expect(await next.offer("sendrecv")).toContain("m=audio 42");
  next.close();
  await fragile.stop();
});

test("a thread that still begins holds up nobody who leaves", async () => {
  const [leaving, other] = [
    await startSoundEngine({ ports: { from: 42_300, to: 42_399 } }),
    await startSoundEngine({ ports: { from: 42_400, to: 42_499 } }),
  ];
  let begun = false;
  const opened = other.open(() => undefined).finally(() => (begun = true));
  await leaving.stop();
  expect(begun).toBe(false);
  await opened;
  await other.stop();
});

test("when no port is left, a call is refused", async () => {
  const small = await startSoundEngine({ ports: { from: 42_101, to: 42_104 } });
  const only = await small.open(() => undefined);
  expect(await only.offer("sendrecv")).toContain("m=audio 42102 ");
  await expect(small.open(() => undefined)).rejects.toMatchObject({ reason: "sound-failed" });
  only.close();
  await pause(50);
  (await small.open(() => undefined)).close();
  await small.stop();
});

test("a player goes on where it stood when the codec changes, and says once that it has ended", async () => {
  const flexible = await startSoundEngine({ ports: { from: 42_200, to: 42_299 } });
  const phone = await plainPhone();
  const news: SoundNews[] = [];
  const sound = await flexible.open((item) => news.push(item));
  await sound.answer(phone.media("sendrecv"), "sendrecv");
  sound.connect({ kind: "player", files: [tone] });
  await vi.waitFor(() => expect(phone.packets.length).toBeGreaterThan(15));
  await sound.answer(phone.media("sendrecv").replace("RTP/AVP 8", "RTP/AVP 9"), "sendrecv");
  await vi.waitFor(() => expect(news).toContainEqual({ type: "played" }), 2000);
  await sound.answer(phone.media("sendrecv"), "sendrecv");
  await pause(300);
  expect(news.map((item) => item.type)).toEqual(["codec", "encrypted", "codec", "played", "codec"]);
  const sounding = phone.packets.filter((packet) => packet.payload.some((code) => code !== packet.payload[0]));
  expect(new Set(sounding.map((packet) => packet.payloadType))).toEqual(new Set([8, 9]));
  expect(sounding.length).toBeGreaterThanOrEqual(50);
  await flexible.stop();
  phone.socket.close();
});

test.each(["", "hello", "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n", "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"])(
  "the offer %j of a page is refused",
  async (offer) => {
    await expect(engine.linkBrowser("a page", offer)).rejects.toMatchObject({ reason: "sound-failed" });
  },
);

test("a recorder keeps what the other side says until it falls silent, without the silence", async () => {
  const [one, two, end] = await connected();
  const file = join(folder, "message.wav");
  one.sound.connect({ kind: "recorder", file, most: 60, silence: 1 });
  two.sound.connect({ kind: "player", files: [tone] });
  const kept = await vi.waitUntil(() => one.news.find((item) => item.type === "kept"), 8000);
  expect(kept).toMatchObject({ fault: null });
  expect(kept.spoken).toBeGreaterThan(0.8);
  expect(kept.spoken).toBeLessThan(1.2);
  const sound = parseWav(await readFile(file));
  expect(sound?.rate).toBe(16_000);
  expect((sound?.samples.length ?? 0) / 16_000).toBeCloseTo(kept.seconds, 5);
  expect(Math.max(...(sound?.samples ?? []))).toBeGreaterThan(7000);
  end();
});

test("a recorder ends after the longest time, and when another party takes its place", async () => {
  const [one, two, end] = await connected();
  const kept = () => one.news.flatMap((item) => (item.type === "kept" ? [item.seconds] : []));
  two.sound.connect({ kind: "player", files: [tone, tone, tone] });
  one.sound.connect({ kind: "recorder", file: join(folder, "long.wav"), most: 0.5, silence: 5 });
  await vi.waitUntil(() => kept().length === 1, 4000);
  one.sound.connect({ kind: "recorder", file: join(folder, "short.wav"), most: 60, silence: 5 });
  await pause(300);
  one.sound.connect({ kind: "nobody" });
  await vi.waitUntil(() => kept().length === 2, 4000);
  expect(kept()[0]).toBe(0.5);
  expect(kept()[1]).toBeGreaterThan(0);
  end();
});

test("a recorder whose file cannot be made says so", async () => {
  const [one, , end] = await connected();
  one.sound.connect({ kind: "recorder", file: join(folder, "nowhere", "message.wav"), most: 60, silence: 5 });
  await vi.waitUntil(() => one.news.some((item) => item.type === "kept" && item.fault === "not-written"), 4000);
  end();
});
