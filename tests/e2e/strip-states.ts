import type { Frame, Page } from "puppeteer";
import { until } from "../peers/process.ts";
import { layOut, type Paper } from "./contact-sheet.ts";
import { looks, setUp, type Stage } from "./looks.ts";
import { servePage } from "./page.ts";
import { placeOf, reveal } from "./strip.ts";

const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Perrin & Fils</title>
  <body style="margin:24px 24px 24px 384px;font:15px system-ui;height:200vh"><h1>Perrin & Fils</h1><p>Accueil 01 99 00 12 34`;

/** Takes the panel at the edge of a page, and what it says where something on the page has covered it. */
export async function takeStrip(paper: Paper, open: () => Promise<Stage>, stops: (() => unknown)[]): Promise<void> {
  const stage = await open();
  const served = await servePage(html);
  stops.push(served.stop);
  await stage.window.ask("settings.change", { hideAutomatically: true });
  const page = await stage.chromium.page(served.url);
  await setUp(page, paper.width + 240, Math.round((480 * Number.parseFloat(paper.letters)) / 100), 1);
  await page.bringToFront();
  const frame = await reveal(page);
  await layOut(stage, paper, "strip", await pictures(stage, paper, page, frame));
  await layOut(stage, paper, "strip-refused", await pictures(stage, paper, page, frame, () => press(page, frame)));
}

/** The page in all six looks, each once `before` has been done. */
async function pictures(
  { window }: Stage,
  { letters }: Paper,
  page: Page,
  frame: Frame,
  before: () => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const { language, theme } of looks) {
    await window.ask("settings.change", { language, theme });
    await frame.waitForSelector(`html[lang="${language}"][data-theme="${theme}"]`);
    await frame.evaluate((size) => void (document.documentElement.style.fontSize = size), letters);
    await before();
    // A frame of another origin is not told that the user wants no motion: its fades end by themselves.
    await new Promise((resolve) => setTimeout(resolve, 400));
    taken.push(await page.screenshot({ encoding: "base64" }));
  }
  return taken;
}

/** Presses what calls while something of the page lies over the strip. */
async function press(page: Page, frame: Frame): Promise<void> {
  const place = await placeOf(frame, "echo");
  await page.evaluate(() => {
    const over = document.body.appendChild(document.createElement("div"));
    Object.assign(over, { id: "over", popover: "manual" });
    over.style.cssText = "inset:auto auto 0 0;margin:0;border:0;padding:0;width:4px;height:4px;pointer-events:none";
    over.showPopover();
  });
  const isSaid = (): Promise<boolean> => frame.evaluate(() => document.querySelector(".strip-said .banner") !== null);
  await until(async () => {
    await page.mouse.click(place.x, place.y);
    return isSaid();
  }, "it says so");
  await page.mouse.move(150, 250);
  await page.evaluate(() => document.querySelector("#over")?.remove());
}
