import { companionPorts } from "@twp/shared/protocol/index.ts";
import { chromeExtensionId } from "@twp/shared/protocol/extension-id.ts";
import type { Page } from "puppeteer";
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
import { contentScriptSlices } from "../bench/slices.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { clickNumber, markedNumbers, servePage, type ServedPage } from "./page.ts";

/** The browser calls longer work a long task, in milliseconds; a page that was read in one go would have one of hundreds. */
const longTask = 50;
/** Numbers beyond these are not marked (extension/src/content/numbers.ts). */
const mostMarked = 5000;

let companion: CompanionProcess;
let window: Window;
let chromium: Chromium;
const served: ServedPage[] = [];
beforeAll(async () => {
  companion = await startCompanion();
  // A name of the world that means this computer, as an attacker's name server would say.
  chromium = await startChromium({ args: ["--host-resolver-rules=MAP rebound.example 127.0.0.1"] });
  window = await openWindow(companion);
  await registered(window);
  await chromium.pair(companion);
});
afterAll(async () => {
  window.close();
  await chromium.stop();
  await companion.stop();
});
afterEach(async () => {
  for (const page of await chromium.browser.pages()) if (page.url().startsWith("http")) await page.close();
  for (const each of served.splice(0)) await each.stop();
  await leaveNoCall(window);
});

async function visit(html: string): Promise<Page> {
  const one = await servePage(`<!doctype html><meta charset="utf-8"><title>Hostile</title>${html}`);
  served.push(one);
  const page = await chromium.page(one.url);
  await page.bringToFront();
  return page;
}
const marked = async (page: Page, count: number): Promise<unknown> =>
  until(async () => (await markedCount(page)) >= count, `${count} numbers are marked`, 20_000);
const markedCount = (page: Page): Promise<number> => page.evaluate(() => CSS.highlights.get("twp-number")?.size ?? 0);

/** The page has nothing more to do, nor have we. */
const idle = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve(true))));

/** Nobody was called: a call that the user himself makes now is the only one there is. */
async function nothingWasCalled(page: Page, number: string): Promise<void> {
  await clickNumber(page, number);
  await until(() => window.state().calls.length > 0, "the user's own click calls");
  expect(window.state().calls.map((call) => call.dialled?.target)).toEqual([
    `+33${number.replace(/\s/gu, "").slice(1)}`,
  ]);
}

/** The longest stretch of our work on a page while its numbers are marked, in milliseconds of the processor: a busy computer does not lengthen it. */
async function longestWork(html: string, numbers: number): Promise<number> {
  const page = await visit(html);
  const { slices } = await contentScriptSlices(chromium, page.url(), numbers);
  expect(slices.length).toBeGreaterThan(0);
  return Math.max(...slices);
}

