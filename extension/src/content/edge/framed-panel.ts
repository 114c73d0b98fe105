import * as v from "valibot";
import { askForTicket } from "../worker.ts";
import { FromFrame, stripPage, type ToFrame } from "./strip-words.ts";

/** Once loaded, our page answers within so many milliseconds. Where the page around it lets no program run in frames (`CSP: sandbox`), nobody does. */
const patience = 3000;

/** The panel in a frame: `say` reaches it once it is there. */
export type FramedPanel = Readonly<{ say: (words: ToFrame) => void; end: () => void }>;

/** Loads our page into the frame, which `put` then puts on the page, and admits it; `failed` where that comes to nothing. */
export function framePanel(
  frame: HTMLIFrameElement,
  put: () => void,
  heard: (words: FromFrame) => void,
  failed: () => void,
): FramedPanel {
  const { port1, port2 } = new MessageChannel();
  let timer = 0;
  port1.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const words = v.safeParse(FromFrame, data);
    if (!words.success) return;
    clearTimeout(timer);
    heard(words.output);
  });
  port1.start();
  const load = (ticket: string | null): void => {
    if (ticket === null) return failed();
    frame.addEventListener(
      "load",
      () => {
        timer = window.setTimeout(failed, patience);
        // To nobody but our own page: the page around it may have put another one there.
        const { origin } = new URL(chrome.runtime.getURL(""));
        frame.contentWindow?.postMessage({ type: "strip.open", ticket }, origin, [port2]);
      },
      { once: true },
    );
    frame.src = chrome.runtime.getURL(stripPage);
    put();
  };
  void askForTicket().then(load);
  return {
    say: (words) => port1.postMessage(words),
    end() {
      clearTimeout(timer);
      port1.close();
    },
  };
}
