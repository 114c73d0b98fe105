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
import { startChromium, type Chromium } from "./chromium.ts";
import { clickNumber, markedNumbers, servePage, type ServedPage } from "./page.ts";

const html = `<!doctype html><meta charset="utf-8"><title>Mairie</title>
  <p>Standard 01 99 00 18 10 à 19, SIRET 552 100 554 00013.
  <p>Secrétariat : 01 99 00 20 00, poste 412
  <p>Commande n° 0199001234 du 12.03.2026 : 1 234,50 €`;

let companion: CompanionProcess;
let window: Window;
let chromium: Chromium;
let served: ServedPage;
let page: Page;
beforeAll(async () => {
  [companion, chromium, served] = await Promise.all([startCompanion(), startChromium(), servePage(html)]);
  window = await openWindow(companion);
  await registered(window);
  await chromium.pair(companion);
  page = await chromium.page(served.url);
  await until(async () => (await markedNumbers(page)).length >= 3, "the numbers are marked");
});
afterAll(async () => {
  window.close();
  await chromium.stop();
  await Promise.all([companion.stop(), served.stop()]);
});
afterEach(() => leaveNoCall(window));

/** The node of a document's tree and those below, closed shadow trees too. */
type TreeNode = Readonly<{
  nodeName: string;
  nodeValue: string;
  children?: readonly TreeNode[];
  shadowRoots?: readonly TreeNode[];
}>;

function textOf(node: TreeNode, within: boolean): string {
  const inside = within || node.nodeName === "TWP-HINT";
  const below = [...(node.children ?? []), ...(node.shadowRoots ?? [])].map((child) => textOf(child, inside));
  return (inside ? node.nodeValue : "") + below.join("");
}

/** What our hint says; the page itself cannot read it. */
async function hintOf(page: Page): Promise<string> {
  const client = await page.createCDPSession();
  const { root } = await client.send("DOM.getDocument", { depth: -1, pierce: true });
  await client.detach();
  return textOf(root, false);
}

async function hover(text: string): Promise<void> {
  const place = await page.evaluate((wanted) => {
    const marked = [...(CSS.highlights.get("twp-number") ?? [])] as Range[];
    const box = marked.find((range) => range.toString() === wanted)?.getBoundingClientRect();
    return box === undefined ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }, text);
  if (place === null) throw new Error(`${text} is not marked`);
  await page.bringToFront();
  await page.mouse.move(place.x, place.y);
}

describe("numbers on a page", () => {
  it("are marked with what belongs to them, and nothing else is", async () => {
    expect(await markedNumbers(page)).toEqual(["01 99 00 18 10", "19", "01 99 00 20 00, poste 412"]);
  });

  it("F70: a click on the end of a range calls the whole number", async () => {
    await page.bringToFront();
    await clickNumber(page, "19");
    await until(() => window.state().calls.length > 0, "it is called");
    expect(window.state().calls.map((call) => call.dialled?.target)).toEqual(["+33199001819"]);
  });

  it("say under the pointer what a click would dial, with the extension", async () => {
    await hover("19");
    await until(async () => (await hintOf(page)).includes("+33199001819"), "the hint shows the number");
    await hover("01 99 00 20 00, poste 412");
    await until(async () => /\+33199002000\D+412/u.test(await hintOf(page)), "the hint shows the extension");
  });
});
