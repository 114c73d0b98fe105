import type { Codec } from "@twp/shared/protocol/calls.ts";
import { describe, expect, it, vi } from "vitest";
import { codecFacts } from "./codecs.ts";
import { createDecoder } from "./decoders.ts";
import { createMixEncoder } from "./mix-voices.ts";
import { createMixes, type Conversation, type Mix, type Seat } from "./mix.ts";
import type { Tick } from "./pacing.ts";
import type { RtpPacket } from "./rtp.ts";

const codecs: readonly Codec[] = ["opus", "G722", "PCMA", "PCMU"];

/** Somebody in a mix who says a tone in one codec, and what they hear, decoded. */
type Speaker = { seat: Seat | null; muted: boolean; codec: Codec | null; heard: number[] };

function stage() {
  const ticks = new Set<Tick>();
  const heard: { by: Conversation | null } = { by: null };
  const toBrowser: { codec: Codec; packet: RtpPacket }[] = [];
  const browser = { send: (codec: Codec, packet: RtpPacket) => void toBrowser.push({ codec, packet }) };
  const pace = { join: (tick: Tick) => (ticks.add(tick), () => ticks.delete(tick)) };
  const mixes = createMixes({ pace, browser, heard });
  return { mixes, heard, toBrowser, ticks };
}

async function sitDown(mix: Mix, codec: Codec, withUser: boolean | "is the user"): Promise<Speaker> {
  const decode = await createDecoder(codec);
  const speaker: Speaker = { seat: null, muted: false, codec, heard: [] };
  const say = (payload: Uint8Array): void => void speaker.heard.push(...decode(payload));
  const who = { codec: () => speaker.codec, hearsUser: () => !speaker.muted, say };
  speaker.seat = withUser === "is the user" ? mix.joinAsUser(who) : mix.join(who, withUser);
  return speaker;
}

/** The packets of a tone in that codec, without end. */
async function toneIn(codec: Codec, frequency: number): Promise<() => RtpPacket> {
  const encode = await createMixEncoder(codec);
  let sequence = 0;
  return () => {
    const begun = sequence * 320;
    const wave = (at: number): number => 8000 * Math.sin((2 * Math.PI * frequency * (begun + at)) / 16_000);
    const payload = encode(Int16Array.from({ length: 320 }, (_, at) => wave(at)));
    sequence += 1;
    const timestamp = (sequence * codecFacts[codec].clock) / 50;
    return { payloadType: 0, marker: false, sequence: sequence & 0xffff, timestamp, ssrc: 7, payload };
  };
}

/** The amplitude of a frequency in the last half second (Goertzel's sum). */
function amplitude(samples: readonly number[], frequency: number): number {
  const part = samples.slice(-8000);
  let [re, im] = [0, 0];
  part.forEach((sample, n) => {
    re += sample * Math.cos((2 * Math.PI * frequency * n) / 16_000);
    im += sample * Math.sin((2 * Math.PI * frequency * n) / 16_000);
  });
  return (2 * Math.hypot(re, im)) / part.length;
}

/** Lets codecs be loaded, and then everybody speak for so many frames. */
async function speak(ticks: ReadonlySet<Tick>, frames: number, says: () => void): Promise<void> {
  for (let frame = 0; frame < frames; frame += 1) {
    says();
    for (const tick of ticks) tick();
    if (frame < 10) await vi.dynamicImportSettled();
  }
}

