import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Frame, Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  dismissEnded,
  leaveNoCall,
  openWindow,
  registered,
  startCompanion,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { goes, ownWindow } from "./own-windows.ts";
import { dial, press, servePage, showsCall } from "./page.ts";
import { reveal } from "./strip.ts";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const themes = ["light", "dark"] as const;

let companion: CompanionProcess;
let window: Window;
let chromium: Chromium;
let panel: Page;
let unpaired: readonly string[];
beforeAll(async () => {
  [companion, chromium] = await Promise.all([startCompanion(), startChromium()]);
  window = await openWindow(companion);
  await registered(window);
  unpaired = await faultsOfUnpaired();
  await chromium.pair(companion);
  panel = await chromium.openPanel();
  await panel.waitForSelector('[data-testid="announcer"]');
  await panel.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { twpSaid: said });
    const announcer = document.querySelector('[data-testid="announcer"]');
    if (announcer === null) return;
    const hear = (): unknown => said.push(announcer.textContent);
    new MutationObserver(hear).observe(announcer, { subtree: true, childList: true, characterData: true });
  });
});
afterAll(async () => {
  window.close();
  await chromium.stop();
  await companion.stop();
});

/** Waits for transitions; what turns for ever is left alone. */
const settled = (page: Page | Frame): Promise<unknown> =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((each) => each instanceof CSSTransition)
        .map((each) => each.finished),
    ),
  );

