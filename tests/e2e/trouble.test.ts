import { chromeExtensionId } from "@twp/shared/protocol/extension-id.ts";
import { companionPorts } from "@twp/shared/protocol/index.ts";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBaresip } from "../peers/baresip.ts";
import {
  leaveNoCall,
  openWindow,
  registered,
  startCompanionIn,
  writeAccount,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { freePort, scratchFolder, until } from "../peers/process.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { dial, press, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

/** The browser speaks German here, and so do we. */
const de = wordsIn("de");

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let kamailio: Kamailio;
let companion: CompanionProcess;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  [scratch, kamailio] = await Promise.all([scratchFolder(), startKamailio()]);
  await writeAccount(scratch.folder, { user: "alice", port: kamailio.port });
  [, chromium] = await Promise.all([start(), startChromium({ language: "de" })]);
  await registered(window);
  // Its tab stays: the browser puts the options into an empty one, and closes its window with the last one.
  await chromium.pair(companion);
  panel = await chromium.openPanel();
  await shows(panel, de("account:line.registered"));
});
afterAll(async () => {
  await chromium.stop();
  await stop();
  await kamailio.stop();
  await scratch.remove();
});
afterEach(() => leaveNoCall(window));

async function start(): Promise<void> {
  companion = await startCompanionIn(scratch.folder);
  window = await openWindow(companion);
}

async function stop(): Promise<void> {
  window.close();
  await companion.stop();
}

/** Another program on a port, which takes connections and says nothing. */
async function takePort(port: number): Promise<{ stop: () => Promise<unknown> }> {
  const callers: Socket[] = [];
  const server = createServer((caller) => callers.push(caller.on("error", () => undefined)));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    stop() {
      const stopped = new Promise((resolve) => server.close(resolve));
      for (const caller of callers) caller.destroy();
      return stopped;
    },
  };
}

const page = (name: "welcome" | "options"): Promise<Page> => chromium.page(extensionUrl(`${name}/${name}.html`));

/** Writes into a field of a form in place of what stood there. */
async function fill(form: Page, name: string, text: string): Promise<void> {
  await (await form.waitForSelector(`[name="${name}"]`))?.click({ count: 3 });
  await form.keyboard.type(text);
}

/** Waits until the toolbar's button has this title. */
const buttonSays = (key: string): Promise<unknown> =>
  until(async () => (await chromium.worker("chrome.action.getTitle({})")) === de(key), `the button says ${key}`);

const lineTone = (): Promise<string | null> =>
  panel.$eval('[data-testid="line-state"]', (each) => each.getAttribute("data-tone"));

/** What the card of the call that is over says, as bad news. */
const badNews = (): Promise<string | null> =>
  panel.$eval('[data-testid="call"][data-state="ended"] .state.bad', (each) => each.textContent);

describe("the line", () => {
  const trouble = [de("account:unregistered"), de("account:reason.wrong-password")];

  it("with a wrong password says so where it was typed and in the panel, refuses calls, and is well once it is right", async () => {
    const options = await page("options");
    await options.bringToFront();
    await fill(options, "password", "not-the-password");
    await options.keyboard.press("Enter");
    await shows(options, de("account:line.refused"), de("account:reason.wrong-password"));
    await shows(panel, ...trouble);
    expect(await lineTone()).toBe("bad");
    await dial(panel, "5012");
    await shows(panel, de("failures:line-not-registered"));
    expect(await panel.$$('[data-testid="call"]')).toEqual([]);
    await options.bringToFront();
    await fill(options, "password", "pw-alice");
    await options.keyboard.press("Enter");
    await shows(options, de("account:line.registered"), de("account-form:kind.sip"));
    await hides(panel, ...trouble, de("failures:line-not-registered"));
    expect(await lineTone()).toBe("ok");
    // The number still stands in the field.
    await press(panel, "dial");
    await until(() => window.state().calls.at(-1)?.dialled?.target === "5012", "it is called now");
    await options.close();
  });

  it("whose server went away is known by the first call, and comes back by itself", async () => {
    const { port } = kamailio;
    await kamailio.stop();
    await dial(panel, "5012");
    await shows(panel, de("calls:end.unreachable"), de("account:reason.server-unreachable"));
    expect(await lineTone()).toBe("warn");
    kamailio = await startKamailio(port);
    await hides(panel, de("account:reason.server-unreachable"), de("account:unregistered"));
    await shows(panel, de("account:line.registered"));
  });
});

describe("a call that does not come about says why", () => {
  it("an unknown number; and calling it again is one press", async () => {
    await dial(panel, "5099");
    await shows(panel, de("calls:end.not-found"));
    expect(await badNews()).toBe(de("calls:end.not-found"));
    await press(panel, "call-again");
    await until(() => window.state().calls.length === 2, "it is called again");
  });

  it("busy; and the call that was going on can be taken back", async () => {
    const bob = await startBaresip({ user: "bob", port: kamailio.port, mostCalls: 1 });
    await dial(panel, "bob@uc.test");
    await showsCall(panel, "active");
    await dial(panel, "bob@uc.test");
    await shows(panel, de("calls:end.busy"), de("calls:state.held"));
    expect(await badNews()).toBe(de("calls:end.busy"));
    await press(panel, "resume");
    await showsCall(panel, "active");
    await leaveNoCall(window);
    await bob.stop();
  });

  it("no answer, from a telephone that rang until the server gave up", async () => {
    const bob = await startBaresip({ user: "5030", port: kamailio.port, answers: "manual" });
    await dial(panel, "5030");
    await showsCall(panel, "ringing");
    await shows(panel, de("calls:end.no-answer"));
    expect(await badNews()).toBe(de("calls:end.no-answer"));
    await bob.stop();
  });
});

