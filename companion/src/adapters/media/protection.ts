import { sameKey, type MasterKey } from "./keys.ts";
import { createOpener, createSealer, type Opener, type Progress, type Sealer } from "./srtp.ts";

/** What one session's packets go through on their way out and in: nothing, or encryption with the keys agreed upon last. */
export type Protection = Readonly<{
  agree: (keys: Readonly<{ send: MasterKey; receive: MasterKey }> | null) => void;
  /** Nothing goes out, nor comes in in the clear, until keys are agreed upon. */
  wait: () => void;
  seal: Readonly<Record<keyof Sealer, (packet: Uint8Array) => Uint8Array | null>>;
  open: Opener;
}>;

type Lock<Way> = Readonly<{ key: MasterKey; way: Way }>;

/*
 *  plain ──agree(keys)──▶ encrypted ──agree(other keys)──▶ encrypted, and what still comes under the peer's last key is understood
 *    ▲                        │
 *    ├───────agree(null)──────┤
 *    └─────wait─▶ waiting ◀───┘    silent, and deaf but for the keys so far, until the next are agreed upon
 */

/** Begins plain. The same key agreed upon again goes on counting; only another one begins anew. */
export function createProtection(): Protection {
  const sent: Progress = new Map();
  const came: Progress = new Map();
  // A key of ours that comes back must not begin to count again: two packets would be hidden by the same stream.
  const sealers: Lock<Sealer>[] = [];
  let sealer: Lock<Sealer> | null = null;
  let openers: readonly Lock<Opener>[] = [];
  let waiting = false;
  const inTheClear = (packet: Uint8Array): Uint8Array | null => (waiting ? null : packet);
  const opened = (open: (by: Opener) => Uint8Array | null): Uint8Array | null => {
    for (const { way } of openers) {
      const packet = open(way);
      if (packet !== null) return packet;
    }
    return null;
  };
  return {
    agree(keys) {
      waiting = false;
      sealer = keys && lockOf(sealers, keys.send, (key) => createSealer(key, sent));
      if (sealer !== null && !sealers.includes(sealer)) sealers.push(sealer);
      const next = keys && lockOf(openers, keys.receive, (key) => createOpener(key, came));
      openers = next === null ? [] : [next, ...openers.filter((each) => each !== next)].slice(0, 2);
    },
    wait() {
      waiting = true;
      sealer = null;
    },
    seal: {
      rtp: (packet) => (sealer === null ? inTheClear(packet) : sealer.way.rtp(packet)),
      rtcp: (packet) => (sealer === null ? inTheClear(packet) : sealer.way.rtcp(packet)),
    },
    open: {
      rtp: (packet) => (openers.length === 0 ? inTheClear(packet) : opened((by) => by.rtp(packet))),
      rtcp: (packet) => (openers.length === 0 ? inTheClear(packet) : opened((by) => by.rtcp(packet))),
    },
  };
}

function lockOf<Way>(known: readonly Lock<Way>[], key: MasterKey, make: (key: MasterKey) => Way): Lock<Way> {
  return known.find((each) => sameKey(each.key, key)) ?? { key, way: make(key) };
}
