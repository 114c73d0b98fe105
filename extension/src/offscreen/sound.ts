import { computed, effect, signal as state, type ReadonlySignal, type Signal } from "@preact/signals-core";
import { defaultSettings } from "@twp/shared/protocol/settings.ts";
import { silence } from "@twp/shared/protocol/sounds.ts";
import { watchSoundDevices } from "../browser/sound-devices.ts";
import type { Companion } from "../companion/companion.ts";
import { deviceInUse } from "../features/sounds/chosen-device.ts";
import { gainOf } from "../features/sounds/loudness.ts";
import type { SoundChoices } from "../features/sounds/sound-choices.ts";
import { openLine, type Line } from "./line.ts";
import { openMicrophone, type MicrophoneState } from "./microphone.ts";
import { openSpeaker, type Speaker } from "./speaker.ts";

const microphoneState = state<MicrophoneState>("idle");

/** The microphone of this page, for whoever tells the user about it. */
export const microphone: ReadonlySignal<MicrophoneState> = microphoneState;

/** Milliseconds until a line that could not be opened, or was lost, is tried again. */
const pause = 500;

/**
 * Holds the sound for this companion: links the page to the media engine whenever nobody else does, opens the microphone while a call wants
 * it, and plays the tones. All of it ends with `signal`.
 */
export function holdSound(companion: Companion, choices: ReadonlySignal<SoundChoices>, signal: AbortSignal): void {
  const speaker = openSpeaker(signal);
  const line = state<Line | null>(null);
  const attempt = state(0);
  const track = state<MediaStreamTrack | null>(null);
  const input = openMicrophone((next) => (track.value = next), signal);
  const session = computed(() => freeSession(companion));
  const sounds = computed(() => (line.value === null ? silence : (companion.state.value?.sounds ?? silence)));
  const [tone, country] = [computed(() => sounds.value.tone), computed(() => sounds.value.country)];
  const [wanted, codec] = [computed(() => sounds.value.microphone), computed(() => sounds.value.codec)];
  const cleaning = computed(() => companion.state.value?.settings.values ?? defaultSettings);
  const { present, look } = watchSoundDevices(signal);
  const microphoneDevice = computed(
    () => deviceInUse(choices.value.microphone.device, present.value?.inputs ?? null).id,
  );
  const stops = [
    effect(() => {
      const next = attempt.value + 1;
      return session.value === null ? undefined : keepLine(companion, speaker, line, () => (attempt.value = next));
    }),
    followRelease(companion, session, () => (attempt.value = attempt.peek() + 1)),
    effect(() => {
      const gain = gainOf(choices.value.microphone.volume);
      const wish = { device: microphoneDevice.value, gain, cleaning: cleaning.value };
      input.want(wanted.value ? wish : null);
    }),
    effect(() => void (microphoneState.value = input.state.value)),
    effect(() => {
      // What is plugged in is told only once the microphone may be heard.
      if (input.state.value === "open") look();
    }),
    ...(["headset", "ring"] as const).map((part) =>
      effect(() => {
        const { device, volume } = choices.value[part];
        speaker.lead(part, deviceInUse(device, present.value?.outputs ?? null).id, gainOf(volume));
      }),
    ),
    effect(() => line.value?.send(track.value)),
    effect(() => {
      if (codec.value !== null) line.value?.speak(codec.value);
    }),
    effect(() => speaker.play(tone.value, country.value)),
    // Between two calls that are swapped as well: a loudspeaker that rests takes a tenth of a second to come back.
    effect(() => speaker.listen(codec.value !== null || wanted.value)),
  ];
  signal.addEventListener("abort", () => {
    for (const stop of stops) stop();
  });
  // What is heard, for tests and the demonstration that drive this page; no other page reaches this global.
  const { peakFrequency, level, heard, voiceVolume } = speaker;
  const devices = () => ({ ...speaker.devices(), microphone: input.device() });
  Object.assign(globalThis, { twpSound: { peakFrequency, level, heard, voiceVolume, devices } });
}

/** Our session, while nobody else holds the sound, or the user wants it in this browser. */
function freeSession(companion: Companion): string | null {
  const link = companion.link.value;
  const { holder, offeredTo } = companion.state.value?.sounds ?? silence;
  if (link.state !== "ready") return null;
  return holder === null || holder === link.session || offeredTo === link.browser ? link.session : null;
}

/** The companion took the sound from us though nobody else wants it: its media engine has begun afresh, and so do we. */
function followRelease(companion: Companion, session: ReadonlySignal<string | null>, again: () => void): () => void {
  let heldBy: string | null = null;
  return effect(() => {
    const holder = companion.state.value?.sounds.holder ?? null;
    const released = holder === null && heldBy !== null && heldBy === session.value;
    heldBy = holder;
    if (released) again();
  });
}

/** Opens a line and keeps it until the answer is called; `again` asks for another try. */
function keepLine(companion: Companion, speaker: Speaker, line: Signal<Line | null>, again: () => void): () => void {
  let over = false;
  let own: Line | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const retry = () => {
    if (!over) timer = setTimeout(again, pause);
  };
  const ask = async (offer: string) => (await companion.request("sounds.connect", { offer })).answer;
  openLine({ ask, heard: speaker.hear, lost: retry }).then((opened) => {
    if (over) return opened.close();
    own = opened;
    line.value = opened;
  }, retry);
  return () => {
    over = true;
    clearTimeout(timer);
    own?.close();
    line.value = null;
  };
}
