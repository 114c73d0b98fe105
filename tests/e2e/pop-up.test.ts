import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import type { Sipp } from "../peers/sipp.ts";
import { startAlice, type Alice } from "./alice.ts";
import type { Chromium } from "./chromium.ts";
import { boundsOf, goes, ownWindow, windowsOf } from "./own-windows.ts";
import { press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const part = "windows/pop-up/";

let alice: Alice;
let window: Window;
let chromium: Chromium;
let sipp: Sipp | null = null;
beforeAll(async () => {
  alice = await startAlice();
  ({ window, chromium } = alice);
  await window.ask("settings.change", { callerPopUp: true, forward: "number", forwardNumber: "01 99 00 12 34" });
});
afterAll(() => alice.stop());
afterEach(async () => {
  await leaveNoCall(window);
  await sipp?.stop();
  sipp = null;
  await goes(chromium, "windows/");
});

/** Laura Garcia calls, and is shown in the pop-up. */
async function isCalled(scenario: string): Promise<{ passed: Sipp["passed"]; page: Page }> {
  sipp = await alice.isCalled(scenario);
  const page = await ownWindow(chromium, part);
  await showsCall(page, "offered");
  return { passed: sipp.passed, page };
}

describe("the pop-up", () => {
  it("F104: stands at the lower right of the screen, says who calls, and goes when the caller gives up", async () => {
    const { passed, page } = await isCalled("caller-rings-and-gives-up");
    await shows(page, "Laura Garcia", en("calls:state.offered"));
    const { left, top, width, height } = await boundsOf(page);
    const [right, bottom] = (await alice.desktop.xdotool("getdisplaygeometry")).split(" ").map(Number);
    expect([left + width, top + height]).toEqual([(right ?? 0) - 16, (bottom ?? 0) - 16]);
    expect(await passed).toBe(true);
    await goes(chromium, part);
  });

  it("F105: answers, and goes; where the panel is open, it shows the call", async () => {
    const { passed, page } = await isCalled("caller-rings-is-answered-and-hangs-up");
    await press(page, "answer");
    await showsCall(alice.panel, "active");
    await goes(chromium, part);
    expect(windowsOf(chromium, "windows/call/")).toBe(0);
    expect(await passed).toBe(true);
  });

  it("declines", async () => {
    const { passed, page } = await isCalled("caller-rings-and-is-declined-with-486");
    await press(page, "decline");
    expect(await passed).toBe(true);
  });

  it("F106: sends the caller to the number that is set for it", async () => {
    const { passed, page } = await isCalled("caller-rings-and-is-sent-on-with-302");
    await press(page, "forward");
    expect(await passed).toBe(true);
  });

  it("F107: opens what is known of the caller before the answer, and makes room for it upwards", async () => {
    await window.ask("contacts.save", {
      id: null,
      name: "Laura Garcia",
      company: "Acme",
      numbers: ["0034 91 123 45 67"],
    });
    const { passed, page } = await isCalled("caller-rings-is-answered-and-hangs-up");
    const before = await boundsOf(page);
    await press(page, "card");
    await page.waitForSelector('[data-testid="correspondent"] [data-testid="log"]');
    const grown = await until(async () => {
      const now = await boundsOf(page);
      return now.height > before.height + 40 ? now : null;
    }, "the window grows");
    expect(grown.top + grown.height).toBe(before.top + before.height);
    await press(page, "answer");
    expect(await passed).toBe(true);
  });

  it("stops the ring, and the caller still waits there", async () => {
    const { passed, page } = await isCalled("caller-rings-is-answered-and-hangs-up");
    await press(page, "silence");
    await until(() => window.state().sounds.tone === "none", "the ring is over");
    await shows(page, en("calls:silenced"));
    await press(page, "answer");
    expect(await passed).toBe(true);
  });

  it("F108: a caller answered there while no panel is open gets a window", async () => {
    await alice.panel.close();
    const { page } = await isCalled("caller-rings-is-answered-and-waits-for-bye");
    await press(page, "answer");
    const call = await ownWindow(chromium, "windows/call/");
    await showsCall(call, "active");
    await shows(call, "Laura Garcia");
    await press(call, "hang-up");
    expect(await sipp?.passed).toBe(true);
  });

  it("is not shown to who does not want it", async () => {
    await window.ask("settings.change", { callerPopUp: false });
    sipp = await alice.isCalled("caller-rings-and-gives-up");
    expect(await sipp.passed).toBe(true);
    expect(windowsOf(chromium, part)).toBe(0);
  });
});
