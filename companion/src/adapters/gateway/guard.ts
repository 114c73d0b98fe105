import type { IncomingHttpHeaders } from "node:http";
import { chromeExtensionId } from "@twp/shared/protocol/extension-id.ts";

/** Why a connection is turned away before it begins. */
export type Turned = "host" | "origin" | "path";

/**
 * Looks at a request before the upgrade. The `Host` must be our own loopback address, or a page could reach us through a name that
 * it points at 127.0.0.1 (DNS rebinding). The `Origin` must be our extension's, or absent: programs send none, browsers always do.
 * Firefox gives each install an id of its own, so there the token is the proof.
 */
export function turnedAway(headers: IncomingHttpHeaders, path: string, port: number): Turned | null {
  if (!isOwnHost(headers.host, port)) return "host";
  if (!isExtension(headers.origin)) return "origin";
  return path === "/" ? null : "path";
}

/** Does the request name us by loopback and by the right port? */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

function isExtension(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  return origin === `chrome-extension://${chromeExtensionId}` || /^moz-extension:\/\/[\da-f-]{36}$/u.test(origin);
}

/** How fast one window may ask: bursts of a hundred, fifty a second in the long run. */
export const requestRate = { burst: 100, perSecond: 50 } as const;

/** A bucket that empties with each request and fills with time; false when it is empty. */
export function createRate(now: () => number, { burst, perSecond } = requestRate): () => boolean {
  let left: number = burst;
  let last = now();
  return () => {
    const time = now();
    left = Math.min(burst, left + ((time - last) / 1000) * perSecond);
    last = time;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
