import { spawn, spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  leaveNoCall,
  openWindow,
  registered,
  startCompanion,
  startCompanionIn,
  type Window,
} from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { startDesktop, type Desktop } from "./desktop.ts";
import { sayYes, startFirefox } from "./firefox.ts";
import { press, servePage, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const cli = new URL("../../companion/src/cli.ts", import.meta.url).pathname;
const other = "other.desktop";

const stops: (() => unknown)[] = [];
let env: NodeJS.ProcessEnv;
let desktop: Desktop;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  const home = await scratchFolder();
  stops.push(home.remove);
  desktop = await startDesktop();
  stops.push(desktop.stop);
  // A folder with a space in its name, as people have them.
  const folder = join(home.folder, "twp home");
  await mkdir(folder);
  const companion = await startCompanionIn(folder);
  chromium = await startChromium({ desktop });
  stops.push(companion.stop, chromium.stop);
  window = await openWindow(companion);
  stops.push(window.close);
  await registered(window);
  await chromium.pair(companion);
  env = {
    ...process.env,
    LANG: "en",
    DISPLAY: desktop.display,
    DBUS_SESSION_BUS_ADDRESS: desktop.bus,
    XDG_DATA_HOME: join(home.folder, "data"),
    XDG_CONFIG_HOME: join(home.folder, "config"),
    TWP_HOME: folder,
  };
  await mkdir(env["XDG_CONFIG_HOME"] ?? "");
  await writeFile(list(), `[Default Applications]\nx-scheme-handler/tel=${other};\n`);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
afterEach(async () => {
  const held = waiting();
  if (held !== null) await window.ask("guard.cancel", { id: held.id });
  await leaveNoCall(window);
});

const waiting = () => window.state().guard.waiting;
const list = (): string => join(env["XDG_CONFIG_HOME"] ?? "", "mimeapps.list");
const twp = (...words: readonly string[]) => spawnSync(process.execPath, [cli, ...words], { env, encoding: "utf8" });
const chosenFor = (scheme: string): string =>
  spawnSync("xdg-mime", ["query", "default", `x-scheme-handler/${scheme}`], { env, encoding: "utf8" }).stdout.trim();

/** Opens a link as any application of the desktop does. */
async function open(link: string): Promise<void> {
  const opening = spawn("xdg-open", [link], { env: { ...env, BROWSER: "true" }, stdio: "ignore" });
  stops.push(() => opening.kill());
  await until(() => waiting(), `${link} waits`);
}

it("N14: TWP is made the program for telephone links by one command, which also says so", async () => {
  expect(twp("tel-handler", "status").stdout).toBe("Another program opens telephone links, or none does.\n");
  expect(twp("tel-handler", "install")).toMatchObject({
    status: 0,
    stdout: "TWP opens these links: tel: callto: sip:\n",
  });
  expect(["tel", "callto", "sip"].map(chosenFor)).toEqual(["twp-tel.desktop", "twp-tel.desktop", "twp-tel.desktop"]);
  expect(twp("tel-handler", "sing")).toMatchObject({ status: 2 });
});

describe("N14: a telephone link in another application", () => {
  it("waits in a notification where no panel is open, and is called by its button", async () => {
    await open("tel:600");
    await until(() => desktop.notes().includes(en("guard:from-link")), "the notification says where it comes from");
    await desktop.pressNote(en("guard:call"));
    await until(() => window.state().calls[0]?.state === "active", "the echo answers");
    expect(window.state().calls[0]?.dialled).toMatchObject({ target: "600", source: { kind: "link" } });
  });

  it("is asked about in the panel, whatever the settings want, and calls nobody by itself", async () => {
    // The click on the notification has opened it.
    panel = await (await chromium.browser.waitForTarget((each) => each.url().endsWith("panel/panel.html"))).asPage();
    await window.ask("settings.change", { dialDelay: 0, askBefore: [] });
    await open("tel:+33-1-99-00-12-34;ext=5");
    await shows(panel, en("guard:asks", { name: "01 99 00 12 34" }), en("guard:from-link"));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(window.state().calls).toEqual([]);
    await press(panel, "guard-cancel");
    await hides(panel, en("guard:from-link"));
    expect(window.state().calls).toEqual([]);
  });

  it.each(["tel:201", "callto:201", "sip:201@office.twp"])(
    "%s rings at the office once the user has said yes",
    async (link) => {
      await open(link);
      await press(panel, "guard-call");
      await showsCall(panel, "active");
      expect(window.state().calls[0]?.peer.number).toMatch(/^201(?:@office\.twp)?$/u);
    },
  );

  it("that is malformed says so in the panel, and to whoever handed it over by its code", async () => {
    await open("tel:%zz");
    await shows(panel, en("failures:link-malformed"));
    expect(waiting()).toMatchObject({ failed: "link-malformed", source: "link" });
    await press(panel, "guard-cancel");
    await until(() => waiting() === null, "it is closed");
    expect(twp("link", "mailto:a@b.example")).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("link-malformed"),
    });
    expect(twp("link", `tel:${"1".repeat(400)}`)).toMatchObject({ status: 1 });
    expect(window.state().calls).toEqual([]);
  });
});

