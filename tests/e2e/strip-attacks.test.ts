import type { Frame, Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
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
import { servePage, type ServedPage } from "./page.ts";
import { drawn, inView, placeOf, pressIn, reveal, shows } from "./strip.ts";

/** A page of the world. What it does to its own tree it does to ours, which it finds as the last element of all. */
const html = `<!doctype html><meta charset="utf-8"><title>Hostile</title><button id="win">Win</button>
  <main style="height:2000px">Text</main><script>const strip = () => document.documentElement.lastElementChild;</script>`;
const stripUrl = extensionUrl("strip/strip.html");

let companion: CompanionProcess;
let window: Window;
let served: ServedPage;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  [companion, served] = await Promise.all([startCompanion(), servePage(html)]);
  window = await openWindow(companion);
  stops.push(companion.stop, served.stop, window.close);
  await registered(window);
  await window.ask("settings.change", { hideAutomatically: true });
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
afterEach(() => leaveNoCall(window));

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const called = (): readonly unknown[] => window.state().calls.map(({ dialled }) => dialled?.target);

async function open(known: boolean): Promise<Chromium> {
  const chromium = await startChromium({ stripKnown: known });
  await chromium.pair({ code: await codeFor() });
  return chromium;
}
/** Each browser is paired by a code of its own. */
async function codeFor(): Promise<string> {
  return (await window.ask("settings.pair", null)).code;
}

/** What a page gets to see of our page in a frame of its own. */
const inFrames = (page: Page): Promise<readonly string[]> =>
  Promise.all(
    page
      .frames()
      .filter((frame) => frame.url().includes("/strip/"))
      .map((frame) => frame.evaluate(() => document.body.innerHTML.trim())),
  );

describe("a page around the strip", () => {
  let chromium: Chromium;
  let page: Page;
  beforeAll(async () => {
    chromium = await open(false);
  });
  afterAll(() => chromium.stop());
  const visit = async (): Promise<void> => {
    page = await chromium.page(served.url);
    await page.bringToFront();
    await shows(page, "line");
  };
  afterEach(() => page.close());

  it("cannot put the strip's page into a frame of its own, nor learn where it is", async () => {
    await visit();
    const seen = await page.evaluate(async (url) => {
      const frame = Object.assign(document.createElement("iframe"), { src: url });
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener("load", resolve));
      return fetch(url).then(String, () => "nothing");
    }, stripUrl);
    expect(seen).toBe("nothing");
    expect(page.frames().at(-1)?.url()).toBe("chrome-error://chromewebdata/");
    await page.evaluate(() => document.querySelector("iframe")?.remove());
    await reveal(page);
    const told = await page.evaluate(() => ({
      frames: globalThis.frames.length,
      ours: [...performance.getEntries()].map(({ name }) => name).filter((name) => name.includes("extension")),
      found: document.querySelectorAll("iframe").length,
      tree: strip().shadowRoot,
    }));
    expect(told).toEqual({ frames: 0, ours: [], found: 0, tree: null });
  });

  it("reveals nothing by events of its own, and presses nothing", async () => {
    await visit();
    await page.evaluate(() => {
      const types = ["pointerenter", "pointerover", "pointermove", "mouseenter", "click"];
      for (const type of types) strip().dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true }));
      for (const key of ["Enter", "Escape"])
        document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    });
    await pause(500);
    await shows(page, "line");
    await reveal(page);
    await page.evaluate(() => {
      for (const type of ["keydown", "keyup"]) dispatchEvent(new KeyboardEvent(type, { key: "Escape", bubbles: true }));
      postMessage({ type: "hide" }, "*");
      strip().dispatchEvent(new PointerEvent("pointerleave"));
    });
    await pause(3500);
    await shows(page, "panel");
  });

  it.each([
    [
      "faint, turned and somewhere else by its own style",
      `strip().style.cssText = "opacity:.01 !important; transform:rotate(90deg) !important; left:300px !important; filter:blur(9px) !important; display:none !important"`,
    ],
    [
      "faint by a rule of the page",
      `document.head.append(Object.assign(document.createElement("style"), { textContent: "html > div:last-child:last-child { opacity: .01 !important; clip-path: inset(50%) !important; pointer-events: none !important; width: 9px !important }" }))`,
    ],
    [
      "faint by an animation",
      `strip().animate([{ opacity: 0.01, transform: "scale(.1)" }, { opacity: 0.01, transform: "scale(.1)" }], { duration: 1e6, fill: "both" })`,
    ],
    ["faint with the whole page", `document.documentElement.style.cssText = "opacity:.01; filter:blur(4px)"`],
  ])("cannot make it %s: it is seen as it is, and calls by the user's own press", async (_, script) => {
    await visit();
    const frame = await reveal(page);
    await page.evaluate(script);
    expect((await drawn(page)).panel).toMatchObject({ x: 0, y: 0, width: 360 });
    await callByHand(frame);
    expect(called()).toEqual(["600"]);
  });

  /** The user presses what calls, and again where the panel says that it was too soon. */
  async function callByHand(frame: Frame): Promise<void> {
    await until(async () => {
      if (called().length === 0) await pressIn(page, frame, "echo");
      await pause(500);
      return called().length > 0;
    }, "the user's own press calls");
  }

  const cover = (style: string): string =>
    `const over = document.createElement("div"); over.popover = "manual"; over.textContent = "Click here";
     over.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;padding:0;${style}"; document.body.append(over); over.showPopover();`;

  it.each([
    ["covers it with what lets presses through", cover("pointer-events:none;background:#fff")],
    [
      "covers only the button, with something small",
      cover("pointer-events:none;background:#fff;inset:auto auto 0 180px;width:170px;height:80px"),
    ],
    ["covers it with what is nearly not there", cover("pointer-events:none;background:#fff;opacity:.05")],
    [
      "opens a dialog over it",
      `const over = document.createElement("dialog"); over.style.cssText = "pointer-events:none;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;margin:0"; document.body.append(over); over.showModal(); `,
    ],
    [
      "takes it out of the top layer, and covers it",
      `strip().hidePopover(); document.body.insertAdjacentHTML("beforeend", "<div style='position:fixed;inset:0;z-index:2147483647;pointer-events:none;background:#fff'></div>"); document.documentElement.append(document.body.lastChild)`,
    ],
    ["shrinks itself with all that is in it", `document.documentElement.style.zoom = ".2"`],
  ])("that %s does not get a call from a press on it", async (_, script) => {
    await visit();
    const frame = await reveal(page);
    const place = await placeOf(frame, "echo");
    await page.mouse.move(place.x, place.y, { steps: 3 });
    await inView();
    await page.evaluate(script);
    await inView();
    for (const at of [place, { x: place.x * 0.2, y: place.y * 0.2 }]) await page.mouse.click(at.x, at.y);
    await pause(800);
    expect(called()).toEqual([]);
  });

  it("does not get one by uncovering it under the pointer just before it is pressed, and the user reads why", async () => {
    await visit();
    const frame = await reveal(page);
    const place = await placeOf(frame, "echo");
    await page.evaluate(`${cover("background:#fff")} over.addEventListener("click", () => over.remove());`);
    await page.mouse.move(place.x, place.y, { steps: 3 });
    await inView();
    await page.mouse.click(place.x, place.y);
    await pause(60);
    await page.mouse.click(place.x, place.y);
    await frame.waitForSelector('[data-testid="strip-refused"] .banner', { timeout: 5000 });
    expect(called()).toEqual([]);
    await callByHand(frame);
  });

  it("that takes it away gets it back a few times, and then has none; nothing is called meanwhile", async () => {
    await visit();
    await reveal(page);
    await page.mouse.move(600, 300, { steps: 3 });
    for (let n = 0; n < 5; n += 1) {
      await page.evaluate(() => strip().remove());
      await shows(page, "line");
    }
    await page.evaluate(() => strip().remove());
    await shows(page, "nothing");
    expect(called()).toEqual([]);
  });

  it("that writes itself anew has it still, and no other", async () => {
    await visit();
    await page.evaluate(() => {
      document.open();
      document.write("<!doctype html><title>New</title><main style='height:2000px'>New</main>");
      document.close();
    });
    await pause(700);
    await shows(page, "line");
    const frame = await reveal(page);
    await callByHand(frame);
    expect(await page.evaluate(() => document.querySelectorAll("[popover]").length)).toBe(1);
  });

  it("that fills the screen with itself does not have it there", async () => {
    await visit();
    await page.evaluate(() => {
      document.querySelector("#win")?.addEventListener("click", () => void document.body.requestFullscreen());
      addEventListener("fullscreenchange", (event) => event.stopImmediatePropagation(), true);
    });
    await page.mouse.move(420, 300);
    await page.click("#win");
    await until(() => page.evaluate(() => document.fullscreenElement !== null), "it fills the screen");
    await page.mouse.move(1, 300, { steps: 3 });
    await pause(400);
    expect((await drawn(page)).panel).toBeNull();
    await page.evaluate(() => document.exitFullscreen());
  });
});

