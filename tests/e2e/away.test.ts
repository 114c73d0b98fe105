import type { Page } from "puppeteer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startCompanion, type CompanionProcess } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { startDesktop, type Desktop } from "./desktop.ts";
import { clickNumber, markedNumbers, servePage, type ServedPage } from "./page.ts";
import { words } from "./words.ts";

const html = "<!doctype html><title>Perrin & Fils</title><p>Appelez le 01 99 00 12 34.";

let desktop: Desktop;
let served: ServedPage;
let companion: CompanionProcess;
let chromium: Chromium;
let page: Page;
beforeAll(async () => {
  [desktop, served, companion] = await Promise.all([startDesktop(), servePage(html), startCompanion()]);
  chromium = await startChromium({ desktop, language: "fr" });
  await chromium.pair(companion);
  page = await chromium.page(served.url);
  await until(async () => (await markedNumbers(page)).length > 0, "the number is marked");
});
afterAll(async () => {
  await chromium.stop();
  await Promise.all([companion.stop(), served.stop(), desktop.stop()]);
});

it("a number that is clicked while the companion is away is answered by a notification, in French", async () => {
  const failed = words("fr", "calls:note.failed", { number: "01 99 00 12 34" });
  await companion.stop();
  await clickNumber(page, "01 99 00 12 34");
  await until(() => desktop.notes().includes(failed), "the notification stands");
  expect(desktop.notes()).toContain(words("fr", "panel:searching.title"));
});
