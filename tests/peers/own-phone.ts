import type { Telephone } from "@twp/shared/protocol/devices.ts";
import type { Baresip } from "./baresip.ts";
import type { Window } from "./companion.ts";
import { until } from "./process.ts";
import { amplitudeOf, readWav } from "./tone.ts";

/** A telephone of the user's as the options page would write it down. */
export function ownPhone(number: string, changes: Partial<Telephone> = {}): Telephone {
  return { id: number, kind: "desk", name: "", number, answersByItself: true, ringsAfter: null, ...changes };
}

/** The user has these telephones, and uses the first of them. */
export async function usePhones(window: Window, ...telephones: readonly Telephone[]): Promise<void> {
  await window.ask("devices.change", { telephones: [...telephones] });
  await window.ask("devices.use", { device: telephones[0]?.id ?? "browser" });
}

/** How many samples of each recording there are by now. */
export async function heardUntilNow(phone: Baresip): Promise<ReadonlyMap<string, number>> {
  const files = await phone.recordings();
  const lengths = await Promise.all(files.map(async (file) => (await readWav(file)).samples.length));
  return new Map(files.map((file, n) => [file, lengths[n] ?? 0]));
}

/** Waits until the telephone has recorded half a second of that tone after what it had heard before. */
export async function heardTone(
  phone: Baresip,
  frequency: number,
  before: ReadonlyMap<string, number> = new Map(),
): Promise<void> {
  await until(async () => {
    for (const file of await phone.recordings()) {
      const sound = await readWav(file);
      const seconds = sound.samples.length / sound.rate;
      const known = before.get(file) ?? 0;
      // baresip names its files by the second: one that is shorter than before was written over.
      for (let from = sound.samples.length < known ? 0 : known / sound.rate; from + 0.5 <= seconds; from += 0.5)
        if (amplitudeOf(sound, frequency, from, 0.5) > 0.1) return true;
    }
    return false;
  }, `${phone.user} hears ${frequency} Hz`);
}

/** The sum of a number in baresip's own count of the sound in its call, which it tells of each source; 0 where it has none yet. */
async function counted(phone: Baresip, number: RegExp): Promise<number> {
  const asked = phone.events().length;
  phone.command("audio_debug");
  const told = (each: string): boolean => each.includes("--- Audio stream ---");
  const text = await until(() => phone.events().slice(asked).find(told), `${phone.user} counts what it hears`);
  return [...text.matchAll(number)].reduce((sum, [, count]) => sum + Number(count), 0);
}

/**
 * Waits until the telephone has decoded half a second of sound. baresip 1.0 goes on hearing after a time in which nothing flowed, as a
 * telephone of the user's begins, but records no more of that call.
 */
export async function hearsSound(phone: Baresip): Promise<void> {
  await until(async () => (await counted(phone, /rx:.*?time = ([\d.]+) sec/gu)) > 0.5, `${phone.user} hears something`);
}

/**
 * Waits until half a second more of sound has come in. What has come is all that can be told of a second telephone in the same call: the
 * buffer of baresip 1.0 takes its packets for late ones where their numbers are lower than those of the first, although they are of another source.
 */
export async function receivesSound(phone: Baresip): Promise<void> {
  const packets = (): Promise<number> => counted(phone, /rcvd=(\d+)/gu);
  const before = await packets();
  await until(async () => (await packets()) > before + 25, `${phone.user} receives sound`);
}
