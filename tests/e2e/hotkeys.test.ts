import type { Call, Hotkeys, KeyStand } from "@twp/shared/protocol/index.ts";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBaresip } from "../peers/baresip.ts";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { until } from "../peers/process.ts";
import { startSipp } from "../peers/sipp.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { sophies } from "./colleagues.ts";
import { startDesktop, type Desktop } from "./desktop.ts";
import { press, showsCall } from "./page.ts";
import { startTerminal, type Terminal } from "./terminal.ts";
import { shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const lines = ["Notes", sophies.user, "Perrin", "12/05/2026"] as const;
const [number, name, date] = [1, 2, 3] as const;

const stops: (() => unknown)[] = [];
let port: number;
let desktop: Desktop;
let terminal: Terminal;
let window: Window;
let chromium: Chromium;
let panel: Page;
let options: Page;
beforeAll(async () => {
  const [kamailio, started] = await Promise.all([startKamailio(), startDesktop()]);
  ({ port } = kamailio);
  desktop = started;
  stops.push(kamailio.stop, desktop.stop);
  const [companion, browser, sophie] = await Promise.all([
    startCompanion({ user: "alice", port }, { DISPLAY: desktop.display }),
    startChromium({ desktop }),
    startBaresip({ ...sophies, port }),
  ]);
  chromium = browser;
  window = await openWindow(companion);
  stops.push(companion.stop, window.close, chromium.stop, sophie.stop);
  await registered(window);
  await chromium.pair(companion);
  options = await chromium.page(extensionUrl("options/options.html"));
  await options.waitForSelector('[name="answerKey"]');
  panel = await chromium.openPanel();
  terminal = await startTerminal(desktop, lines);
  stops.push(terminal.stop);
  for (const contact of [
    { name: "Sophie Perrin", numbers: [sophies.user] },
    { name: "Marc Weber", numbers: ["5099"] },
  ])
    await window.ask("contacts.save", { ...contact, id: null, company: "" });
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
afterEach(async () => {
  await leaveNoCall(window);
  await pastTrembling();
});

/** What is pressed again sooner than this is taken for a finger that trembles. */
const pastTrembling = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 600));

const hotkeys = (): Hotkeys => window.state().hotkeys;
const last = (): Call | undefined => window.state().calls.at(-1);
const stands = (chord: string, stand: KeyStand): Promise<unknown> =>
  until(() => hotkeys().keys.some((key) => key.chord === chord && key.stand === stand), `${chord} is ${stand}`);
const inField = (page: Page): Promise<string> =>
  page.$eval('[data-testid="dial-field"]', (field) => (field as HTMLInputElement).value);

/** A page that opens by itself. */
async function opened(path: string): Promise<Page> {
  const target = await chromium.browser.waitForTarget((each) => each.url().endsWith(path), { timeout: 10_000 });
  return target.asPage();
}

/** Presses keys in a field of the options, where the user chooses them. */
async function choose(field: string, ...keys: readonly string[]): Promise<void> {
  await options.bringToFront();
  await options.focus(`[name="${field}"]`);
  const [last = "", ...modifiers] = keys.toReversed();
  for (const key of modifiers) await options.keyboard.down(key as "Control");
  await options.keyboard.press(last as "a");
  for (const key of modifiers) await options.keyboard.up(key as "Control");
}

describe("the text that is selected in another application", () => {
  it("F78: is nobody's business until the user switches that on", async () => {
    expect(hotkeys()).toEqual({ hindrance: null, keys: [], news: null });
    await terminal.select(number);
    await desktop.keys("ctrl+F12");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(window.state().calls).toEqual([]);
    await options.bringToFront();
    await shows(options, en("hotkeys:selection.label"));
    await (await options.$("#hotkeys .switch input"))?.click();
    await stands("Ctrl+F12", "held");
    await shows(options, en("hotkeys:stand.held"), en("hotkeys:purpose.selection"));
  });

  it("F77: is called where it is a number, also with Num Lock and Caps Lock on", async () => {
    await terminal.select(number);
    await desktop.keys("ctrl+F12");
    await until(() => last()?.state === "active", "Sophie answers");
    expect(last()?.dialled).toMatchObject({ target: sophies.user, source: { kind: "hotkey" } });
    await leaveNoCall(window);
    await desktop.keys("Num_Lock", "Caps_Lock");
    await pastTrembling();
    await desktop.keys("ctrl+F12");
    await until(() => last()?.state === "active", "Sophie answers again");
    await desktop.keys("Num_Lock", "Caps_Lock");
  });

  it("F76: is looked for in the panel where it is none", async () => {
    await terminal.select(name);
    await desktop.keys("ctrl+F12");
    await panel.waitForSelector('[data-testid="found"] [data-name="Sophie Perrin"]');
    expect(await inField(panel)).toBe("Perrin");
    await until(() => hotkeys().news === null, "nothing is left to show");
    expect(window.state().calls).toEqual([]);
  });

  it("F76: a date is no number", async () => {
    await terminal.select(date);
    await desktop.keys("ctrl+F12");
    await until(async () => (await inField(panel)) === "12/05/2026", "it stands in the field");
    expect(window.state().calls).toEqual([]);
  });
});

describe("a contact's key", () => {
  const keysOf = async (name: string): Promise<void> => {
    await panel.$eval('[data-testid="dial-field"]', (field) => (field as HTMLInputElement).focus());
    await panel.keyboard.press("Escape");
    await (await panel.waitForSelector(`[data-name="${name}"] [data-testid="open-card"]`))?.click();
    await panel.waitForSelector(`[data-name="${name}"] [data-testid="contact-keys"] select`);
  };

  it("F86, F87: is chosen in the contact's card, shows in the list, and calls from any application", async () => {
    await keysOf("Sophie Perrin");
    await panel.select('[data-name="Sophie Perrin"] [data-testid="contact-keys"] select', "F1");
    await stands("Ctrl+F1", "held");
    await panel.waitForFunction(() =>
      document.querySelector('[data-name="Sophie Perrin"] .facts')?.textContent.includes("Ctrl+F1"),
    );
    await terminal.select(date);
    await desktop.keys("ctrl+F1");
    await until(() => last()?.state === "active", "Sophie answers");
    expect(last()?.peer.name).toBe("Sophie Perrin");
  });

  it("F85: calls one contact only: who takes it from another is told so first", async () => {
    await keysOf("Marc Weber");
    await panel.select('[data-name="Marc Weber"] [data-testid="contact-keys"] select', "F1");
    await shows(panel, en("hotkeys:contact.take", { keys: "Ctrl+F1", name: "Sophie Perrin" }));
    expect(hotkeys().keys.find(({ chord }) => chord === "Ctrl+F1")?.purpose).toMatchObject({ name: "Sophie Perrin" });
    await press(panel, "take-key");
    await until(
      () => hotkeys().keys.some(({ purpose }) => purpose.kind === "contact" && purpose.name === "Marc Weber"),
      "Marc has the key",
    );
    expect(hotkeys().keys.filter(({ chord }) => chord === "Ctrl+F1")).toHaveLength(1);
  });
});

it("F76: without a panel a notification tells of the search, and its click opens one that shows it", async () => {
  await panel.close();
  await terminal.select(name);
  await desktop.keys("ctrl+F12");
  await until(() => desktop.notes().includes(en("hotkeys:note.search", { text: "Perrin" })), "a notification stands");
  expect(hotkeys().news).toMatchObject({ kind: "search", text: "Perrin" });
  await desktop.pressNote("Activate");
  panel = await opened("panel/panel.html");
  await until(async () => (await inField(panel)) === "Perrin", "it stands in the field");
});

describe("the keys for calls", () => {
  it("that another program has are told plainly, and so are keys that do two things", async () => {
    // The window manager closes windows with these.
    await choose("answerKey", "Alt", "F4");
    await stands("Alt+F4", "taken");
    await shows(options, en("hotkeys:stand.taken"));
    await choose("answerKey", "Control", "F12");
    await stands("Ctrl+F12", "twice");
    await shows(options, en("hotkeys:stand.twice"));
    await options.keyboard.press("Backspace");
    await until(() => window.state().settings.values.answerKey === "", "no key is left");
  });

  it("answer, mute, hold and hang up while another application is in front", async () => {
    await choose("answerKey", "Control", "Alt", "a");
    await choose("muteKey", "Control", "Alt", "m");
    await choose("holdKey", "Control", "Alt", "h");
    await choose("hangUpKey", "Control", "Alt", "x");
    for (const key of ["A", "M", "H", "X"]) await stands(`Ctrl+Alt+${key}`, "held");
    await terminal.select(date);
    const scenario = "caller-rings-is-answered-and-waits-for-bye";
    const caller = await startSipp({ scenario, port, callee: "alice" });
    await until(() => last()?.state === "offered", "somebody calls");
    await desktop.keys("ctrl+alt+a");
    await showsCall(panel, "active");
    await desktop.keys("ctrl+alt+m");
    await until(() => last()?.muted === true, "the microphone is off");
    await desktop.keys("ctrl+alt+x");
    await until(() => last()?.end === "hung-up", "hung up");
    await caller.stop();
  });

  it("hold a call and take it back", async () => {
    await terminal.select(number);
    await desktop.keys("ctrl+F12");
    await until(() => last()?.state === "active", "Sophie answers");
    await desktop.keys("ctrl+alt+h");
    await until(() => last()?.state === "held", "Sophie is held");
    await pastTrembling();
    await desktop.keys("ctrl+alt+h");
    await until(() => last()?.state === "active", "Sophie is spoken with again");
  });

  it("say so where there is no call for them", async () => {
    await terminal.select(date);
    await desktop.keys("ctrl+alt+x");
    await until(() => desktop.notes().includes(en("hotkeys:note.failed")), "a notification stands");
    expect(desktop.notes()).toContain(en("hotkeys:why.no-such-call"));
  });
});