describe("a page cannot call", () => {
  const html = `<p>Accueil <span id="number">01 99 00 12 34</span> <a id="link" href="tel:+33199001235">Boutique</a>`;

  it("by clicks of its own on a number or a telephone link", async () => {
    const page = await visit(html);
    await marked(page, 1);
    await page.evaluate(() => {
      const click = (element: Element): void => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const place = { clientX: x + width / 2, clientY: y + height / 2, button: 0, bubbles: true, cancelable: true };
        for (const type of ["pointerdown", "pointerup"]) element.dispatchEvent(new PointerEvent(type, place));
        for (const type of ["mousedown", "mouseup", "click"]) element.dispatchEvent(new MouseEvent(type, place));
      };
      const [number, link] = ["#number", "#link"].map((each) => document.querySelector<HTMLElement>(each));
      if (number === null || link === null || number === undefined || link === undefined) throw new Error("no page");
      // The browser's own handling of such links leads out of the page, which is no matter of ours.
      addEventListener("click", (event) => event.preventDefault());
      for (const element of [number, link]) {
        click(element);
        element.click();
      }
      const child = Object.create(MouseEvent.prototype, { isTrusted: { value: true } }) as MouseEvent;
      try {
        number.dispatchEvent(child);
      } catch {
        // A made-up event is none.
      }
    });
    await nothingWasCalled(page, "01 99 00 12 34");
  });

  it("by messages to the extension", async () => {
    const page = await visit(html);
    await marked(page, 1);
    const answers = await page.evaluate(async (id) => {
      const messages = [
        { type: "number.clicked", target: "600", url: "", title: "" },
        {
          type: "page.settings",
          highlight: true,
          country: "FR",
          internalLengths: [4],
          hint: "",
          hintWithExtension: "",
          keys: [],
        },
        { type: "page.opened" },
      ];
      for (const message of messages) {
        postMessage(message, "*");
        dispatchEvent(new MessageEvent("message", { data: message, origin: `chrome-extension://${id}` }));
      }
      type Runtime = { sendMessage: (to: string, message: unknown) => Promise<unknown> };
      const { runtime } = (globalThis as unknown as { chrome?: { runtime?: Runtime } }).chrome ?? {};
      if (runtime === undefined) return ["no runtime"];
      return Promise.all(
        messages.map((message) => runtime.sendMessage(id, message).then(String, (error: unknown) => String(error))),
      );
    }, chromeExtensionId);
    for (const answer of answers) expect(answer).toMatch(/no runtime|Could not establish connection/u);
    await nothingWasCalled(page, "01 99 00 12 34");
  });

  it("by pages of the extension in a frame, and can load none of its files", async () => {
    const page = await visit(html);
    await marked(page, 1);
    const paths = [
      "panel/panel.html",
      "welcome/welcome.html",
      "options/options.html",
      "offscreen/offscreen.html",
      "strip/strip.html",
    ];
    const scripts = ["content.js", "strip.js"].map((file) => `chrome-extension://${chromeExtensionId}/${file}`);
    const urls = [...paths.map(extensionUrl), ...scripts];
    const loaded = await page.evaluate(async (addresses) => {
      for (const address of addresses)
        document.body.append(Object.assign(document.createElement("iframe"), { src: address }));
      const fetched = addresses.map((address) =>
        fetch(address).then(
          () => address,
          () => null,
        ),
      );
      return (await Promise.all(fetched)).filter((address) => address !== null);
    }, urls);
    expect(loaded).toEqual([]);
    await until(() => page.frames().length === urls.length + 1, "the frames are there");
    for (const frame of page.frames().slice(1)) {
      await until(() => frame.url() !== "" && frame.url() !== "about:blank", "the frame has an end");
      expect(frame.url()).toBe("chrome-error://chromewebdata/");
    }
    await nothingWasCalled(page, "01 99 00 12 34");
  });
});

describe("a page cannot reach the companion", () => {
  /** What a page's script gets from each of the companion's ports, by WebSocket and by fetch. */
  const knock = (page: Page, host: string): Promise<string[]> =>
    page.evaluate(
      async (name, ports) => {
        const open = (port: number): Promise<string> =>
          new Promise((resolve) => {
            const socket = new WebSocket(`ws://${name}:${port}/`);
            socket.addEventListener("open", () => resolve("opened"));
            socket.addEventListener("message", () => resolve("spoke"));
            socket.addEventListener("error", () => resolve("failed"));
          });
        const read = (port: number): Promise<string> =>
          fetch(`http://${name}:${port}/`).then(
            (response) => `status ${response.status}`,
            () => "failed",
          );
        return Promise.all(ports.flatMap((port) => [open(port), read(port)]));
      },
      host,
      [...companionPorts],
    );
  const refused = companionPorts.flatMap(() => ["failed", "failed"]);

  it.each(["127.0.0.1", "localhost", "rebound.example"])("under %s", async (host) => {
    const page = await visit("<p>Hello");
    expect(companionPorts).toContain(companion.port);
    expect(await knock(page, host)).toEqual(refused);
    expect(companion.peer.output()).toContain("connection turned away");
  });

  it("from an address that has come to mean this computer", async () => {
    const page = await chromium.browser.newPage();
    const response = await page.goto(`http://rebound.example:${companion.port}/demo/`);
    expect(response?.status()).toBe(421);
    expect(await page.evaluate(() => document.body.textContent)).not.toContain("01 99");
    await page.close();
  });

  it("from the page that the companion itself serves", async () => {
    const page = await chromium.page(`http://127.0.0.1:${companion.port}/demo/`);
    const answers = await knock(page, "127.0.0.1").catch(() => refused);
    expect(answers.filter((answer) => ["opened", "spoke"].includes(answer))).toEqual([]);
  });
});

