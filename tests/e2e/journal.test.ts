import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import {
  leaveNoCall,
  openWindow,
  registered,
  startCompanionIn,
  writeAccount,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { startSipp } from "../peers/sipp.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { ownWindow } from "./own-windows.ts";
import { dial, press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const everything = { numbers: null, missedOnly: false, before: null, limit: 100 };

const stops: (() => unknown)[] = [];
let port: number;
let sophie: Baresip;
let folder: string;
let companion: CompanionProcess;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  const [kamailio, scratch] = await Promise.all([startKamailio(), scratchFolder()]);
  ({ port } = kamailio);
  ({ folder } = scratch);
  stops.push(scratch.remove, kamailio.stop);
  await writeAccount(folder, { user: "alice", port });
  [companion, chromium, sophie] = await Promise.all([
    startCompanionIn(folder),
    startChromium(),
    startBaresip({ user: "5021", tone: 700, port }),
  ]);
  window = await openWindow(companion);
  stops.push(sophie.stop, () => companion.stop(), chromium.stop);
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  window.close();
  for (const stop of stops.toReversed()) await stop();
});

/** Laura Garcia calls, and gives up. */
async function missLaura(): Promise<void> {
  const sipp = await startSipp({ scenario: "caller-rings-and-gives-up", port, callee: "alice" });
  expect(await sipp.passed).toBe(true);
  await sipp.stop();
  await leaveNoCall(window);
}

/** Speaks with Sophie, and hangs up. */
async function callSophie(): Promise<void> {
  await dial(panel, "5021");
  await showsCall(panel, "active");
  await press(panel, "hang-up");
  await showsCall(panel, "ended");
  await leaveNoCall(window);
}

describe("the journal", () => {
  it("is empty at first, and says so", async () => {
    await press(panel, "tab-calls");
    await shows(panel, en("panel:empty.calls.title"));
    await press(panel, "tab-contacts");
  });

  it("lists a missed caller with a mark of its own, counted until it was looked at", async () => {
    await missLaura();
    await panel.waitForSelector('[data-testid="unseen"]');
    await press(panel, "tab-calls");
    await shows(panel, "Laura Garcia", en("journal:missed"));
    await panel.waitForSelector('[data-testid="entry-missed"]');
    await panel.waitForSelector('[data-testid="unseen"]', { hidden: true });
    expect(window.state().journal.unseen).toBe(0);
  });

  it("F83: lists what the user has called, for how long, and calls it again by one click", async () => {
    await callSophie();
    await panel.waitForSelector('[data-testid="entry-outgoing"]');
    expect(await panel.$$('[data-testid="journal"] [data-testid="person"]')).toHaveLength(2);
    await (await panel.waitForSelector('[data-name="5021"] [data-testid="call-person"]'))?.click();
    await showsCall(panel, "active");
  });

  it("calls the last number again by Enter in the empty field, and by its button", async () => {
    for (const again of [
      async () => {
        await panel.focus('[data-testid="dial-field"]');
        await panel.keyboard.press("Enter");
      },
      () => press(panel, "redial"),
    ]) {
      await again();
      await until(
        () => window.state().calls.some(({ peer, state }) => peer.number === "5021" && state === "active"),
        "Sophie answers",
      );
      await leaveNoCall(window);
    }
  });

  it("shows the missed ones alone", async () => {
    await press(panel, "missed-only");
    await panel.waitForFunction(() => document.querySelectorAll('[data-testid="person"]').length === 1);
    await shows(panel, "Laura Garcia");
    await press(panel, "missed-only");
    await panel.waitForFunction(() => document.querySelectorAll('[data-testid="person"]').length > 1);
  });

  it("F100: opens the correspondent's log from the call window, newest first", async () => {
    await dial(panel, "5021");
    await showsCall(panel, "active");
    await press(panel, "open-in-window");
    const page = await ownWindow(chromium, "windows/call/");
    await press(page, "card");
    await page.waitForSelector('[data-testid="log"] [data-testid="entry-outgoing"]');
    expect(await page.$$('[data-testid="log"] [data-testid="entry-missed"]')).toEqual([]);
  });

  it("F107: shows what is known of a caller before the answer", async () => {
    const sipp = await startSipp({ scenario: "caller-rings-is-answered-and-hangs-up", port, callee: "alice" });
    await showsCall(panel, "offered");
    await press(panel, "card");
    await panel.waitForSelector('[data-testid="log"] [data-testid="entry-missed"]');
    await press(panel, "answer");
    expect(await sipp.passed).toBe(true);
    await sipp.stop();
  });

  it("has lost nothing after the companion was killed", async () => {
    const before = (await window.ask("journal.page", everything)).entries;
    expect(before.length).toBeGreaterThan(4);
    window.close();
    companion.peer.child.kill("SIGKILL");
    await until(() => companion.peer.child.signalCode, "killed");
    companion = await startCompanionIn(folder);
    window = await openWindow(companion);
    await registered(window);
    expect((await window.ask("journal.page", everything)).entries).toEqual(before);
    await panel.waitForSelector('[data-tone="ok"]');
    await panel.waitForSelector('[data-testid="entry-missed"]');
  });

  it("that cannot be read is set aside, and the panel says so", async () => {
    window.close();
    await companion.stop();
    await writeFile(join(folder, "journal.sqlite"), "not a database ".repeat(100));
    companion = await startCompanionIn(folder);
    window = await openWindow(companion);
    await registered(window);
    await shows(panel, en("settings:notice.journal-set-aside.title"), en("panel:empty.calls.title"));
    await callSophie();
    await panel.waitForSelector('[data-testid="entry-outgoing"]');
  });
});
