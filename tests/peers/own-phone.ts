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

/** How many seconds of sound the telephone has decoded in its call, by its own count. */
export async function secondsHeard(phone: Baresip): Promise<number> {
  const asked = phone.events().length;
  phone.command("audio_debug");
  const counted = await until(
    () =>
      phone
        .events()
        .slice(asked)
        .find((each) => each.includes("--- Audio stream ---")),
    `${phone.user} counts what it hears`,
  );
  return Number(/rx:.*?time = ([\d.]+) sec/u.exec(counted)?.[1] ?? 0);
}

/**
 * Waits until the telephone has decoded half a second more. baresip 1.0 goes on hearing after a time in which nothing flowed, as a telephone
 * of the user's begins, or after a change of the session, but records no more of that call.
 */
export async function hearsSound(phone: Baresip, before = 0): Promise<void> {
  await until(async () => (await secondsHeard(phone)) > before + 0.5, `${phone.user} hears something`);
}
