import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { takeCarried } from "./carried.ts";

/** Writes the number that the strip could not call into the field of the panel beside the page. Shows nothing itself. */
export function CarriedNumber({ text }: { text: Signal<string> }): null {
  useEffect(() => {
    // The panel in a frame is the one that hands over.
    if (window !== window.top) return undefined;
    const end = new AbortController();
    takeCarried((number) => (text.value = number), end.signal);
    return () => end.abort();
  }, []);
  return null;
}