/** The serious and critical findings on a page as it is now, one line each. */
async function faultsNow(page: Page | Frame, state: string): Promise<string[]> {
  // Colours in transition have no contrast of their own.
  await settled(page);
  // Evaluated from outside, which the extension's policy for scripts does not concern.
  await page.evaluate(`${axe}; undefined`);
  const { violations } = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${state}: ${id} ${node.target.join(" ")} ${node.failureSummary}`));
}

/** The same in both themes. */
async function faults(page: Page | Frame): Promise<string[]> {
  const found: string[] = [];
  for (const theme of themes) {
    await window.ask("settings.change", { theme });
    await page.waitForSelector(`html[data-theme="${theme}"]`);
    found.push(...(await faultsNow(page, theme)));
  }
  return found;
}

/** Before pairing the browser decides the theme. */
async function faultsOfUnpaired(): Promise<string[]> {
  const page = await chromium.page(extensionUrl("welcome/welcome.html"));
  await page.waitForSelector("h1");
  const found: string[] = [];
  for (const value of themes) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
    found.push(...(await faultsNow(page, value)));
  }
  await page.close();
  return found;
}

const said = (): Promise<string> =>
  panel.evaluate(() => (globalThis as unknown as { twpSaid: string[] }).twpSaid.join("\n"));

/** What the browser tells assistive technology of the element that has the focus. */
async function focused(page: Page): Promise<{ role: string; name: string }> {
  const session = await page.createCDPSession();
  const { result } = await session.send("Runtime.evaluate", { expression: "document.activeElement" });
  const { nodes } = await session.send("Accessibility.getPartialAXTree", {
    objectId: result.objectId ?? "",
    fetchRelatives: false,
  });
  await session.detach();
  return { role: String(nodes[0]?.role?.value), name: String(nodes[0]?.name?.value ?? "") };
}

/** The controls a keyboard must reach; in a group with arrow keys only the current one. */
const controls = "button:not(:disabled, [tabindex='-1']), input, select, a[href], [tabindex='0']";

/** Walks with Tab from the first control to the last; says what is wrong with each, and which were never reached. */
async function walk(page: Page): Promise<string[]> {
  const count = await page.$$eval(controls, (all) => {
    // What a walk before has numbered may be no stop of this one.
    document.querySelectorAll("[data-walk]").forEach((each) => each.removeAttribute("data-walk"));
    all.forEach((each, at) => each.setAttribute("data-walk", String(at)));
    document.documentElement.style.caretColor = "transparent";
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    return all.filter((each) => each.checkVisibility()).length;
  });
  const reached = new Set<string>();
  const wrong: string[] = [];
  // What folds out by itself, scrolls, or comes while we walk (how a call sounds) is a stop as well, and none of these controls.
  for (let step = 0; step < count + 8; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => document.activeElement?.getAttribute("data-walk") ?? "");
    if (at === "" || reached.has(at)) continue;
    reached.add(at);
    const { role, name } = await focused(page);
    if (name.trim() === "") wrong.push(`${role} ${at} has no name`);
    if (!(await focusIsSeen(page, at))) wrong.push(`${role} “${name}” does not show its focus`);
  }
  if (reached.size !== count) wrong.push(`${reached.size} of ${count} controls are reached`);
  return wrong;
}

/** Is the picture around a control another one while it has the focus? */
async function focusIsSeen(page: Page, at: string): Promise<boolean> {
  const picture = async (): Promise<string> => {
    await settled(page);
    const box = await page.$eval(`[data-walk="${at}"]`, (each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      const [left, top] = [Math.max(0, x + scrollX - 6), Math.max(0, y + scrollY - 6)];
      return { x: left, y: top, width: width + 12, height: height + 12 };
    });
    return page.screenshot({ clip: box, encoding: "base64" });
  };
  const focusedPicture = await picture();
  await page.$eval(`[data-walk="${at}"]`, (each) => (each as HTMLElement).blur());
  const without = await picture();
  await page.$eval(`[data-walk="${at}"]`, (each) => (each as HTMLElement).focus());
  return focusedPicture !== without;
}

describe("the panel", () => {
  it("is read, walked and seen while nothing happens", async () => {
    expect(await faults(panel)).toEqual([]);
    expect(await walk(panel)).toEqual([]);
  });

  it("and in a call, with its keypad", async () => {
    await dial(panel, "600");
    await showsCall(panel, "active");
    await press(panel, "keypad");
    expect(await faults(panel)).toEqual([]);
    expect(await walk(panel)).toEqual([]);
    await press(panel, "hold");
    await showsCall(panel, "held");
    expect(await faults(panel)).toEqual([]);
    await press(panel, "resume");
    await showsCall(panel, "active");
    await press(panel, "hang-up");
    await showsCall(panel, "ended");
    expect(await faults(panel)).toEqual([]);
    await until(async () => (await said()).includes("You hung up."), "the end is said");
    for (const words of [/600.*: In conversation\./u, /600.*: On hold\./u]) expect(await said()).toMatch(words);
  });

  it("and with the field for a transfer and one that failed", async () => {
    // A card that goes by itself meanwhile would be a control that is never reached.
    await leaveNoCall(window);
    await dial(panel, "600");
    await showsCall(panel, "active");
    await press(panel, "transfer");
    await panel.waitForSelector('[data-testid="transfer-to-field"]:focus');
    await panel.keyboard.type("299");
    expect(await faults(panel)).toEqual([]);
    await panel.keyboard.press("Enter");
    await panel.waitForSelector('[data-testid="not-transferred"]');
    expect(await faults(panel)).toEqual([]);
    await until(async () => (await said()).includes("Not transferred"), "the failure is said");
    await leaveNoCall(window);
  });

  it("and in a consultation, in a conference, and where two are connected through this computer", async () => {
    const states = (expected: string): Promise<unknown> =>
      until(
        () =>
          window
            .state()
            .calls.map(({ state }) => state)
            .join() === expected,
        `the calls are ${expected}`,
      );
    await leaveNoCall(window);
    await dial(panel, "600");
    await showsCall(panel, "active");
    await dial(panel, "201");
    await states("held,active");
    await panel.waitForSelector('[data-testid="swap"]');
    expect(await walk(panel)).toEqual([]);
    await press(panel, "conference-begin");
    await panel.waitForSelector('[data-standing="together"]');
    expect(await faults(panel)).toEqual([]);
    expect(await walk(panel)).toEqual([]);
    await until(async () => (await said()).includes("In the conference."), "the conference is said");
    await press(panel, "conference-leave");
    await panel.waitForSelector('[data-standing="without-us"]');
    expect(await faults(panel)).toEqual([]);
    expect(await walk(panel)).toEqual([]);
    await until(async () => (await said()).includes("Connected through this computer."), "that is said too");
    await leaveNoCall(window);
  });

  it("and while a call is asked about (N4)", async () => {
    await leaveNoCall(window);
    await dial(panel, "112");
    await panel.waitForSelector('[data-testid="guard"]');
    expect(await faults(panel)).toEqual([]);
    expect(await walk(panel)).toEqual([]);
    await press(panel, "guard-cancel");
    await panel.waitForSelector('[data-testid="guard"]', { hidden: true });
  });

  it("and when somebody calls", async () => {
    await dial(panel, "8201");
    await until(() => window.state().calls.some((call) => call.state === "offered"), "Anna calls back", 30_000);
    await showsCall(panel, "offered");
    await dismissEnded(window);
    await panel.waitForFunction(() => document.querySelectorAll('[data-testid="call"]').length === 1);
    expect(await faults(panel)).toEqual([]);
    expect(await walk(panel)).toEqual([]);
    expect(await said()).toMatch(/Anna.*: Incoming call\./u);
    await press(panel, "decline");
    await until(async () => (await said()).includes("You declined the call."), "the end is said");
  });
});

describe("the lists of the panel", () => {
  it("contacts and past calls are read, walked and seen, with a card and a log unfolded", async () => {
    await leaveNoCall(window);
    await dial(panel, "201");
    await showsCall(panel, "active");
    await leaveNoCall(window);
    await window.ask("contacts.save", { id: null, name: "Anna Becker", company: "TWP", numbers: ["201", "8201"] });
    await panel.waitForSelector('[data-testid="contacts"] [data-name="Anna Becker"]');
    await press(panel, "open-card");
    await panel.waitForSelector('[data-testid="correspondent"] [data-testid="log"] time');
    expect(await faults(panel)).toEqual([]);
    expect(await walk(panel)).toEqual([]);
    await press(panel, "write-contact");
    await panel.waitForSelector('[data-testid="contact-form"]');
    expect(await faults(panel)).toEqual([]);
    await panel.keyboard.press("Escape");
    await press(panel, "tab-calls");
    await panel.waitForSelector('[data-testid="journal"] time');
    expect(await faults(panel)).toEqual([]);
    expect(await walk(panel)).toEqual([]);
  });

  it("the palette of commands is read, and walked by arrows", async () => {
    await panel.keyboard.down("Control");
    await panel.keyboard.press("k");
    await panel.keyboard.up("Control");
    await panel.waitForSelector('[data-testid="palette-field"]:focus');
    await panel.keyboard.press("ArrowDown");
    expect(await faults(panel)).toEqual([]);
    await panel.keyboard.press("Escape");
  });

  it("and so is who was found during a call", async () => {
    await dial(panel, "600");
    await showsCall(panel, "active");
    await (await panel.waitForSelector('[data-testid="dial-field"]'))?.type("anna");
    await panel.waitForSelector('[data-testid="transfer-to-person"]');
    await press(panel, "card");
    await panel.waitForSelector('[data-testid="call"] [data-testid="correspondent"] [data-testid="log"]');
    expect(await faults(panel)).toEqual([]);
    expect(await walk(panel)).toEqual([]);
    await panel.focus('[data-testid="dial-field"]');
    await panel.keyboard.press("Escape");
    await leaveNoCall(window);
  });
});

describe("the windows", () => {
  it("of a call is read and walked in both themes", async () => {
    await dial(panel, "600");
    await showsCall(panel, "active");
    await press(panel, "open-in-window");
    const page = await ownWindow(chromium, "windows/call/");
    await showsCall(page, "active");
    expect(await faults(page)).toEqual([]);
    expect(await walk(page)).toEqual([]);
    await leaveNoCall(window);
    await goes(chromium, "windows/");
  });

  it("for callers is read and walked in both themes", async () => {
    await window.ask("settings.change", { callerPopUp: true });
    await dial(panel, "8201");
    const page = await ownWindow(chromium, "windows/pop-up/");
    await showsCall(page, "offered");
    expect(await faults(page)).toEqual([]);
    expect(await walk(page)).toEqual([]);
    await press(page, "decline");
    await goes(chromium, "windows/");
    await window.ask("settings.change", { callerPopUp: false });
  });
});

it("the panel at the edge of a page is read in both themes, and its frame has a name", async () => {
  const served = await servePage(
    "<!doctype html><html lang=en><title>Page</title><main style='height:2000px'>Text</main>",
  );
  await window.ask("settings.change", { hideAutomatically: true });
  const page = await chromium.page(served.url);
  await page.bringToFront();
  const frame = await reveal(page);
  await page.mouse.move(100, 300);
  expect(await faults(frame)).toEqual([]);
  expect(await faultsNow(page, "around it")).toEqual([]);
  await window.ask("settings.change", { hideAutomatically: false });
  await page.close();
  await served.stop();
});

describe("the pages in a tab", () => {
  it("welcome is read in both themes before pairing and after", async () => {
    expect(unpaired).toEqual([]);
    const page = await chromium.page(extensionUrl("welcome/welcome.html"));
    await page.waitForSelector("h1");
    expect(await faults(page)).toEqual([]);
  });

  it("the options are read in both themes, and walked", async () => {
    const page = await chromium.page(extensionUrl("options/options.html"));
    await page.waitForSelector("h1");
    expect(await faults(page)).toEqual([]);
    await page.bringToFront();
    expect(await walk(page)).toEqual([]);
  });
});
