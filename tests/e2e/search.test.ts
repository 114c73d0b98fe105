import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Baresip } from "../peers/baresip.ts";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startSipp } from "../peers/sipp.ts";
import type { Chromium } from "./chromium.ts";
import { startColleagues } from "./colleagues.ts";
import { goes, ownWindow } from "./own-windows.ts";
import { dial, press, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const stops: (() => unknown)[] = [];
let port: number;
let sophie: Baresip;
let marc: Baresip;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  ({ port, sophie, marc, window, chromium, panel } = await startColleagues(stops));
});
afterEach(async () => {
  await leaveNoCall(window);
  await goes(chromium, "windows/");
  await clear(panel);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** Empties the field, as Escape does. */
async function clear(page: Page): Promise<void> {
  await page.focus('[data-testid="dial-field"]');
  await page.keyboard.press("Escape");
}

async function type(page: Page, text: string): Promise<void> {
  await (await page.waitForSelector('[data-testid="dial-field"]'))?.type(text);
}

const found = (page: Page, name: string): Promise<unknown> =>
  page.waitForSelector(`[data-testid="found"] [data-name="${name}"]`, { timeout: 10_000 });

async function pressOf(page: Page, name: string, control: string): Promise<void> {
  await found(page, name);
  await press(page, control);
}

/** Writes a contact into the open form, by the keyboard. */
async function write(...lines: readonly string[]): Promise<void> {
  await panel.waitForSelector('[data-testid="contact-form"] [name="name"]:focus');
  for (const [at, line] of lines.entries()) {
    if (at > 0) await panel.keyboard.press("Tab");
    await panel.keyboard.type(line);
  }
  await panel.keyboard.press("Enter");
  await panel.waitForSelector('[data-testid="contact-form"]', { hidden: true });
}

const speaking = (number: string): Promise<unknown> =>
  until(
    () => window.state().calls.some(({ peer, state }) => peer.number === number && state === "active"),
    `${number} speaks`,
  );

describe("the user's contacts", () => {
  it("are added in the panel by the keyboard, and listed", async () => {
    for (const [name, company, number] of [
      ["Sophie Perrin", "Perrin & Fils", "5021"],
      ["Marc Müller", "", "5022"],
    ] as const) {
      await press(panel, "new-contact");
      await write(name, company, number);
    }
    await shows(panel, "Sophie Perrin", "Marc Müller", "5021 · Perrin & Fils");
  });

  it("need a name and a number, and the panel says which is missing", async () => {
    await press(panel, "new-contact");
    await panel.waitForSelector('[data-testid="contact-form"] [name="name"]:focus');
    await panel.keyboard.type("Nobody");
    await panel.keyboard.press("Enter");
    await shows(panel, en("failures:contact-incomplete"));
    await panel.keyboard.press("Escape");
    await panel.waitForSelector('[data-testid="contact-form"]', { hidden: true });
    await panel.waitForSelector('[data-testid="new-contact"]:focus');
  });

  it("F80: give their names to calls, in both directions, before the caller's own", async () => {
    await dial(panel, "5021");
    await showsCall(panel, "active");
    await shows(panel, "Sophie Perrin");
    await leaveNoCall(window);
    const first = await startSipp({ scenario: "caller-rings-and-gives-up", port, callee: "alice" });
    await showsCall(panel, "offered");
    const number = window.state().calls[0]?.peer.number ?? "";
    expect(await first.passed).toBe(true);
    await first.stop();
    await window.ask("contacts.save", { id: null, name: "Laura at work", company: "", numbers: [number] });
    await leaveNoCall(window);
    const second = await startSipp({ scenario: "caller-rings-and-gives-up", port, callee: "alice" });
    await showsCall(panel, "offered");
    await shows(panel, "Laura at work");
    expect(await second.passed).toBe(true);
    await second.stop();
  });

  it("are written down from the card of a call, which then has the name", async () => {
    await dial(panel, "5023");
    await showsCall(panel, "ended");
    await press(panel, "card");
    await press(panel, "write-contact");
    await write("Theo Nguyen");
    await press(panel, "tab-contacts");
    await shows(panel, "Theo Nguyen");
  });

  it("are changed and deleted, after a second word", async () => {
    await type(panel, "theo");
    await pressOf(panel, "Theo Nguyen", "open-card");
    await press(panel, "write-contact");
    await panel.waitForSelector('[data-testid="contact-form"] [name="name"]:focus');
    await panel.keyboard.type(" junior");
    await panel.keyboard.press("Enter");
    await found(panel, "Theo Nguyen junior");
    await pressOf(panel, "Theo Nguyen junior", "write-contact");
    await press(panel, "remove-contact");
    await shows(panel, en("contacts:remove-sure"));
    await press(panel, "remove-contact");
    await clear(panel);
    await hides(panel, "Theo Nguyen junior");
  });
});

describe("the search in the panel", () => {
  it("F69: finds while one types, without accents, and Enter calls the first person", async () => {
    await type(panel, "muller");
    await found(panel, "Marc Müller");
    await panel.keyboard.press("Enter");
    await speaking("5022");
  });

  it("finds by digits, and Enter calls what was typed", async () => {
    await type(panel, "502");
    await found(panel, "Sophie Perrin");
    await found(panel, "Marc Müller");
    await type(panel, "1");
    await panel.keyboard.press("Enter");
    await speaking("5021");
  });

  it("is walked by the arrow keys", async () => {
    await type(panel, "5022");
    // Fewer digits have found others as well.
    await panel.waitForSelector('[data-testid="found"] [data-name="Marc Müller"]:only-child');
    await panel.keyboard.press("ArrowDown");
    await panel.waitForSelector('[data-name="Marc Müller"] [data-testid="call-person"]:focus');
    await panel.keyboard.press("ArrowUp");
    await panel.waitForSelector('[data-testid="dial-field"]:focus');
    await panel.keyboard.press("ArrowDown");
    await panel.keyboard.press("Enter");
    await speaking("5022");
  });

  it("says when there is nobody", async () => {
    await type(panel, "xyz");
    await shows(panel, en("panel:empty.search"));
  });
});

describe("somebody in the list of the panel", () => {
  const row = '[data-testid="person"][data-name="Marc Müller"]';

  it("F81, F82, F84: is called at the first number by a click on the name, and at another from the card", async () => {
    const marc = (await window.ask("contacts.ofNumber", { number: "5022" })).contact;
    const known = { id: marc?.id ?? null, name: "Marc Müller", company: "Acme" };
    await window.ask("contacts.save", { ...known, numbers: ["5022", "01 99 00 12 34"] });
    await panel.bringToFront();
    await (await panel.waitForSelector(`${row} [data-testid="call-person"]`))?.click();
    await speaking("5022");
    await leaveNoCall(window);
    await (await panel.waitForSelector(`${row} [data-testid="open-card"]`))?.click();
    await panel.waitForSelector(`${row} [data-testid="call-number"]`);
    await (await panel.$$(`${row} [data-testid="call-number"]`))[1]?.click();
    await until(() => window.state().calls.at(-1)?.dialled?.target === "+33199001234", "the other number is called");
    await (await panel.waitForSelector(`${row} [data-testid="open-card"]`))?.click();
  });
});

describe("the search in the window of a call", () => {
  /** Speaks with Sophie in a window, and looks for Marc. */
  async function lookForMarc(): Promise<Page> {
    await dial(panel, "5021");
    await speaking("5021");
    await press(panel, "open-in-window");
    const page = await ownWindow(chromium, "windows/call/");
    await showsCall(page, "active");
    await shows(page, "Sophie Perrin");
    await type(page, "marc");
    await found(page, "Marc Müller");
    return page;
  }

  it("F94, F98: a click on the name consults, and both calls stand in the window", async () => {
    const page = await lookForMarc();
    await press(page, "call-person");
    await speaking("5022");
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="call"]').length === 2);
    await shows(page, en("calls:consultation"));
    expect(sophie.peer.output()).toContain("a=sendonly");
    await press(page, "take-back");
    await speaking("5021");
  });

  it("F95: transfers the call to who was found", async () => {
    const page = await lookForMarc();
    const before = marc.peer.output().length;
    await press(page, "transfer-to-person");
    await shows(page, en("calls:end.transferred"));
    await until(() => /^From: .*sip:5021@/mu.test(marc.peer.output().slice(before)), "Sophie calls Marc");
    sophie.command("hangup");
  });

  it("F96: opens the log of who was found", async () => {
    const page = await lookForMarc();
    await press(page, "open-log");
    await page.waitForSelector('[data-testid="found"] [data-testid="log"] [data-testid="entry-outgoing"]');
  });

  it("F97: unfolds the card with all numbers, each of which can be called", async () => {
    const marcsId = (await window.ask("contacts.ofNumber", { number: "5022" })).contact?.id ?? "";
    const numbers = ["5022", "01 99 00 12 34"];
    await window.ask("contacts.save", { id: marcsId, name: "Marc Müller", company: "Acme", numbers });
    const page = await lookForMarc();
    await press(page, "open-card");
    await shows(page, "Acme", "01 99 00 12 34");
    expect(await page.$$('[data-testid="found"] [data-testid="call-number"]')).toHaveLength(2);
    await press(page, "call-number");
    await speaking("5022");
  });
});
