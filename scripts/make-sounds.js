// Speaks the texts of companion/sounds/texts.json into WAV files (mono, 16 bit, 8 kHz) with eSpeak NG and sox. They are part of the
// repository: run this after a change of the texts, not at install.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWav } from "../companion/src/adapters/media/wav.ts";

const rate = 8000;
/** Root mean square of what is spoken: 18 dB below full scale, as telephones expect. */
const loudness = 32_768 * 10 ** (-18 / 20);
const peak = 32_000;
/** What is fainter than this at the ends is no speech. */
const floor = 300;

const folder = new URL("../companion/sounds/", import.meta.url);
const { voices, phrases, numbers } = JSON.parse(readFileSync(new URL("texts.json", folder), "utf8"));
const scratch = mkdtempSync(join(tmpdir(), "twp-voice-"));

for (const [language, voice] of Object.entries(voices)) {
  mkdirSync(new URL(`${language}/`, folder), { recursive: true });
  for (const [name, text] of Object.entries(phrases[language])) {
    const speaker = voice[name.split("-")[0]] ?? voice.house;
    keep(language, name, speak(text, speaker, 165));
  }
  for (let number = 0; number < 60; number += 1) {
    keep(language, `number-${number}`, speak(numbers[language][number] ?? String(number), voice.house, 205));
  }
}
rmSync(scratch, { recursive: true });
writeFileSync(new URL("waiting.wav", folder), writeWav({ rate, samples: waitingTone() }));
writeFileSync(new URL("beep.wav", folder), writeWav({ rate, samples: tones(0.6, 0.4, [{ hertz: 1000, from: 0.1 }]) }));

function speak(text, voice, wordsPerMinute) {
  const file = join(scratch, "spoken.wav");
  execFileSync("espeak-ng", ["-v", voice, "-s", String(wordsPerMinute), "-w", file, text]);
  const raw = execFileSync(
    "sox",
    ["-D", file, "-t", "raw", "-r", String(rate), "-e", "signed", "-b", "16", "-c", "1", "-"],
    {
      maxBuffer: 2 ** 24,
    },
  );
  return new Int16Array(raw.buffer, raw.byteOffset, raw.length >> 1);
}

function keep(language, name, spoken) {
  writeFileSync(new URL(`${language}/${name}.wav`, folder), writeWav({ rate, samples: level(trim(spoken)) }));
}

function trim(samples) {
  const first = samples.findIndex((sample) => Math.abs(sample) > floor);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > floor);
  return samples.subarray(Math.max(0, first - rate / 50), last + rate / 50);
}

function level(samples) {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const gain = loudness / Math.sqrt(power);
  return samples.map((sample) => Math.max(-peak, Math.min(peak, Math.round(sample * gain))));
}

/** What the other party hears while nobody can speak to it: two soft notes, one below the other, every four seconds. */
function waitingTone() {
  return tones(4, 0.35, [
    { hertz: 660, from: 0 },
    { hertz: 528, from: 0.4 },
  ]);
}

/** Notes of one length in so many seconds. */
function tones(seconds, length, notes) {
  const edge = 0.03;
  const samples = new Int16Array(seconds * rate);
  for (const { hertz, from } of notes)
    for (let at = 0; at < length * rate; at += 1) {
      const time = at / rate;
      // Edges that rise and fall within 30 ms do not click.
      const envelope = Math.min(1, time / edge, (length - time) / edge);
      samples[from * rate + at] = Math.round(
        loudness * Math.SQRT2 * 0.6 * envelope * Math.sin(2 * Math.PI * hertz * time),
      );
    }
  return samples;
}
