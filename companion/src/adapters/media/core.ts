import type { Codec } from "@twp/shared/protocol/calls.ts";
import { createBrowserLink } from "./browser-link.ts";
import { Call } from "./call.ts";
import { drawIdentity, type Identity } from "./dtls/certificate.ts";
import { drawIceCredentials } from "./ice-lite.ts";
import { drawKeys } from "./keys.ts";
import { createMixes, type Conversation } from "./mix.ts";
import { createPace } from "./pacing.ts";
import { createSockets, type PortRange } from "./sockets.ts";
import type { ColdEngine } from "./sound-ahead.ts";
import type { Track } from "./track.ts";

/** How the engine stands in the network. */
export type SoundOptions = Readonly<{
  /** The address that RTP is bound to and that descriptions give to peers, for calls that name no other. */
  address: string;
  ports: PortRange;
  /** What we offer and accept, best first. */
  codecs: readonly Codec[];
  /** Loads and tries the browser side soon after the start, so that its first answer is instant. */
  warm: boolean;
}>;

/** The engine in the thread that calls: `worker.ts` runs it in a thread of its own. */
export function createSoundCore(options: SoundOptions): ColdEngine {
  const openSockets = createSockets(options.ports);
  const pace = createPace();
  const heard: { by: Conversation | null } = { by: null };
  const calls = new Set<Call>();
  const browser = createBrowserLink((codec, packet, source) => heard.by?.speak(codec, packet, source));
  const mixes = createMixes({ pace, browser, heard });
  const around = { codecs: options.codecs, pace, browser, heard, mixes };
  const tracks = new Set<Track>();
  // One for all calls: who is asked about it can tell that it was us each time, and nobody else.
  let identity: Identity | null = null;
  if (options.warm) setTimeout(() => void browser.warm().catch(() => {}), 100);
  return {
    open: async (news, address = options.address, encryption = "off") => {
      const pair = await openSockets(address);
      const handshake = { identity: (identity ??= drawIdentity()), ice: drawIceCredentials() };
      const security = { encryption, keys: drawKeys(), handshake };
      const call: Call = new Call(pair, { ...around, address, security }, news, () => calls.delete(call));
      calls.add(call);
      return call;
    },
    record(mix, wish, news) {
      const track: Track = mixes(mix).record(wish, (told) => {
        if (told.type === "ended") tracks.delete(track);
        news(told);
      });
      tracks.add(track);
      return { pause: (paused) => track.pause(paused), stop: () => void track.stop() };
    },
    linkBrowser: browser.answer,
    // Only the thread around this core can be lost, and it tells by itself.
    onLost: () => {},
    unlinkBrowser: (session) => void browser.drop(session),
    stop: async () => {
      for (const call of calls) call.close();
      calls.clear();
      await Promise.all([...tracks].map((track) => track.stop()));
      await browser.stop();
    },
  };
}
