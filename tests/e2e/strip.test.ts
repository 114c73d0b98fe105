import type { Frame, Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
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
import { onScreen, startDesktop, type Desktop } from "./desktop.ts";
import { press, servePage, type ServedPage } from "./page.ts";
import { drawn, framed, inView, pressIn, reveal, shows } from "./strip.ts";
import { words, wordsIn } from "./words.ts";

const en = wordsIn("en");
const html = `<!doctype html><meta charset="utf-8"><title>Perrin & Fils</title><style>body { margin: 0 }</style>
  <button id="edge" style="position:fixed;left:0;top:100px;width:80px">At the edge</button>
  <input id="note" style="position:fixed;left:420px;top:20px">
  <div id="stage" style="position:fixed;left:420px;top:80px;width:200px;height:40px;background:#dde">Stage</div>
  <iframe id="inner" allow="fullscreen" style="position:fixed;left:420px;top:140px;width:300px;height:60px"
    srcdoc="<p id=film style='margin:0;height:50px;background:#edd'>Film</p>"></iframe>
  <main style="height:2000px;padding:300px 420px">Text</main>`;

let desktop: Desktop;
let companion: CompanionProcess;
let window: Window;
let chromium: Chromium;
let served: ServedPage;
let page: Page;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  desktop = await startDesktop();
  companion = await startCompanion();
  [chromium, served] = await Promise.all([startChromium({ desktop }), servePage(html)]);
  window = await openWindow(companion);
  stops.push(desktop.stop, companion.stop, chromium.stop, served.stop, window.close);
  await registered(window);
  await chromium.pair(companion);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
const change = (settings: Readonly<Record<string, unknown>>): Promise<unknown> =>
  window.ask("settings.change", settings);
beforeEach(async () => {
  await change({ hideAutomatically: true, edge: "left" });
  page = await chromium.page(served.url);
  await page.bringToFront();
  await shows(page, "line");
});
afterEach(async () => {
  await page.close();
  await leaveNoCall(window);
});
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const leave = (): Promise<void> => page.mouse.move(700, 400, { steps: 4 });

describe("F29: hiding automatically", () => {
  it("is off until the preferences switch it on, and then each open page has it at once", async () => {
    await change({ hideAutomatically: false });
    await shows(page, "nothing");
    const options = await chromium.page(extensionUrl("options/options.html"));
    const box = await options.waitForSelector(`xpath///label[contains(., "${en("strip:setting.label")}")]//input`);
    await box?.evaluate((each) => (each as HTMLElement).click());
    await until(() => window.state().settings.values.hideAutomatically, "it is kept");
    await page.bringToFront();
    await shows(page, "line");
    await options.close();
  });

  it("leaves a site that the user does not want it on, until the preferences take that back", async () => {
    const frame = await reveal(page);
    await pressIn(page, frame, "strip-leave");
    await shows(page, "nothing");
    await page.reload();
    await pause(1000);
    await shows(page, "nothing");
    const options = await chromium.page(extensionUrl("options/options.html"));
    await press(options, "take-strip-127.0.0.1");
    await options.waitForSelector('[data-testid="take-strip-127.0.0.1"]', { hidden: true });
    await options.close();
    await page.bringToFront();
    await shows(page, "line");
  });
});

describe("F30: hidden is not closed", () => {
  it("the whole page is free: nothing moves, and what is at the edge can be pressed", async () => {
    const before = await page.$eval("main", (main) => main.getBoundingClientRect().width);
    await reveal(page);
    await leave();
    await shows(page, "line");
    expect(await page.$eval("main", (main) => main.getBoundingClientRect().width)).toBe(before);
    const shift = await page.evaluate(
      () =>
        new Promise((resolve) => {
          let all = 0;
          new PerformanceObserver((list) => {
            for (const each of list.getEntries()) all += (each as unknown as { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(all), 200);
        }),
    );
    expect(shift).toBe(0);
    await page.evaluate(() =>
      document.querySelector("#edge")?.addEventListener("click", () => (document.title = "pressed")),
    );
    await page.mouse.click(8, 110);
    await until(async () => (await page.title()) === "pressed", "what is at the edge is pressed");
    await shows(page, "line");
  });

  it("a call goes on, and what was typed is still there", async () => {
    const frame = await reveal(page);
    await callAnna(frame);
    await (await frame.waitForSelector('[data-testid="dial-field"]'))?.type("mar");
    await page.mouse.move(600, 420);
    await page.mouse.click(600, 420);
    await shows(page, "line");
    expect(window.state().calls[0]?.state).toBe("active");
    const again = await reveal(page);
    expect(again).toBe(frame);
    expect(await again.$eval('[data-testid="dial-field"]', (field) => (field as HTMLInputElement).value)).toBe("mar");
    await again.waitForSelector('[data-testid="call"][data-state="active"]');
  });
});

/** Types a number into the strip's panel, and is answered. */
async function callAnna(frame: Frame): Promise<void> {
  await page.mouse.move(150, 300);
  await inView();
  await (await frame.waitForSelector('[data-testid="dial-field"]'))?.click();
  await inView();
  await page.keyboard.type("201");
  await until(async () => {
    // Again where the panel says that it was too soon.
    if (window.state().calls.length === 0) await page.keyboard.press("Enter");
    await pause(500);
    return window.state().calls[0]?.state === "active";
  }, "Anna answers");
  await frame.waitForSelector('[data-testid="call"][data-state="active"]');
}

describe("F31: while it is hidden", () => {
  it("a caller is announced on the desktop, and answered in the panel once that is revealed", async () => {
    await shows(page, "line");
    await window.ask("calls.dial", { target: "8201", source: { kind: "panel" } });
    await until(() => window.state().calls.some(({ state }) => state === "offered"), "Anna calls back", 30_000);
    const said = en("calls:note.incoming", { name: "Anna Becker" });
    await until(() => desktop.notes().includes(said), "the desktop says so");
    await shows(page, "line");
    const frame = await reveal(page);
    await frame.waitForSelector('[data-testid="call"][data-state="offered"]');
    await pressIn(page, frame, "answer");
    await until(() => window.state().calls.some(({ state }) => state === "active"), "she is answered");
  });

  it("what is missed is not taken for seen, though its list stands open behind the line", async () => {
    const frame = await reveal(page);
    await pressIn(page, frame, "tab-calls");
    await leave();
    await shows(page, "line");
    await change({ doNotDisturb: true });
    await window.ask("calls.dial", { target: "8201", source: { kind: "panel" } });
    await until(() => window.state().journal.unseen > 0, "a call is missed", 30_000);
    await pause(1000);
    expect(window.state().journal.unseen).toBe(1);
    await reveal(page);
    await until(() => window.state().journal.unseen === 0, "it is seen");
    await change({ doNotDisturb: false });
  });
});

it("F32: it waits at the right where the preferences say so", async () => {
  const options = await chromium.page(extensionUrl("options/options.html"));
  const list = await options.waitForSelector(`xpath///div[label[text()="${en("strip:setting.edge")}"]]/select`);
  await (list as unknown as { select: (value: string) => Promise<unknown> }).select("right");
  await until(() => window.state().settings.values.edge === "right", "it is kept");
  await options.close();
  await page.bringToFront();
  const width = await page.evaluate(() => document.documentElement.clientWidth);
  await until(async () => (await drawn(page)).line?.x === width - 4, "the line is at the right");
  await reveal(page, width - 2);
  const { panel } = await shows(page, "panel");
  expect(panel).toMatchObject({ x: width - 360, y: 0, width: 360 });
});

it("F33: a thin grey line shows on the chosen side, over the whole height", async () => {
  const { line } = await drawn(page);
  expect(line).toMatchObject({ x: 0, y: 0, width: 4, height: await page.evaluate(() => innerHeight) });
  const [red = 0, green = 0, blue = 0] = await pixelAt(page, 1, 400);
  expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(16);
  expect(red).toBeGreaterThan(100);
  expect(red).toBeLessThan(200);
});

/** The colour of one pixel of the page as it is seen. */
async function pixelAt(page: Page, x: number, y: number): Promise<readonly number[]> {
  const picture = await page.screenshot({ encoding: "base64", clip: { x, y, width: 1, height: 1 } });
  const reader = await chromium.browser.newPage();
  const colour = await reader.evaluate(async (data) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas?.drawImage(bitmap, 0, 0);
    return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])];
  }, picture);
  await reader.close();
  return colour;
}

