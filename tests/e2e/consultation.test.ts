import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { leaveNoCall, registered, startCompanion, openWindow, type Window } from "../peers/companion.ts";
import { startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { until } from "../peers/process.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { dial, hearsNothing, hearsTone, press, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

/** Who is called first and whom it is about, by their numbers and the tones they speak. */
const first = { user: "5021", tone: 700 } as const;
const consultant = { user: "5022", tone: 1100 } as const;
const en = wordsIn("en");

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

const weHear = async (frequency: number): Promise<void> => hearsTone(await chromium.soundPage(), frequency);

/** What a telephone has seen on the wire from now on. */
function seenFromNow({ peer }: Baresip): () => string {
  const before = peer.output().length;
  return () => peer.output().slice(before);
}

/** Calls the first one; both speak. */
async function speakWithSophie(): Promise<void> {
  await dial(panel, first.user);
  await showsCall(panel, "active");
  await weHear(first.tone);
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
    await weHear(first.tone);
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

/** Calls the second one during the call with the first; resolves when the two of us speak. */
async function consultMarc(): Promise<void> {
  await speakWithSophie();
  await dial(panel, consultant.user);
  await until(() => states().join() === "held,active", "Sophie waits, Marc speaks");
  await weHear(consultant.tone);
}

const states = (): string[] => window.state().calls.map(({ state }) => state);
const ends = (): (string | null)[] => window.state().calls.map(({ end }) => end);
const areActive = (expected: string): Promise<unknown> =>
  until(() => states().join() === expected, `the calls are ${expected}`);

describe("a consultation", () => {
  it("F115, F116: calling somebody during a call holds the first, and has a card of its own", async () => {
    await speakWithSophie();
    const atSophie = seenFromNow(sophie);
    await dial(panel, consultant.user);
    await areActive("held,active");
    await shows(panel, en("calls:consultation"), en("calls:state.held"), en("calls:state.active"));
    expect(await panel.$$('[data-testid="call"]')).toHaveLength(2);
    expect(atSophie()).toContain("a=sendonly");
    await weHear(consultant.tone);
  });

  it("F118: taking back hangs up the consultant, and the first is heard again", async () => {
    await consultMarc();
    const atMarc = seenFromNow(marc);
    await press(panel, "take-back");
    await until(() => ends().join() === ",hung-up", "the consultant is hung up");
    await weHear(first.tone);
    expect(atMarc()).toMatch(/^BYE sip:/mu);
    expect(states()[0]).toBe("active");
  });

  it("F119: hanging up in a consultation transfers: the first calls in our place, and both our calls end", async () => {
    await consultMarc();
    const [atSophie, atMarc] = [seenFromNow(sophie), seenFromNow(marc)];
    const callId = /^Call-ID: (.*)$/mu.exec(
      marc.peer.output().slice(marc.peer.output().lastIndexOf("INVITE sip:")),
    )?.[1];
    await press(panel, "hang-up-and-transfer");
    await until(() => ends().join() === "transferred,transferred", "both are transferred");
    await shows(panel, en("calls:end.transferred"));
    const [, replaced] = /^Refer-To: <sip:5022@uc\.test\?Replaces=([^>]+)>/mu.exec(atSophie()) ?? [];
    expect(decodeURIComponent(replaced ?? "")).toMatch(/^[^;]+;to-tag=[^;]+;from-tag=[^;]+$/u);
    expect(decodeURIComponent(replaced ?? "")).toContain(`${callId};`);
    expect(atMarc()).toMatch(/^From: .*sip:5021@/mu);
    for (const seen of [atSophie, atMarc]) expect(seen()).toMatch(/^BYE sip:/mu);
    sophie.command("hangup");
  });

  it("F119: where the user prefers so, hanging up only hangs up, and the first waits", async () => {
    await window.ask("settings.change", { hangUpTransfers: false });
    await consultMarc();
    const atSophie = seenFromNow(sophie);
    await panel.waitForSelector('[data-testid="hang-up-and-transfer"]', { hidden: true });
    await press(panel, "hang-up");
    await until(() => ends().join() === ",hung-up", "the consultant is hung up");
    expect(states()[0]).toBe("held");
    expect(atSophie()).not.toContain("REFER");
    await window.ask("settings.change", { hangUpTransfers: true });
  });

  it("F120: the consultant is put on hold, hears it, and is taken back", async () => {
    await consultMarc();
    const atMarc = seenFromNow(marc);
    await press(panel, "hold");
    await areActive("held,held");
    expect(atMarc()).toContain("a=sendonly");
    await hearsNothing(await chromium.soundPage());
    await press(panel, "resume");
    await areActive("held,active");
    await weHear(consultant.tone);
  });

  it("F121: swapping speaks with the other, by the keyboard as often as one likes, and the focus stays", async () => {
    await consultMarc();
    await panel.focus('[data-testid="swap"]');
    for (const [expected, tone] of [
      ["active,held", first.tone],
      ["held,active", consultant.tone],
      ["active,held", first.tone],
    ] as const) {
      await panel.keyboard.press("Enter");
      await areActive(expected);
      await weHear(tone);
    }
    expect(await panel.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe("swap");
  });

  it("F122: transferring to the consultant who has answered is one button as well", async () => {
    await consultMarc();
    await press(panel, "complete-transfer");
    await until(() => ends().join() === "transferred,transferred", "both are transferred");
    sophie.command("hangup");
  });
});

describe("F117: a transfer before the consultant answers", () => {
  let theo: Baresip;
  beforeAll(async () => {
    theo = await startBaresip({ user: "5023", port: kamailio.port, answers: "manual" });
    stops.push(theo.stop);
  });

  it.each(["hang-up-and-transfer", "complete-transfer"])(
    "by %s stops our ringing there and sends the first",
    async (by) => {
      await speakWithSophie();
      await dial(panel, "5023");
      await showsCall(panel, "ringing");
      const [atSophie, atTheo] = [seenFromNow(sophie), seenFromNow(theo)];
      await press(panel, by);
      await until(() => ends().join() === ",cancelled", "our ringing is over");
      await shows(panel, en("calls:transfer.trying"));
      await until(() => /^From: .*sip:5021@/mu.test(atTheo()), "Sophie rings there");
      theo.command("accept");
      await until(() => ends()[0] === "transferred", "Sophie is transferred");
      expect(atTheo()).toMatch(/^CANCEL sip:/mu);
      expect(atSophie()).toMatch(/^Refer-To: <sip:5023@uc\.test>/mu);
      theo.command("hangup");
    },
  );

  it("to somebody who declines says so, and the first is heard again", async () => {
    await speakWithSophie();
    await dial(panel, "5023");
    await showsCall(panel, "ringing");
    const atTheo = seenFromNow(theo);
    await press(panel, "hang-up-and-transfer");
    await until(() => /^From: .*sip:5021@/mu.test(atTheo()), "Sophie rings there");
    theo.command("hangup");
    await shows(panel, en("calls:transfer.failed.busy"));
    await weHear(first.tone);
  });
});
