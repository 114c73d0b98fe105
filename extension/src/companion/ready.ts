import { effect } from "@preact/signals-core";
import type { Companion } from "./companion.ts";

/** Waits until the mirror is true, at most so long. A worker that a click woke up has no link in its first milliseconds. */
export function whenReady(companion: Companion, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(false), milliseconds);
    const stop = effect(() => {
      if (companion.link.value.state === "ready") queueMicrotask(() => done(true));
    });
    function done(ready: boolean): void {
      clearTimeout(timer);
      stop();
      resolve(ready);
    }
  });
}
