import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { leaveNoCall, registered, startCompanion, openWindow, type Window } from "../peers/companion.ts";
import { startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { until } from "../peers/process.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { dial, hears, press, showsCall } from "./page.ts";
import { hides, shows, words } from "./words.ts";

/** Who is called first and whom it is about, by their numbers and the tones they speak. */
const first = { user: "5021", tone: 700 } as const;
const consultant = { user: "5022", tone: 1100 } as const;
const en = (key: string, values?: Record<string, string>): string => words("en", key, values);

const stops: (() => unknown)[] = [];
let kamailio: Kamailio;
let sophie: Baresip;
let marc: Baresip;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  kamailio = await startKamailio();
  stops.push(kamailio.stop);
  const [companion, started, ...phones] = await Promise.all([
    startCompanion({ user: "alice", port: kamailio.port }),
    startChromium(),
    startBaresip({ ...first, port: kamailio.port }),
    startBaresip({ ...consultant, port: kamailio.port, mostCalls: 2 }),
  ]);
  [sophie, marc] = phones;
  chromium = started;
  window = await openWindow(companion);
  stops.push(...phones.map(({ stop }) => stop), companion.stop, window.close, chromium.stop);
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const hearsTone = async (frequency: number): Promise<unknown> => {
  const sound = await chromium.soundPage();
  return until(async () => Math.abs((await hears(sound)).frequency - frequency) < 15, `${frequency} Hz is heard`);
};

/** What a telephone has seen on the wire from now on. */
function seenFromNow({ peer }: Baresip): () => string {
  const before = peer.output().length;
  return () => peer.output().slice(before);
}

/** Calls the first one; both speak. */
async function speakWithSophie(): Promise<void> {
  await dial(panel, first.user);
  await showsCall(panel, "active");
  await hearsTone(first.tone);
}

const typeTarget = async (number: string): Promise<void> => {
  await press(panel, "transfer");
  await (await panel.waitForSelector('[data-testid="transfer-to-field"]'))?.type(number);
  await panel.keyboard.press("Enter");
};

describe("F-1f: a blind transfer to a typed number", () => {
  it("by the keyboard asks the other side to call there, and ends our call when they speak", async () => {
    await speakWithSophie();
    const [atSophie, atMarc] = [seenFromNow(sophie), seenFromNow(marc)];
    await panel.focus('[data-testid="transfer"]');
    await panel.keyboard.press("Enter");
    await panel.waitForSelector('[data-testid="transfer-to-field"]:focus');
    await panel.keyboard.type(consultant.user);
    await panel.keyboard.press("Enter");
    await shows(panel, en("calls:end.transferred"));
    expect(atSophie()).toMatch(/^REFER sip:5021/mu);
    expect(atSophie()).toMatch(new RegExp(`^Refer-To: <sip:${consultant.user}@uc\\.test>`, "mu"));
    expect(atSophie()).toMatch(/^Referred-By: .*<sip:alice@uc\.test>/mu);
    expect(atSophie()).toMatch(/^BYE sip:/mu);
    expect(atMarc()).toMatch(/^From: .*sip:5021@/mu);
    sophie.command("hangup");
  });

  it("to a number that does not exist says so on the card and to those who listen, and both hear each other again", async () => {
    await speakWithSophie();
    await typeTarget("5099");
    await shows(panel, en("calls:transfer.failed.not-found"), en("calls:state.active"));
    await hearsTone(first.tone);
    expect(await panel.$eval('[data-testid="announcer"]', (each) => each.textContent)).toContain(
      en("calls:transfer.failed.not-found"),
    );
    await (await panel.$(`[data-testid="not-transferred"] button`))?.click();
    await hides(panel, en("calls:transfer.failed.not-found"));
    expect(window.state().calls[0]?.transfer).toBeNull();
  });

  it("is closed by Escape, and nothing was sent", async () => {
    await speakWithSophie();
    const atSophie = seenFromNow(sophie);
    await press(panel, "transfer");
    await panel.waitForSelector('[data-testid="transfer-to-field"]:focus');
    await panel.keyboard.press("Escape");
    await panel.waitForSelector('[data-testid="transfer-to-field"]', { hidden: true });
    expect(atSophie()).not.toContain("REFER");
  });
});
