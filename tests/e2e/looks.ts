import { languages, themes, type Settings } from "@twp/shared/protocol/settings.ts";
import type { Page } from "puppeteer";
import { dismissEnded, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import type { Chromium } from "./chromium.ts";
import { dial, press, showsCall } from "./page.ts";

/** A language and a theme that the user chose. */
export type Look = Pick<Settings, "language" | "theme">;

/** Each language in each theme: first all that are light, then all that are dark. */
export const looks: readonly Look[] = themes
  .filter((theme) => theme !== "auto")
  .flatMap((theme) => languages.filter((language) => language !== "auto").map((language) => ({ language, theme })));

/** What pictures are taken of: a panel, the browser it is open in, and the companion behind it. */
export type Stage = Readonly<{ window: Window; chromium: Chromium; panel: Page }>;

/** A picture in the middle of a fade would show what nobody sees. Sizes in CSS pixels, `scale` in pixels of the picture for each. */
export async function setUp(page: Page, width: number, height: number, scale = 2): Promise<void> {
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  await page.setViewport({ width, height, deviceScaleFactor: scale });
}

/** Chooses the look as the user does, and waits until the page wears it. */
export async function wear({ window }: Pick<Stage, "window">, look: Look, page: Page): Promise<void> {
  await page.bringToFront();
  await window.ask("settings.change", look);
  await page.waitForSelector(`html[lang="${look.language}"][data-theme="${look.theme}"]`);
}

/** Takes away the pointer, the focus of the last press and the blinking caret; `letters` is the size of the text, such as `150%`. */
export async function holdStill(page: Page, letters: string): Promise<void> {
  await page.mouse.move(1, 1);
  await page.evaluate(async (size) => {
    document.documentElement.style.fontSize = size;
    document.body.style.caretColor = "transparent";
    if (!document.activeElement?.matches('[data-testid="code"]')) (document.activeElement as HTMLElement).blur();
    // Larger letters make a longer page, once it has been laid out anew.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    scrollTo(0, 0);
  }, letters);
}

/** Waits until no call is left, and takes their cards away. */
export async function tidy({ window, panel }: Stage): Promise<void> {
  await until(() => window.state().calls.every(({ state }) => state === "ended"), "the calls are over");
  await dismissEnded(window);
  await panel.waitForFunction(() => document.querySelector('[data-testid="call"]') === null);
}

/** Anna and Marc leave messages in the office's mailbox. */
export async function leaveMessages(stage: Stage): Promise<void> {
  const { window, panel } = stage;
  for (const [at, machine] of ["8201", "8202"].entries()) {
    await dial(panel, machine);
    await showsCall(panel, "offered");
    await press(panel, "decline");
    await until(() => window.state().voiceMail.box?.size === at + 1, "the machine has left a message");
    await tidy(stage);
  }
}
