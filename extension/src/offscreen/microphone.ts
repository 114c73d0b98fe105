import { signal as state, type ReadonlySignal } from "@preact/signals-core";
import type { MicrophoneWish } from "../features/sounds/trial.ts";
import { takeMicrophone, type Taken } from "./take-microphone.ts";

/** `refused` where the user or the system does not let us; `missing` where there is none, or another program keeps it. */
export type MicrophoneState = "idle" | "open" | "refused" | "missing";

/** The microphone of this page. */
export type Microphone = Readonly<{
  state: ReadonlySignal<MicrophoneState>;
  /** Opens it as wished, or closes it; closed, the browser's light goes off. */
  want: (wish: MicrophoneWish | null) => void;
  /** The device that is open, or none. */
  device: () => string | null;
}>;

/**
 * Lends the microphone's track to `use` while it is wanted, and null otherwise. One that ends is replaced, one that is wished instead is
 * open before the other closes; a permission or a device that comes later is taken up.
 */
export function openMicrophone(use: (track: MediaStreamTrack | null) => void, signal: AbortSignal): Microphone {
  const now = state<MicrophoneState>("idle");
  let wish: MicrophoneWish | null = null;
  let open: Taken | null = null;
  let [busy, again] = [false, false];
  const close = (left: MicrophoneState) => {
    use(null);
    open?.close();
    open = null;
    now.value = left;
  };
  const retry = () => void settle();
  const replace = (taken: Taken) => {
    const before = open;
    open = taken;
    taken.raw.addEventListener("ended", retry);
    use(taken.track());
    now.value = "open";
    before?.close();
  };
  const step = async (): Promise<void> => {
    if (wish === null) return;
    if (open !== null && serves(open, wish)) return open.turn(wish.gain, use);
    const taken = await takeMicrophone(wish);
    // By now the call may be over, or the page closing.
    const welcome = isWanted();
    if (typeof taken === "string") return welcome ? close(taken) : undefined;
    if (welcome) replace(taken);
    else taken.close();
  };
  const isWanted = (): boolean => wish !== null && !signal.aborted;
  const settle = async (): Promise<void> => {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      await step();
    }
    busy = false;
  };
  navigator.mediaDevices.addEventListener("devicechange", retry, { signal });
  navigator.permissions.query({ name: "microphone" }).then(
    (permission) => permission.addEventListener("change", retry, { signal }),
    () => undefined,
  );
  signal.addEventListener("abort", () => close("idle"));
  return {
    state: now,
    want: (next) => {
      wish = next;
      if (next === null) close("idle");
      else void settle();
    },
    device: () => open?.raw.getSettings().deviceId ?? null,
  };
}

/** Whether what is open is what is wished; its volume can be turned. */
function serves({ raw, device, cleaning }: Taken, wish: MicrophoneWish): boolean {
  const same = (["echoCancellation", "noiseSuppression", "evenLevel"] as const).every(
    (part) => cleaning[part] === wish.cleaning[part],
  );
  return raw.readyState === "live" && device === wish.device && same;
}
