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

/** Waits until the telephone has recorded a whole second of that tone, in a file that it began after `since`. */
export async function heardTone(phone: Baresip, frequency: number, since: readonly string[] = []): Promise<void> {
  await until(async () => {
    for (const file of (await phone.recordings()).filter((each) => !since.includes(each))) {
      const sound = await readWav(file);
      const seconds = Math.floor(sound.samples.length / sound.rate);
      for (let from = 0; from < seconds; from += 1) if (amplitudeOf(sound, frequency, from) > 0.1) return true;
    }
    return false;
  }, `${phone.user} hears ${frequency} Hz`);
}

