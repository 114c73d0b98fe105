import { signal as state, type ReadonlySignal } from "@preact/signals-core";

/** `refused` where the user or the system does not let us; `missing` where there is none, or another program keeps it. */
export type MicrophoneState = "idle" | "open" | "refused" | "missing";

/** The microphone of this page. */
export type Microphone = Readonly<{
  state: ReadonlySignal<MicrophoneState>;
  /** Opens or closes it; closed, the browser's light goes off. `clean` lets the browser take echo, noise and uneven level off. */
  want: (wanted: boolean, clean: boolean) => void;
}>;

/** Lends the microphone's track to `use` while it is wanted, and null otherwise. A permission or a device that comes later is taken up. */
export function openMicrophone(use: (track: MediaStreamTrack | null) => void, signal: AbortSignal): Microphone {
  const now = state<MicrophoneState>("idle");
  let wanted = false;
  let clean = true;
  let track: MediaStreamTrack | null = null;
  let opening = false;
  const close = () => {
    use(null);
    track?.stop();
    track = null;
    now.value = "idle";
  };
  const open = async () => {
    if (opening || track !== null) return;
    opening = true;
    const asked = clean;
    const taken = await take(asked);
    opening = false;
    if (asked !== clean && typeof taken !== "string") {
      taken.stop();
      return open();
    }
    // By now the call may be over, or the page closing.
    if (!wanted || signal.aborted || typeof taken === "string") {
      if (typeof taken !== "string") taken.stop();
      now.value = wanted && typeof taken === "string" ? taken : "idle";
      return;
    }
    track = taken;
    track.addEventListener("ended", () => reopen(taken));
    now.value = "open";
    use(track);
  };
  const reopen = (ended: MediaStreamTrack) => {
    if (track !== ended) return;
    close();
    if (wanted) void open();
  };
  const retry = () => {
    if (wanted) void open();
  };
  navigator.mediaDevices.addEventListener("devicechange", retry, { signal });
  navigator.permissions.query({ name: "microphone" }).then(
    (permission) => permission.addEventListener("change", retry, { signal }),
    () => undefined,
  );
  signal.addEventListener("abort", close);
  return {
    state: now,
    want: (wish, wishClean) => {
      if (wishClean !== clean) close();
      clean = wishClean;
      wanted = wish;
      if (wish) void open();
      else close();
    },
  };
}

/** The track, or why there is none. */
async function take(clean: boolean): Promise<MediaStreamTrack | "refused" | "missing"> {
  try {
    const audio = { echoCancellation: clean, noiseSuppression: clean, autoGainControl: clean };
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    return stream.getAudioTracks()[0] ?? "missing";
  } catch (error) {
    const refused = error instanceof DOMException && ["NotAllowedError", "SecurityError"].includes(error.name);
    return refused ? "refused" : "missing";
  }
}