describe("a page that has learned where the strip's page is", () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await open(true);
  });
  afterAll(() => chromium.stop());

  /** Puts the strip's page into frames of the page's own, and says this to each. */
  const frame = (page: Page, message: unknown, count = 1): Promise<void> =>
    page.evaluate(
      async (url, said, many) => {
        const all = Array.from({ length: many }, () => Object.assign(document.createElement("iframe"), { src: url }));
        const loaded = all.map((each) => new Promise((resolve) => each.addEventListener("load", resolve)));
        document.body.append(...all);
        await Promise.all(loaded);
        for (const each of all) {
          const { port1, port2 } = new MessageChannel();
          port1.start();
          each.contentWindow?.postMessage(said, "*", [port2]);
          each.contentWindow?.postMessage(said, "*", []);
        }
      },
      stripUrl,
      message,
      count,
    );

  it("gets an empty one, whatever it says to it", async () => {
    const page = await chromium.page(served.url);
    const ticket = "0b5f6c8e-1111-4222-8333-444455556666";
    for (const message of [{ type: "strip.open", ticket }, { type: "strip.open" }, null, { shown: true, focus: true }])
      await frame(page, message);
    await pause(1000);
    expect(await inFrames(page)).toEqual(["", "", "", ""]);
    await page.close();
  });

  it("gets nothing by a ticket of another tab, which nobody can use any more then", async () => {
    const [own, other] = [await chromium.page(served.url), await chromium.page(served.url)];
    const ticket = await ticketOf(own);
    expect(ticket).toMatch(/^[\da-f-]{36}$/u);
    await frame(other, { type: "strip.open", ticket });
    await pause(700);
    expect(await inFrames(other)).toEqual([""]);
    await frame(own, { type: "strip.open", ticket });
    await pause(700);
    expect(await inFrames(own)).toEqual([""]);
    await own.close();
    await other.close();
  });

  it("cannot hold the telephone up by ten of them", async () => {
    const panel = await chromium.page(extensionUrl("panel/panel.html"));
    await panel.waitForSelector('[data-testid="echo"]', { timeout: 10_000 });
    const page = await chromium.page(served.url);
    await frame(page, { type: "strip.open", ticket: "0b5f6c8e-1111-4222-8333-444455556666" }, 10);
    await panel.bringToFront();
    await panel.click('[data-testid="echo"]');
    await until(() => window.state().calls[0]?.state === "active", "a call is answered");
    expect(new Set(await inFrames(page))).toEqual(new Set([""]));
    await Promise.all([page.close(), panel.close()]);
  });

  /** A ticket as our content script in that page gets one; the page itself has no way to ask. */
  async function ticketOf(page: Page): Promise<string> {
    await page.bringToFront();
    await shows(page, "line");
    const client = await page.createCDPSession();
    const worlds: { id: number; origin: string }[] = [];
    client.on("Runtime.executionContextCreated", ({ context }) => worlds.push(context));
    await client.send("Runtime.enable");
    const ours = worlds.find(({ origin }) => origin.startsWith("chrome-extension://"));
    const expression = `chrome.runtime.sendMessage({ type: "strip.ticket" })`;
    const { result } = await client.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      ...(ours && { contextId: ours.id }),
    });
    await client.detach();
    return String(result.value);
  }
});

/** Runs in the page: our element. */
declare function strip(): HTMLElement;
