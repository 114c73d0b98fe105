import type { Codec } from "@twp/shared/protocol/calls.ts";
import { createBrowserLink } from "./browser-link.ts";
import { Call } from "./call.ts";
import { drawKeys } from "./keys.ts";
import { createMixes, type Conversation } from "./mix.ts";
import { createPace } from "./pacing.ts";
import { createSockets, type PortRange } from "./sockets.ts";
import type { ColdEngine } from "./sound-ahead.ts";

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
  if (options.warm) setTimeout(() => void browser.warm().catch(() => {}), 100);
  return {
    open: async (news, address = options.address, encryption = "off") => {
      const pair = await openSockets(address);
      const call: Call = new Call(pair, { ...around, address, security: { encryption, keys: drawKeys() } }, news, () =>
        calls.delete(call),
      );
      calls.add(call);
      return call;
    },
    linkBrowser: browser.answer,
    // Only the thread around this core can be lost, and it tells by itself.
    onLost: () => {},
    unlinkBrowser: (session) => void browser.drop(session),
    stop: async () => {
      for (const call of calls) call.close();
      calls.clear();
      await browser.stop();
    },
  };
}
