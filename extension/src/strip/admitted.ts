import { claimStrip } from "../browser/own-frame.ts";
import type { FromFrame } from "../content/edge/strip-words.ts";

/**
 * The port of our content script, once the worker has said that its ticket admits this frame; null for everybody else. Only the first message
 * counts: a page that makes up tickets has one attempt a frame. The worker reads the ticket by its schema; nothing is loaded for that here,
 * where a page might open a hundred such frames.
 */
export function admitted(): Promise<MessagePort | null> {
  return new Promise((resolve) => {
    const hear = async ({ data, source, ports: [port] }: MessageEvent<unknown>): Promise<MessagePort | null> => {
      // In the page itself, and not in a frame of it, of another page perhaps.
      const inPage = window !== window.top && window.parent === window.top && source === window.parent;
      const isOpening = typeof data === "object" && data !== null && "type" in data && data.type === "strip.open";
      if (!inPage || !isOpening || !("ticket" in data) || port === undefined) return null;
      if (!(await claimStrip(data.ticket))) return null;
      port.postMessage({ type: "admitted" } satisfies FromFrame);
      return port;
    };
    addEventListener("message", (event) => void hear(event).then(resolve), { once: true });
  });
}
