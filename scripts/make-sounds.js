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
