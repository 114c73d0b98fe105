import { readFile } from "node:fs/promises";
import type { KeyInput, Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dismissEnded, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startColleagues } from "./colleagues.ts";

const page = await readFile(new URL("../../docs/keyboard.md", import.meta.url), "utf8");

/** A row of the script: its number, what is done, and what is heard. */
const steps = [...page.matchAll(/^\| (\d+) +\| (.+?) +\| (.*?) *\|$/gmu)].map(([, number, todo = "", heard = ""]) => ({
  title: `${number}: ${todo}`,
  acts: todo.split(", "),
  heard,
}));

const stops: (() => unknown)[] = [];
let window: Window;
let panel: Page;
beforeAll(async () => {
  ({ window, panel } = await startColleagues(stops));
  await panel.waitForSelector('[data-testid="dial-field"]:focus');
  await panel.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { twpSaid: said });
    // Whatever is a live region is read aloud, those that come later as well.
    const hear = (): void =>
      document.querySelectorAll("[aria-live], output").forEach((each) => {
        const text = each.textContent;
        if (text !== "" && said.at(-1) !== text) said.push(text);
      });
    new MutationObserver(hear).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const said = (): Promise<string[]> => panel.evaluate(() => (globalThis as unknown as { twpSaid: string[] }).twpSaid);

/** What the control with the focus is called. */
const focused = (): Promise<string> =>
  panel.evaluate(() => {
    const { activeElement: control } = document;
    return control?.getAttribute("aria-label") ?? control?.textContent ?? "";
  });

/** Does one act of the script, in the words of the page. */
async function act(words: string): Promise<void> {
  const [, typed] = /^type `(.+)`$/u.exec(words) ?? [];
  const [, key] = /^press `(.+)`$/u.exec(words) ?? [];
  const [, shift, name] = /^`(Shift\+)?Tab` to “(.+)”$/u.exec(words) ?? [];
  if (typed !== undefined) await panel.keyboard.type(typed);
  else if (key !== undefined) await panel.keyboard.press(key as KeyInput);
  else if (name !== undefined) await tabTo(name, shift !== undefined);
  else throw new Error(`the script has no such act: ${words}`);
}

/** As somebody does who listens: on, until the control is named. One that just comes is met in the next round. */
async function tabTo(name: string, back: boolean): Promise<void> {
  await until(async () => {
    if (back) await panel.keyboard.down("Shift");
    await panel.keyboard.press("Tab");
    if (back) await panel.keyboard.up("Shift");
    return (await focused()) === name;
  }, `the focus comes to “${name}”`);
}

describe("docs/keyboard.md", () => {
  it("is a script that makes, holds, consults, transfers and ends calls", () => {
    expect(steps).toHaveLength(13);
  });

  it.each(steps)("$title", async ({ acts, heard }) => {
    const before = (await said()).length;
    for (const each of acts) await act(each);
    if (heard === "") return;
    await until(async () => (await said()).slice(before).some((text) => text.includes(heard)), `“${heard}” is said`);
    if (window.state().calls.every(({ state }) => state === "ended")) await dismissEnded(window);
  });

  it("leaves no call behind", () =>
    until(() => window.state().calls.every(({ state }) => state === "ended"), "all calls are over"));
});
