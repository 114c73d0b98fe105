import { chromeExtensionId } from "@twp/shared/protocol/extension-id.ts";
import { join } from "node:path";
import puppeteer, { TargetType, type Browser, type Page, type Target } from "puppeteer";
import type { CompanionProcess } from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import type { Desktop } from "./desktop.ts";
import { withSiteAccess } from "./site-access.ts";

export const chromeOutput = new URL("../../dist/chrome", import.meta.url).pathname;
export const extensionUrl = (path: string): string => `chrome-extension://${chromeExtensionId}/src/${path}`;

export type ChromiumOptions = Readonly<{
  /** What the microphone hears: a WAV file; silence without one. */
  microphone?: string;
  /** Whether the user gives the microphone. */
  microphoneGranted?: boolean;
  language?: "fr" | "en" | "de";
  dark?: boolean;
  /** Shows a window on this desktop, and notifications; headless without one. */
  desktop?: Pick<Desktop, "display" | "bus">;
  /** A profile to use again; a new one without. */
  profile?: string;
  /** Whether numbers on pages may be looked for. */
  siteAccess?: boolean;
  /** As if pages knew the address of the strip's page, which is another each time the browser starts. */
  stripKnown?: boolean;
  /** Leaves the worker to itself: one that a debugger is attached to does not always start again once it was stopped. Nothing can be run in it. */
  workerAlone?: boolean;
  args?: readonly string[];
}>;

/** A real Chromium with the built extension. */
export type Chromium = Readonly<{
  browser: Browser;
  /** Opens the real side panel, as the user's click on the icon does. */
  openPanel: () => Promise<Page>;
  /** The page that holds the sound. */
  soundPage: () => Promise<Page>;
  /** Runs in the worker. */
  worker: <T>(expression: string) => Promise<T>;
  /** Opens the welcome page with the code and waits until it is paired. */
  pair: (companion: Pick<CompanionProcess, "code">) => Promise<Page>;
  page: (url: string) => Promise<Page>;
  stop: () => Promise<void>;
  kill: () => Promise<void>;
}>;

/** Starts Chromium with the extension loaded. */
export async function startChromium(options: ChromiumOptions = {}): Promise<Chromium> {
  const { folder, remove } = await scratchFolder();
  const profile = options.profile ?? join(folder, "profile");
  const extension = options.siteAccess === false ? chromeOutput : await withSiteAccess(chromeOutput, folder, options);
  const browser = await puppeteer.launch({
    executablePath: "/usr/bin/chromium",
    pipe: true,
    headless: options.desktop === undefined,
    enableExtensions: [extension],
    userDataDir: profile,
    defaultViewport: null,
    ...(options.workerAlone === true && { targetFilter: (target) => target.type() !== TargetType.SERVICE_WORKER }),
    env: {
      ...process.env,
      LANGUAGE: options.language ?? "en",
      ...(options.desktop && { DISPLAY: options.desktop.display, DBUS_SESSION_BUS_ADDRESS: options.desktop.bus }),
    },
    args: [...flags, ...flagsFor(options)],
  });
  if (options.workerAlone !== true)
    await until(
      () => browser.targets().find((target) => target.type() === TargetType.SERVICE_WORKER),
      "the worker starts",
      20_000,
    );
  if (options.microphoneGranted !== false) await grantMicrophone(browser);
  return {
    browser,
    openPanel: () => openPanel(browser),
    soundPage: () => pageOf(browser, "offscreen/offscreen.html"),
    worker: (expression) => inWorker(browser, expression),
    pair: (companion) => pair(browser, companion.code),
    async page(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    },
    async stop() {
      await browser.close();
      await remove();
    },
    async kill() {
      browser.process()?.kill("SIGKILL");
      await until(() => !browser.connected, "the browser is gone");
      await remove();
    },
  };
}

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--allow-loopback-in-peer-connection",
  "--autoplay-policy=no-user-gesture-required",
  "--use-fake-device-for-media-stream",
];

function flagsFor({ microphone, language = "en", dark = false, args = [] }: ChromiumOptions): string[] {
  return [
    `--lang=${language}`,
    // The browser itself may not speak it here; its pages believe the user does.
    `--accept-lang=${language}`,
    ...(dark ? ["--force-dark-mode"] : []),
    ...(microphone === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphone}`]),
    ...args,
  ];
}

async function grantMicrophone(browser: Browser): Promise<void> {
  const origin = `chrome-extension://${chromeExtensionId}`;
  await browser.defaultBrowserContext().setPermission(origin, { permission: { name: "microphone" }, state: "granted" });
}

async function openPanel(browser: Browser): Promise<Page> {
  const page = (await browser.pages()).at(-1) ?? (await browser.newPage());
  await inWorker(browser, "chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true })");
  await until(
    () => inWorker<boolean>(browser, "chrome.sidePanel.getPanelBehavior().then((b) => b.openPanelOnActionClick)"),
    "the icon opens the panel",
  );
  const extension = (await browser.extensions()).get(chromeExtensionId);
  await extension?.triggerAction(page);
  return pageOf(browser, "panel/panel.html");
}

async function pageOf(browser: Browser, path: string): Promise<Page> {
  const target: Target = await browser.waitForTarget((each) => each.url().endsWith(path), { timeout: 15_000 });
  return target.asPage();
}

async function inWorker<T>(browser: Browser, expression: string): Promise<T> {
  const target = await browser.waitForTarget(
    (each) => each.type() === TargetType.SERVICE_WORKER && each.url().includes(chromeExtensionId),
  );
  const worker = await target.worker();
  if (worker === null) throw new Error("the worker is gone");
  return (await worker.evaluate(expression)) as T;
}

async function pair(browser: Browser, code: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${extensionUrl("welcome/welcome.html")}#code=${code}`);
  await until(
    () => inWorker<boolean>(browser, "chrome.storage.local.get().then((all) => Object.keys(all).length > 0)"),
    "paired",
  );
  return page;
}
