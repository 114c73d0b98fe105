import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { MicrophoneWish } from "../features/sounds/trial.ts";
import { openMicrophone } from "./microphone.ts";

/** The browser's microphones, held in the hand: what is plugged in, what is open, and who was lent what. */
let plugged: string[];
let open: Set<string>;
let log: string[];
let tracks: EventTarget[];
let devices: EventTarget;
let end: AbortController;

function trackOf(device: string): MediaStreamTrack {
  let readyState = "live";
  const track = Object.assign(new EventTarget(), {
    label: device,
    stop() {
      readyState = "ended";
      open.delete(device);
      log.push(`closes ${device}`);
    },
    getSettings: () => ({ deviceId: device }),
  });
  Object.defineProperty(track, "readyState", { get: () => readyState });
  tracks.push(track);
  return track as unknown as MediaStreamTrack;
}

beforeEach(() => {
  [plugged, open, log, tracks, devices, end] = [
    ["own", "headset"],
    new Set(),
    [],
    [],
    new EventTarget(),
    new AbortController(),
  ];
  vi.stubGlobal("navigator", {
    mediaDevices: Object.assign(devices, {
      async getUserMedia({ audio }: { audio: { deviceId?: { exact: string } } }) {
        const device = audio.deviceId?.exact ?? plugged[0];
        if (device === undefined || !plugged.includes(device)) throw new DOMException("none", "NotFoundError");
        open.add(device);
        log.push(`opens ${device}`);
        const track = trackOf(device);
        return { getAudioTracks: () => [track] };
      },
    }),
    permissions: { query: async () => new EventTarget() },
  });
});
afterEach(() => {
  end.abort();
  vi.unstubAllGlobals();
});

const cleaning = { echoCancellation: true, noiseSuppression: true, evenLevel: true };
const wish = (device: string, change: Partial<MicrophoneWish> = {}) => ({ device, gain: 1, cleaning, ...change });
const settled = () => new Promise((resolve) => setTimeout(resolve));
const lend = (track: MediaStreamTrack | null) => void log.push(track === null ? "nothing" : `lends ${track.label}`);

it("that is wished in the place of another is lent before the other closes", async () => {
  const microphone = openMicrophone(lend, end.signal);
  microphone.want(wish(""));
  await settled();
  microphone.want(wish("headset"));
  await settled();
  expect(log).toEqual(["opens own", "lends own", "opens headset", "lends headset", "closes own"]);
  expect([microphone.device(), microphone.state.value]).toEqual(["headset", "open"]);
});

it("that ends is replaced by the system's, and taken again when it is back", async () => {
  const microphone = openMicrophone(lend, end.signal);
  microphone.want(wish("headset"));
  await settled();
  plugged = ["own"];
  tracks[0]?.dispatchEvent(new Event("ended"));
  (tracks[0] as MediaStreamTrack | undefined)?.stop();
  devices.dispatchEvent(new Event("devicechange"));
  await settled();
  expect([...open]).toEqual(["own"]);
  plugged = ["own", "headset"];
  devices.dispatchEvent(new Event("devicechange"));
  await settled();
  expect([microphone.device(), ...open]).toEqual(["headset", "headset"]);
});

it("is opened anew where it should be cleaned otherwise, and left alone where nothing changes", async () => {
  const microphone = openMicrophone(lend, end.signal);
  microphone.want(wish("headset"));
  await settled();
  microphone.want(wish("headset", { cleaning: { ...cleaning } }));
  await settled();
  expect(log).toEqual(["opens headset", "lends headset"]);
  microphone.want(wish("headset", { cleaning: { ...cleaning, evenLevel: false } }));
  await settled();
  expect(tracks).toHaveLength(2);
});

it("that is wanted no more before it was open is never lent", async () => {
  const microphone = openMicrophone(lend, end.signal);
  microphone.want(wish(""));
  microphone.want(null);
  await settled();
  expect(log).toEqual(["opens own", "nothing", "closes own"]);
  expect([microphone.state.value, open.size]).toEqual(["idle", 0]);
});

it("that is missing is taken up once it is plugged in", async () => {
  plugged = [];
  const microphone = openMicrophone(lend, end.signal);
  microphone.want(wish("headset"));
  await settled();
  expect(microphone.state.value).toBe("missing");
  plugged = ["headset"];
  devices.dispatchEvent(new Event("devicechange"));
  await settled();
  expect([microphone.state.value, microphone.device()]).toEqual(["open", "headset"]);
});
