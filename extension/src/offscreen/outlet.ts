import { keepAwake } from "./rest.ts";

/** A way out of a page's sound, at a device and a volume. */
export type Outlet = Readonly<{
  /** What is connected to it is heard, and what it is connected to hears the same. */
  node: AudioNode;
  /** Where it comes out, an empty id for the system's own device, and by which factor; resolves when it does, or where it cannot be had comes out at the system's. */
  lead: (device: string, gain: number) => Promise<void>;
  /** Holds the device, or lets it rest soon. */
  need: (needed: boolean) => void;
  /** The device that it has. */
  device: () => string;
}>;

/**
 * Opens a way out. The system's device is the context's own; another is reached by an element, which every browser can send elsewhere,
 * while Firefox cannot send an AudioContext.
 */
export function openOutlet(context: AudioContext, signal: AbortSignal): Outlet {
  const node = new GainNode(context);
  const element = new Audio();
  const keep = keepAwake({ resume: () => element.play(), suspend: async () => element.pause() }, signal);
  let bridge: MediaStreamAudioDestinationNode | null = null;
  let [wanted, needed] = ["", false];
  node.connect(context.destination);
  const straight = () => {
    if (bridge !== null) node.disconnect(bridge);
    bridge = null;
    element.srcObject = null;
    node.connect(context.destination);
  };
  const across = async (device: string) => {
    await element.setSinkId(device);
    if (wanted !== device || bridge !== null) return;
    node.disconnect(context.destination);
    bridge = new MediaStreamAudioDestinationNode(context);
    node.connect(bridge);
    element.srcObject = bridge.stream;
    keep(needed);
  };
  signal.addEventListener("abort", () => (element.srcObject = null));
  return {
    node,
    lead: async (device, gain) => {
      turn(node.gain, gain, context);
      if (device === wanted) return;
      wanted = device;
      if (device === "") return straight();
      await across(device).catch(() => {
        if (wanted !== device) return;
        wanted = "";
        straight();
      });
    },
    need: (wish) => {
      needed = wish;
      if (bridge !== null) keep(wish);
    },
    device: () => (bridge === null ? "" : element.sinkId),
  };
}

/** Changes a volume softly; one that nobody hears yet at once, so that it does not begin at the wrong one. */
export function turn(gain: AudioParam, value: number, context: BaseAudioContext): void {
  gain.cancelScheduledValues(0);
  if (context.state === "running") gain.setTargetAtTime(value, context.currentTime, 0.01);
  else gain.value = value;
}
