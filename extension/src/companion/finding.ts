import { companionPorts, type ServerMessage } from "@twp/shared/protocol/index.ts";
import type { Ear, OpenWire, Wire } from "./wire.ts";

type Hello = Extract<ServerMessage, { type: "hello" }>;

/** A wire whose other end said hello. `listen` names who hears the rest. */
export type Found = Readonly<{ port: number; hello: Hello; wire: Wire; listen: (ear: Ear) => void }>;

/** How long a server may take to say hello, in milliseconds: longer than a browser makes a WebSocket wait after others have failed. */
const patience = 6000;

/** What a search came to: our companion, or none; then `other` is one that answered and is not ours. */
export type Search = Readonly<{ ours: Found | null; other: Pick<Found, "port" | "hello"> | null }>;

/**
 * Tries the ports in turn; the first whose server says hello is the companion. Several people may share a computer: with an
 * `instance`, only that one is ours, and the others are left alone.
 */
export async function findCompanion(
  open: OpenWire,
  signal: AbortSignal,
  instance: string | null = null,
): Promise<Search> {
  let other: Found | null = null;
  for await (const found of companions(open, signal)) {
    if (instance === null || found.hello.instance === instance) return { ours: found, other: null };
    found.wire.close();
    other ??= found;
  }
  return { ours: null, other };
}

/** Every companion of this computer, one after the other. Whoever takes one closes its wire. */
export async function* companions(open: OpenWire, signal: AbortSignal): AsyncGenerator<Found, void> {
  for (const port of companionPorts) {
    if (signal.aborted) return;
    const found = await greet(open, port);
    if (found !== null) yield found;
  }
}

function greet(open: OpenWire, port: number): Promise<Found | null> {
  return new Promise((resolve) => {
    let ended = false;
    let ear: Ear | null = null;
    const wire = open(port, {
      hear: (message) => {
        if (ear !== null) ear.hear(message);
        else if (message.type === "hello") greeted(message);
        else wire.close();
      },
      end: () => {
        ended = true;
        clearTimeout(timer);
        ear?.end();
        resolve(null);
      },
    });
    const timer = setTimeout(() => wire.close(), patience);
    function listen(listener: Ear): void {
      ear = listener;
      if (ended) listener.end();
    }
    function greeted(hello: Hello): void {
      clearTimeout(timer);
      resolve({ port, hello, wire, listen });
    }
  });
}
