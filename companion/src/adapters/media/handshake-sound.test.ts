import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CallSound, SoundNews } from "../../features/sounds/ports.ts";
import { createSoundCore } from "./core.ts";
import { writeWav } from "./wav.ts";

const cores = [43_000, 43_500].map((from) =>
  createSoundCore({ address: "127.0.0.1", ports: { from, to: from + 400 }, codecs: ["PCMA"], warm: false }),
);
let folder: string;
let tone: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twp-handshake-"));
  tone = join(folder, "tone.wav");
  await writeFile(tone, writeWav({ rate: 8000, samples: new Int16Array(16_000).fill(1000) }));
});
afterAll(async () => {
  await Promise.all(cores.map((core) => core.stop()));
  await rm(folder, { recursive: true });
});

type End = Readonly<{ sound: CallSound; news: SoundNews[] }>;

async function ends(): Promise<readonly [End, End]> {
  const open = async (core: (typeof cores)[number] | undefined): Promise<End> => {
    if (core === undefined) throw new Error("no core");
    const news: SoundNews[] = [];
    return { sound: await core.open((item) => news.push(item)), news };
  };
  return [await open(cores[0]), await open(cores[1])];
}

const secrecyOf = ({ news }: End) => news.flatMap((item) => (item.type === "encrypted" ? [item.by] : []));
const heard = ({ news }: End): boolean => news.some(({ type }) => type === "arriving");

/** The first offers, the second answers; somebody on the way may write other descriptions. */
async function agree([one, two]: readonly [End, End], on = (description: string) => description): Promise<string> {
  const offer = await one.sound.offer("sendrecv", "handshake");
  await one.sound.accept(on(await two.sound.answer(on(offer), "sendrecv")));
  return offer;
}

describe("two telephones that make keys of their own", () => {
  it("hear each other, before and after a hold, under the same keys", async () => {
    const [one, two] = await ends();
    expect(await agree([one, two])).toMatch(/^m=audio \d+ UDP\/TLS\/RTP\/SAVP /mu);
    for (const { sound } of [one, two]) sound.connect({ kind: "player", files: [tone] });
    await vi.waitFor(() => expect(heard(one) && heard(two)).toBe(true), 3000);
    expect([secrecyOf(one), secrecyOf(two)]).toEqual([["handshake"], ["handshake"]]);
    await two.sound.accept(await one.sound.answer(await two.sound.offer("sendonly"), "sendrecv"));
    await agree([one, two]);
    expect([secrecyOf(one), secrecyOf(two)]).toEqual([["handshake"], ["handshake"]]);
    for (const { sound } of [one, two]) sound.close();
  });

  it("part where somebody on the way announced a certificate of his own, and no sound is heard", async () => {
    const [one, two] = await ends();
    await agree([one, two], (description) => description.replace(/(?<=a=fingerprint:sha-256 )../u, "00"));
    for (const { sound } of [one, two]) sound.connect({ kind: "player", files: [tone] });
    await vi.waitFor(() => {
      const failures = [...one.news, ...two.news].flatMap((item) => (item.type === "failed" ? [item.reason] : []));
      expect(failures).toContain("wrong-certificate");
      expect(failures).toHaveLength(2);
    }, 3000);
    expect(heard(one) || heard(two)).toBe(false);
    expect([...secrecyOf(one), ...secrecyOf(two)]).toEqual([]);
    for (const { sound } of [one, two]) sound.close();
  });

  it("say nothing in the clear to somebody who never makes any", async () => {
    const silent = createSocket("udp4");
    const packets: Uint8Array[] = [];
    silent.on("message", (bytes) => packets.push(bytes));
    silent.bind(0, "127.0.0.1");
    await once(silent, "listening");
    const [one, two] = await ends();
    const offer = await one.sound.offer("sendrecv", "handshake");
    await two.sound.answer(offer.replace(/^m=audio \d+/mu, `m=audio ${silent.address().port}`), "sendrecv");
    two.sound.connect({ kind: "player", files: [tone] });
    await vi.waitFor(() => expect(packets.length).toBeGreaterThan(2), 3000);
    // The first byte of a record of a handshake (RFC 7983 section 7).
    expect(new Set(packets.map(([first]) => first))).toEqual(new Set([22]));
    for (const { sound } of [one, two]) sound.close();
    silent.close();
  });
});
