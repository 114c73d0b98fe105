import { signal, type ReadonlySignal } from "@preact/signals-core";

/** A microphone or a loudspeaker as this browser knows it; another browser gives it another id. */
export type SoundDevice = Readonly<{ id: string; name: string }>;

/** What is plugged in. Before the user allows the microphone the browser hides ids and names: they are empty then. */
export type SoundDevices = Readonly<{ inputs: readonly SoundDevice[]; outputs: readonly SoundDevice[] }>;

/** Follows what is plugged in; null until the browser has said. `look` asks again, for what it tells only after a permission. */
export function watchSoundDevices(
  end: AbortSignal,
): Readonly<{ present: ReadonlySignal<SoundDevices | null>; look: () => void }> {
  const present = signal<SoundDevices | null>(null);
  let asked = 0;
  const look = (): void => {
    asked += 1;
    const mine = asked;
    navigator.mediaDevices.enumerateDevices().then(
      (all) => {
        if (mine === asked && !end.aborted) present.value = sorted(all);
      },
      () => undefined,
    );
  };
  navigator.mediaDevices.addEventListener("devicechange", look, { signal: end });
  look();
  return { present, look };
}

/** Whether this browser can send sound to another loudspeaker than the system's (Audio Output Devices API). */
export const canChooseOutput = (): boolean => "setSinkId" in HTMLMediaElement.prototype;

function sorted(all: readonly MediaDeviceInfo[]): SoundDevices {
  const of = (kind: MediaDeviceKind): SoundDevice[] =>
    // Chrome's `default` is the system's choice, which we offer in our own words.
    all
      .filter((device) => device.kind === kind && device.deviceId !== "default")
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
  return { inputs: of("audioinput"), outputs: of("audiooutput") };
}