it("F34: it shows as soon as the pointer touches the edge, and does not take the keyboard from the page", async () => {
  await page.click("#note");
  await page.mouse.move(1, 200);
  const { panel } = await drawn(page);
  expect(panel).toMatchObject({ x: 0, y: 0, width: 360 });
  await (await framed(page)).waitForSelector('[data-testid="dial-field"]');
  await pause(500);
  await page.keyboard.type("abc");
  expect(await page.$eval("#note", (note) => (note as HTMLInputElement).value)).toBe("abc");
});

it("F34: a selection that is drawn up to the edge reveals nothing", async () => {
  await page.mouse.move(520, 330);
  await page.mouse.down();
  await page.mouse.move(2, 330, { steps: 8 });
  await pause(300);
  expect((await drawn(page)).panel).toBeNull();
  await page.mouse.up();
  await shows(page, "line");
});

describe("F35: it hides again", () => {
  it("three seconds after the pointer has left it, and not before", async () => {
    await reveal(page);
    await leave();
    await pause(2500);
    await shows(page, "panel");
    await pause(1000);
    await shows(page, "line");
  });

  it("also where the pointer has left it for the browser's own bars", async () => {
    const inside = await onScreen(desktop, page, { x: 200, y: 40 }, { x: 600, y: 400 });
    await reveal(page);
    await desktop.xdotool("mousemove", String(Math.round(inside.x)), String(Math.round(inside.y)));
    await pause(3500);
    await shows(page, "panel");
    await desktop.xdotool("mousemove", String(Math.round(inside.x)), String(Math.round(inside.y) - 90));
    await pause(3500);
    await shows(page, "line");
  });

  it("not under the pointer, and not while something is written or a menu is open in it", async () => {
    const frame = await reveal(page);
    await page.mouse.move(100, 300);
    await pause(3500);
    await shows(page, "panel");
    await (await frame.waitForSelector('[data-testid="dial-field"]'))?.click();
    await page.keyboard.type("an");
    await leave();
    await pause(3500);
    await shows(page, "panel");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    await page.keyboard.down("Control");
    await page.keyboard.press("k");
    await page.keyboard.up("Control");
    await frame.waitForSelector('[data-testid="palette"]');
    await pause(3500);
    await shows(page, "panel");
    await page.keyboard.press("Escape");
    await frame.waitForSelector('[data-testid="palette"]', { hidden: true });
    await shows(page, "panel");
    await pause(3300);
    await shows(page, "line");
  });

  it("by Escape at once, in it and on the page, and by its own button", async () => {
    await reveal(page);
    await page.keyboard.press("Escape");
    await shows(page, "line");
    const frame = await reveal(page);
    await (await frame.waitForSelector('[data-testid="dial-field"]'))?.click();
    await page.keyboard.press("Escape");
    await shows(page, "line");
    await pressIn(page, await reveal(page), "strip-hide");
    await shows(page, "line");
  });

  it("and the key of the panel reveals it, with the keyboard in its field, and gives the keyboard back", async () => {
    await page.click("#note");
    await desktop.keys("alt+shift+o");
    await shows(page, "panel");
    const frame = await framed(page);
    await frame.waitForSelector('[data-testid="dial-field"]:focus', { timeout: 10_000 });
    await page.keyboard.press("Escape");
    await shows(page, "line");
    await page.keyboard.type("x");
    expect(await page.$eval("#note", (note) => (note as HTMLInputElement).value)).toBe("x");
    await desktop.keys("alt+shift+o");
    await shows(page, "panel");
    await desktop.keys("alt+shift+o");
    const beside = await chromium.browser.waitForTarget((each) => each.url().endsWith("panel/panel.html"));
    await (await beside.asPage()).close();
  });
});

