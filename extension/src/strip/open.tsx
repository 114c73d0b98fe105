import { signal } from "@preact/signals";
import * as v from "valibot";
import { knowsFullView } from "../browser/full-view.ts";
import { askForPanel, carryToPanel } from "../browser/own-frame.ts";
import { FromFrame, ToFrame } from "../content/edge/strip-words.ts";
import { createStripDesk, type StripDesk } from "../features/strip/strip-desk.ts";
import { startPanel } from "../panel/start-panel.tsx";
import { focusField, keepKeyboardOfPage } from "./quiet-focus.ts";
import { tellKeeping } from "./keeping.ts";
import { Strip } from "./strip.tsx";
import { watchSight } from "./watch-sight.ts";
import "./strip.css";

/** So long it is said that something was not done, in milliseconds. */
const reading = 12_000;

/** A page may deny the microphone to the frames in it. That says nothing of the page that speaks, which is never this one. */
const elsewhere = signal("unknown" as const);

/** Shows the panel in this frame, which the content script around it has opened with that port. */
export async function openStrip(port: MessagePort): Promise<void> {
  keepKeyboardOfPage();
  const end = new AbortController();
  addEventListener("pagehide", () => end.abort());
  const refused = signal(false);
  const say = (words: FromFrame): void => port.postMessage(words);
  const maySee = watchSight(end.signal);
  let timer = 0;
  const refuse = (number: string | null): false => {
    clearTimeout(timer);
    refused.value = true;
    timer = window.setTimeout(() => (refused.value = false), reading);
    if (!knowsFullView() && number !== null) carryToPanel(number);
    return false;
  };
  let desk: StripDesk | null = null;
  await startPanel(
    ({ page, rest }) => (
      <Strip
        page={{ ...page, microphone: elsewhere }}
        rest={rest}
        refused={refused}
        hide={() => say({ type: "hide" })}
        openPanel={askForPanel}
      />
    ),
    (whole) => {
      desk = createStripDesk(whole, ({ number }) => maySee() || refuse(number));
      return desk.desk;
    },
  );
  const tellAnew = tellKeeping(say, end.signal);
  port.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const words = v.safeParse(ToFrame, data);
    if (!words.success) return;
    desk?.show(words.output.shown);
    if (words.output.shown) tellAnew();
    if (words.output.focus) focusField();
  });
  port.start();
  say({ type: "ready" });
}
