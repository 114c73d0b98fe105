import { Worker } from "node:worker_threads";
import type { Holder, OpenHolder, Told } from "../distant/words.ts";
import type { Keys } from "./keys.ts";

/** What the thread says first: the system's own name for it, by which it is woken. */
export type Began = Readonly<{ type: "began"; thread: number }>;

/** Begins the thread that has the keys. */
export const openThread: OpenHolder<Keys> = async (heard, ended) => {
  const { messages, postToThread } = await import("./native.ts");
  const worker = new Worker(new URL("./key-thread.ts", import.meta.url));
  worker.unref();
  return new Promise((resolve, reject) => {
    const begin = ({ thread }: Began): Holder<Keys> => {
      const wake = (message: number): unknown => postToThread(thread, message, 0, 0);
      // A thread that waits in Windows hears nothing else, not even that the process ends.
      const end = (): void => void wake(messages.quit);
      process.once("exit", end);
      worker.once("exit", () => process.off("exit", end));
      return {
        tell(wanted) {
          worker.postMessage(wanted);
          wake(messages.app);
        },
        end,
      };
    };
    worker.on("message", (told: Told | Began) => (told.type === "began" ? resolve(begin(told)) : heard(told)));
    worker.once("error", reject);
    worker.once("exit", () => {
      reject(new Error("the thread with the keys has ended"));
      ended();
    });
  });
};