describe("it is never", () => {
  it("over what fills the screen, in the page or in a frame of it", async () => {
    for (const fill of [fillByPage, fillByFrame]) {
      await shows(page, "line");
      await fill();
      await shows(page, "nothing");
      await page.mouse.move(300, 300);
      await page.mouse.move(1, 300, { steps: 3 });
      await pause(300);
      await shows(page, "nothing");
      await page.mouse.move(300, 300);
      await page.evaluate(() => document.exitFullscreen());
      await shows(page, "line");
    }
  });

  it("in a frame of a page, on paper, or where no numbers are to be marked", async () => {
    const inner = page.frames().find((frame) => frame !== page.mainFrame());
    expect(await inner?.evaluate(() => document.documentElement.children.length)).toBe(2);
    await page.emulateMediaType("print");
    await shows(page, "nothing");
    await page.emulateMediaType("screen");
    await shows(page, "line");
  });
});

async function fillByPage(): Promise<void> {
  await page.evaluate(() => {
    const stage = document.querySelector("#stage");
    stage?.addEventListener("click", () => void stage.requestFullscreen(), { once: true });
  });
  await page.click("#stage");
}
async function fillByFrame(): Promise<void> {
  const frame = await (await page.$("#inner"))?.contentFrame();
  await frame?.evaluate(() => {
    const film = document.querySelector("#film");
    film?.addEventListener("click", () => void film.requestFullscreen(), { once: true });
  });
  await (await frame?.$("#film"))?.click();
}

describe("on a page that is strict", () => {
  it("about what it loads, the strip works all the same", async () => {
    const strict = await servePage(html, {
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Permissions-Policy": "microphone=(), clipboard-read=()",
    });
    stops.push(strict.stop);
    await page.goto(strict.url);
    await shows(page, "line");
    const { line } = await drawn(page);
    expect(line).toMatchObject({ x: 0, width: 4 });
    const frame = await reveal(page);
    await callAnna(frame);
    const said = await frame.evaluate(() => document.body.innerText);
    expect(said).not.toContain(words("en", "sounds:refused.title"));
  });

  it("about being a page at all (CSP: sandbox), there is none, and nothing is said of it", async () => {
    const closed = await servePage(html, { "Content-Security-Policy": "sandbox allow-scripts" });
    stops.push(closed.stop);
    await page.goto(closed.url);
    await shows(page, "line");
    await page.mouse.move(1, 300, { steps: 3 });
    await until(
      async () => (await drawn(page)).line === null && (await drawn(page)).panel === null,
      "it gives up",
      15_000,
    );
  });
});
