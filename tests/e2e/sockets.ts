import type { Page } from "puppeteer";

/**
 * No program can pull the plug of a fake device. In a page with these sockets what hangs on one behaves as the browser's specifications say
 * of a device that goes: its tracks end, it is listed no more, nothing can be had from it or sent to it, and `devicechange` is told.
 */
export async function withSockets(page: Page): Promise<void> {
  await page.evaluate(() => {
    const media = navigator.mediaDevices;
    const away = new Set<string>();
    const tracks: MediaStreamTrack[] = [];
    const list = media.enumerateDevices.bind(media);
    const take = media.getUserMedia.bind(media);
    // The page calls each as a method of what it belongs to.
    const lead = Reflect.get<HTMLMediaElement, "setSinkId">(HTMLMediaElement.prototype, "setSinkId");
    const isAway = async (id: unknown): Promise<boolean> =>
      (await list()).some(({ deviceId, label }) => deviceId === id && away.has(label));
    media.enumerateDevices = async () => (await list()).filter(({ label }) => !away.has(label));
    media.getUserMedia = async (wanted) => {
      const audio = wanted?.audio as { deviceId?: { exact: string } } | undefined;
      if (await isAway(audio?.deviceId?.exact)) throw new OverconstrainedError("deviceId");
      const stream = await take(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
    HTMLMediaElement.prototype.setSinkId = async function setSinkId(id) {
      if (await isAway(id)) throw new DOMException("away", "NotFoundError");
      await lead.call(this, id);
    };
    const plug = (name: string, plugged: boolean): void => {
      if (plugged) away.delete(name);
      else away.add(name);
      const ended = plugged ? [] : tracks.filter(({ label, readyState }) => label === name && readyState === "live");
      for (const track of ended) track.stop();
      for (const track of ended) track.dispatchEvent(new Event("ended"));
      media.dispatchEvent(new Event("devicechange"));
    };
    Object.assign(globalThis, { plug });
  });
}

/** Plugs a device in or pulls its plug, in a page with sockets. */
export async function plug(page: Page, name: string, plugged: boolean): Promise<void> {
  await page.evaluate(
    (name, plugged) =>
      (globalThis as unknown as { plug: (name: string, plugged: boolean) => void }).plug(name, plugged),
    name,
    plugged,
  );
}

/** The names of the devices that a page with the sound uses: of the voice, of the tones, of the ring and of the microphone. */
export function devicesInUse(soundPage: Page): Promise<Record<"voice" | "tones" | "ring" | "microphone", string>> {
  return soundPage.evaluate(async () => {
    const { twpSound } = globalThis as unknown as { twpSound: { devices: () => Record<string, string | null> } };
    const present = await navigator.mediaDevices.enumerateDevices();
    const nameOf = (id: string | null): string =>
      id === "" ? "the system’s" : (present.find(({ deviceId }) => deviceId === id)?.label ?? "none");
    return Object.fromEntries(Object.entries(twpSound.devices()).map(([part, id]) => [part, nameOf(id)])) as never;
  });
}