describe("a mix", () => {
  it.each(codecs.flatMap((one) => codecs.map((two) => [one, two] as const)))(
    "of a call in %s, one in %s and the user lets each hear the two others and nobody themselves",
    async (one, two) => {
      const { mixes, heard, ticks, toBrowser } = stage();
      const mix = mixes("m");
      const [a, b] = [await sitDown(mix, one, true), await sitDown(mix, two, true)];
      const tones = await Promise.all([toneIn(one, 500), toneIn(two, 900), toneIn("G722", 1400)]);
      await speak(ticks, 100, () => {
        a.seat?.hear(one, tones[0]());
        b.seat?.hear(two, tones[1]());
        heard.by?.speak("G722", tones[2](), "browser");
      });
      const decode = await createDecoder("G722");
      const user: number[] = [];
      for (const { packet } of toBrowser) user.push(...decode(packet.payload));
      expect(new Set(toBrowser.map(({ codec }) => codec))).toEqual(new Set(["G722"]));
      for (const [who, own, others] of [
        [a.heard, 500, [900, 1400]],
        [b.heard, 900, [500, 1400]],
        [user, 1400, [500, 900]],
      ] as const) {
        for (const frequency of others) expect(amplitude(who, frequency)).toBeGreaterThan(4000);
        expect(amplitude(who, own)).toBeLessThan(250);
      }
    },
  );

  it("without the user is one between the calls: the browser says and hears nothing", async () => {
    const { mixes, heard, ticks, toBrowser } = stage();
    const [a, b] = [await sitDown(mixes("m"), "PCMA", false), await sitDown(mixes("m"), "PCMU", false)];
    const tone = await toneIn("PCMA", 500);
    await speak(ticks, 60, () => a.seat?.hear("PCMA", tone()));
    expect(heard.by).toBeNull();
    expect(toBrowser).toEqual([]);
    expect(amplitude(b.heard, 500)).toBeGreaterThan(4000);
    expect(amplitude(a.heard, 500)).toBeLessThan(100);
  });

  it("lets a muted user be heard by nobody, and a peer that is not to hear anything gets nothing", async () => {
    const { mixes, heard, ticks } = stage();
    const [a, b] = [await sitDown(mixes("m"), "PCMA", true), await sitDown(mixes("m"), "PCMA", true)];
    const tone = await toneIn("G722", 500);
    a.muted = true;
    b.codec = null;
    await speak(ticks, 60, () => heard.by?.speak("G722", tone(), "browser"));
    expect(Math.max(...a.heard.map(Math.abs))).toBeLessThan(16);
    expect(b.heard).toEqual([]);
  });

  it.each(codecs)(
    "takes a telephone that speaks %s for the user: those who may not hear the user do not",
    async (codec) => {
      const { mixes, ticks, toBrowser } = stage();
      const mix = mixes("m");
      const [a, b] = [await sitDown(mix, "PCMA", false), await sitDown(mix, "PCMU", false)];
      const telephone = await sitDown(mix, codec, "is the user");
      const tones = await Promise.all([toneIn("PCMA", 500), toneIn("PCMU", 900), toneIn(codec, 1400)]);
      b.muted = true;
      await speak(ticks, 100, () => {
        a.seat?.hear("PCMA", tones[0]());
        b.seat?.hear("PCMU", tones[1]());
        telephone.seat?.hear(codec, tones[2]());
      });
      for (const [who, hears, misses] of [
        [a, [900, 1400], [500]],
        [b, [500], [900, 1400]],
        [telephone, [500, 900], [1400]],
      ] as const) {
        for (const frequency of hears) expect(amplitude(who.heard, frequency)).toBeGreaterThan(4000);
        for (const frequency of misses) expect(amplitude(who.heard, frequency)).toBeLessThan(250);
      }
      expect(toBrowser).toEqual([]);
      for (const { seat } of [a, b]) seat?.leave();
      expect([ticks.size, mix.isEmpty]).toEqual([1, false]);
      telephone.seat?.leave();
      expect([ticks.size, mix.isEmpty]).toEqual([0, true]);
    },
  );

  it("is over with its last call: nothing ticks any more, and the browser hears nobody", async () => {
    const { mixes, heard, ticks } = stage();
    const mix = mixes("m");
    const speakers = [await sitDown(mix, "PCMA", true), await sitDown(mix, "PCMA", true)];
    expect(heard.by).toBe(mix);
    for (const { seat } of speakers) seat?.leave();
    expect([ticks.size, heard.by, mix.isEmpty]).toEqual([0, null, true]);
    expect(mixes("m")).not.toBe(mix);
  });
});
