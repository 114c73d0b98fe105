import type { Page } from "puppeteer";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  leaveNoCall,
  openWindow,
  registered,
  startCompanion,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { clickNumber, markedNumbers, servePage, type ServedPage } from "./page.ts";

let companion: CompanionProcess;
let chromium: Chromium;
let served: ServedPage;
let window: Window;
let welcome: Page;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  companion = await startCompanion();
  [chromium, served] = await Promise.all([
    startChromium({ workerAlone: true }),
    servePage("<!doctype html><title>Perrin</title><p>Ring 01 99 00 12 34"),
  ]);
  window = await openWindow(companion);
  stops.push(companion.stop, chromium.stop, served.stop, window.close);
  await registered(window);
  welcome = await chromium.page(`${extensionUrl("welcome/welcome.html")}#code=${companion.code}`);
  await until(() => welcome.evaluate(isReady), "it is paired, and pages get its script");
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** For a page of the extension's own: is this browser paired, and does a page get the script that marks numbers? */
const isReady = `Promise.all([chrome.scripting.getRegisteredContentScripts(), chrome.storage.local.get("pageSettings")])
  .then(([scripts, stored]) => scripts.length > 0 && "pageSettings" in stored)`;

/** Stops the extension's worker, as the browser itself does to one that has nothing to do or takes too much. */
async function stopWorker(): Promise<void> {
  const client = await welcome.createCDPSession();
  let stopped = false;
  await client.send("ServiceWorker.enable");
  client.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    stopped ||= versions.some(({ runningStatus }) => runningStatus === "stopped");
  });
  await client.send("ServiceWorker.stopAllWorkers");
  await until(() => stopped, "it is stopped");
  await client.detach();
}

it("a worker that the browser has stopped comes back: with a page that opens, with what a page adds, and with a click", async () => {
  const opened = await chromium.page(served.url);
  await until(async () => (await markedNumbers(opened)).length === 1, "the number is marked");
  await stopWorker();
  const next = await chromium.page(served.url);
  await until(async () => (await markedNumbers(next)).length === 1, "marked on a page that opens");
  await stopWorker();
  await opened.evaluate(() => document.body.append("and 01 99 00 12 35"));
  await until(async () => (await markedNumbers(opened)).length === 2, "marked where a page adds it");
  await stopWorker();
  await opened.bringToFront();
  await clickNumber(opened, "01 99 00 12 35");
  const call = await until(() => window.state().calls[0], "it is called");
  expect(call.dialled?.target).toBe("+33199001235");
  await leaveNoCall(window);
});