describe("the microphone", () => {
  const give = (state: "granted" | "denied" | "prompt"): Promise<void> =>
    chromium.browser
      .defaultBrowserContext()
      .setPermission(`chrome-extension://${chromeExtensionId}`, { permission: { name: "microphone" }, state });
  afterAll(() => give("granted"));

  it("that is refused is missed in the panel, and every page tells how to allow it", async () => {
    await give("denied");
    await shows(panel, de("sounds:refused.title"), de("sounds:refused.text"));
    for (const name of ["welcome", "options"] as const) {
      const opened = await page(name);
      await shows(opened, de("sounds:refused.how"));
      await opened.close();
    }
    await give("granted");
    await hides(panel, de("sounds:refused.title"));
  });

  it("that was not asked for yet is asked for where the browser can ask", async () => {
    await give("prompt");
    await shows(panel, de("sounds:unasked.title"), de("sounds:unasked.text"));
    await press(panel, "microphone-help");
    const target = await chromium.browser.waitForTarget((each) => each.url().includes("options/options.html"));
    const options = await target.asPage();
    await shows(options, de("sounds:access.prompt"), de("sounds:unasked.allow"));
    await give("granted");
    await shows(options, de("sounds:access.granted"));
    await hides(panel, de("sounds:unasked.title"));
    await options.close();
  });
});

describe("the companion", () => {
  it("that does not run is missed everywhere, and found by itself on whatever port it comes back", async () => {
    const options = await page("options");
    await shows(options, de("preferences:section.account"));
    const { port } = companion;
    await stop();
    await shows(panel, de("panel:searching.title"), "npm start", de("panel:searching.retry"));
    await shows(panel, de("account:line.searching"));
    await shows(options, de("panel:searching.title"), "npm start");
    await dial(panel, "5099");
    await buttonSays("calls:badge.missing");
    const welcome = await page("welcome");
    await shows(welcome, de("welcome:companion.searching"), "npm start");
    const other = await takePort(port);
    await start();
    expect(companion.port).not.toBe(port);
    expect(companionPorts).toContain(companion.port);
    await hides(panel, de("panel:searching.title"));
    await hides(options, de("panel:searching.title"));
    await shows(welcome, de("welcome:companion.found"), de("welcome:pair.known"));
    await shows(panel, de("account:line.registered"));
    await buttonSays("calls:badge.quiet");
    expect(await panel.$eval('[data-testid="failure"]', (each) => each.textContent)).toBe("");
    await press(panel, "dial");
    await shows(panel, de("calls:end.not-found"));
    await other.stop();
    for (const each of [options, welcome]) await each.close();
  });

  it("is found even when the browser makes our pages wait, as it does after many vain tries", async () => {
    const connects = (port: number): Promise<number> =>
      panel.evaluate(async (at) => {
        const begun = performance.now();
        await new Promise((resolve) => new WebSocket(`ws://127.0.0.1:${at}`).addEventListener("close", resolve));
        return performance.now() - begun;
      }, port);
    const nobody = await freePort();
    await until(
      async () => {
        const waits = await Promise.all(Array.from({ length: 100 }, () => connects(nobody)));
        return Math.min(...waits) > 1000;
      },
      "the browser makes pages wait",
      40_000,
    );
    await stop();
    await shows(panel, de("panel:searching.title"));
    await start();
    await hides(panel, de("panel:searching.title"));
    await shows(panel, de("account:line.registered"));
  });

  it("with a settings file that is broken goes on with the others, says which, and loses nothing of it", async () => {
    const broken = '{"version": 1, "language": "fr", "theme": ';
    await stop();
    await writeFile(join(scratch.folder, "settings.json"), broken);
    await start();
    await shows(panel, de("settings:notice.file-set-aside.title"));
    const aside = (await readdir(scratch.folder)).find((name) => name.startsWith("settings.json.broken-")) ?? "";
    await shows(panel, de("settings:notice.file-set-aside.text", { detail: join(scratch.folder, aside) }));
    await shows(panel, de("account:line.registered"), "Claire Lambert");
    expect(await readFile(join(scratch.folder, aside), "utf8")).toBe(broken);
    await (await panel.waitForSelector(`::-p-text(${de("settings:understood")})`))?.click();
    await hides(panel, de("settings:notice.file-set-aside.title"));
    await stop();
    await start();
    await shows(panel, de("account:line.registered"));
    expect(window.state().settings.notices).toEqual([]);
    expect(await readFile(join(scratch.folder, aside), "utf8")).toBe(broken);
  });

  it("that has lost its pairings is no missing one: the browser says what to do, and a wrong code, and pairs again", async () => {
    await stop();
    await rm(join(scratch.folder, "pairings.json"));
    await start();
    await shows(panel, de("panel:unpaired.title"), de("panel:unpaired.other-companion"));
    await press(panel, "open-welcome");
    const target = await chromium.browser.waitForTarget((each) => each.url().includes("welcome/welcome.html"));
    const welcome = await target.asPage();
    const type = async (code: string): Promise<void> => {
      await (await welcome.waitForSelector('[data-testid="code"]:not([disabled])'))?.type(code);
    };
    await type(companion.code === "000000" ? "000001" : "000000");
    await shows(welcome, de("refusals:code-wrong"));
    await type(companion.code);
    await shows(welcome, de("welcome:pair.done"));
    await hides(panel, de("panel:unpaired.title"));
    await shows(panel, de("account:line.registered"));
    await welcome.close();
  });
});