it("N14: while TWP does not run, the desktop says so to whoever opens a telephone link", async () => {
  const nowhere = await scratchFolder();
  stops.push(nowhere.remove);
  const alone = { ...env, TWP_HOME: nowhere.folder };
  expect(spawnSync(process.execPath, [cli, "link", "tel:5012"], { env: alone })).toMatchObject({ status: 3 });
  await until(() => desktop.notes().includes("tel:5012 could not be opened"), "the desktop says so");
});

it("N14: while no browser is open, the desktop says that the number waits for one", async () => {
  const quiet = await scratchFolder();
  const companion = await startCompanionIn(quiet.folder);
  stops.push(quiet.remove, companion.stop);
  const alone = { ...env, TWP_HOME: quiet.folder };
  expect(spawnSync(process.execPath, [cli, "link", "tel:5013"], { env: alone })).toMatchObject({ status: 0 });
  await until(() => desktop.notes().includes("tel:5013 waits to be called"), "the desktop says so");
  expect(twp("link", "tel:5014")).toMatchObject({ status: 0 });
  await until(() => waiting(), "it waits in the browser that is open");
  expect(desktop.notes()).not.toContain("tel:5014 waits");
});

it("N14: whoever opened telephone links before does so again once TWP is removed", async () => {
  expect(twp("tel-handler", "remove")).toMatchObject({ status: 0 });
  expect(await readFile(list(), "utf8")).toBe(`[Default Applications]\nx-scheme-handler/tel=${other};\n`);
  expect(chosenFor("sip")).toBe("");
  expect(twp("tel-handler", "status").stdout).toBe("Another program opens telephone links, or none does.\n");
});

describe("N14: in Firefox, which asks whether TWP may open telephone links", () => {
  it("a link of a page waits for the user’s word, and the page stays", async () => {
    const companion = await startCompanion();
    const firefox = await startFirefox();
    const served = await servePage(`<!doctype html><title>Shop</title><a id="link" href="tel:201">Call</a>`);
    stops.push(companion.stop, served.stop, firefox.stop);
    window.close();
    window = await openWindow(companion);
    stops.push(window.close);
    await registered(window);
    await firefox.pair(companion);
    const page = await firefox.browser.newPage();
    await page.goto(served.url);
    // A Firefox that has just begun may not have read yet who opens such links: its user tries again.
    await until(async () => {
      await page.click("#link");
      return (await until(() => sayYes(page, "TWP"), "Firefox asks")).includes("TWP");
    }, "Firefox asks whether TWP may open it");
    await until(() => waiting()?.source === "link", "it waits");
    expect(waiting()?.number).toBe("201");
    await until(() => page.evaluate((url) => location.href === url, served.url), "the page is back");
    await window.ask("guard.call", { id: waiting()?.id ?? "" });
    await until(() => window.state().calls[0]?.state === "active", "Anna answers");
  });
});
