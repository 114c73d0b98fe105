import { signal, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { watchSoundDevices, type SoundDevices } from "../../browser/sound-devices.ts";

/** What is plugged in, while a view shows it; asked for anew whenever `because` changes. */
export function useSoundDevices(because: unknown): ReadonlySignal<SoundDevices | null> {
  const shown = useMemo(() => signal<SoundDevices | null>(null), []);
  useEffect(() => {
    const end = new AbortController();
    const { present } = watchSoundDevices(end.signal);
    const stop = present.subscribe((devices) => {
      if (devices !== null) shown.value = devices;
    });
    return () => {
      end.abort();
      stop();
    };
  }, [because]);
  return shown;
}