describe("a page that is too much is read without standing still", () => {
  it("ten thousand numbers: the first five thousand are marked", async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, n) =>
        `<li>01 99 ${String(n)
          .padStart(6, "0")
          .replace(/(..)(?=.)/gu, "$1 ")}`,
    );
    const html = `<ul>${rows.join("")}</ul>`;
    const page = await visit(html);
    await marked(page, mostMarked);
    await idle(page);
    expect(await markedCount(page)).toBe(mostMarked);
    expect(await longestWork(html, mostMarked)).toBeLessThan(longTask);
    await page.bringToFront();
    await nothingWasCalled(page, "01 99 00 00 00");
  }, 120_000);

  it("one text of ten megabytes is left alone, and the rest of the page is marked", async () => {
    const html = `<p>01 99 00 12 34</p><div></div><p>01 99 00 12 36</p><script>
      const long = "Ligne 01 99 00 12 35, commande 12345678901234567890. ".repeat(200000);
      addEventListener("load", () => document.querySelector("div").append(long));
    </script>`;
    const page = await visit(html);
    await until(
      async () => JSON.stringify(await markedNumbers(page)) === '["01 99 00 12 34","01 99 00 12 36"]',
      "marked",
    );
    expect(await longestWork(html, 2)).toBeLessThan(longTask);
  }, 120_000);

  it("a hundred changes every millisecond for two seconds: what remains is marked", async () => {
    const page = await visit(`<p>01 99 00 12 34</p><div id="flood"></div><script>
      const flood = document.querySelector("#flood");
      const end = performance.now() + 2000;
      (function more() {
        for (let n = 0; n < 100; n += 1) {
          flood.append(Object.assign(document.createElement("i"), { textContent: "01 99 00 55 " + (10 + n % 90) + " " }));
          if (flood.childNodes.length > 50) flood.firstChild.remove();
        }
        globalThis.changes = (globalThis.changes ?? 0) + 100;
        if (performance.now() < end) setTimeout(more, 1); else flood.replaceChildren("Ensuite 01 99 00 12 35");
      })();
    </script>`);
    await until(
      async () => JSON.stringify(await markedNumbers(page)) === '["01 99 00 12 34","01 99 00 12 35"]',
      "both stay",
    );
    expect(await page.evaluate("changes")).toBeGreaterThan(10_000);
    await nothingWasCalled(page, "01 99 00 12 34");
  });
});

describe("a page with wishes and tricks", () => {
  it("that wants its numbers left alone has none marked", async () => {
    const wish = '<meta name="format-detection" content="telephone=no">';
    const shy = await visit(`${wish}<p>Accueil 01 99 00 12 34`);
    const open = await visit("<p>Accueil 01 99 00 12 34");
    await marked(open, 1);
    expect(await markedCount(shy)).toBe(0);
  });

  it("that has changed what every object can do still has its numbers marked and called, and only by the user", async () => {
    const page = await visit(`<script>
      const wrong = () => { globalThis.ours = true; throw new Error("changed"); };
      for (const [owner, names] of [
        [Array.prototype, ["entries", "flatMap", "at"]],
        [String.prototype, ["matchAll", "replace"]],
        [RegExp.prototype, ["exec", "test"]],
        [Element.prototype, ["getBoundingClientRect", "closest", "matches"]],
        [Document.prototype, ["createTreeWalker", "createElement"]],
        [Map.prototype, ["get", "set"]],
        [Event.prototype, ["preventDefault", "stopImmediatePropagation", "composedPath"]],
      ]) for (const name of names) owner[name] = wrong;
      Range.prototype.setStart = wrong;
      Object.defineProperty(Event.prototype, "isTrusted", { get: () => true });
    </script><p>Accueil 01 99 00 12 34 <a id="link" href="tel:600">Echo</a>`);
    await marked(page, 1);
    await page.evaluate(() => document.querySelector<HTMLElement>("#link")?.click());
    await nothingWasCalled(page, "01 99 00 12 34");
    expect(await page.evaluate("globalThis.ours")).toBeUndefined();
  });

  it("that has given the names of our elements a program of its own does not read whose a number is", async () => {
    await window.ask("contacts.save", { id: null, name: "Sophie Perrin", company: "", numbers: ["0199001234"] });
    const page = await visit(`<p>Accueil <span id="number">01 99 00 12 34</span><script>
      globalThis.keys = [];
      for (const name of ["twp-hint", "twp-card"]) customElements.define(name, class extends HTMLElement {
        constructor() { super(); keys.push(this.attachInternals()); }
      });
    </script>`);
    await marked(page, 1);
    await page.hover("#number");
    await page.waitForSelector("twp-card");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await page.evaluate("keys.map((each) => each.shadowRoot)")).toEqual([null, null]);
  });

  it("that takes away the browser's highlights breaks nothing but its own marks", async () => {
    const page = await visit(`<p>Accueil 01 99 00 12 34 <a id="link" href="tel:+33199001235">Boutique</a><script>
      Object.defineProperty(CSS, "highlights", { get() { throw new Error("changed"); } });
      globalThis.Highlight = class { constructor() { throw new Error("changed"); } };
    </script>`);
    await page.click("#link");
    await until(() => window.state().calls.at(-1)?.dialled?.target === "+33199001235", "its telephone link is called");
  });
});
