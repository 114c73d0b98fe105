import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { ownPhone, usePhones } from "../peers/own-phone.ts";
import { until } from "../peers/process.ts";
import { phoneHears, startSpeakingPhone, type SpeakingPhone } from "../peers/speaking-phone.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { dial, press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

/** The user's desk phone, who is called first, whom it is about, and one who only rings, by the tones they speak. */
const desks = { user: "5071", tone: 500 } as const;
const sophies = { user: "5072", tone: 700 } as const;
const marcs = { user: "5073", tone: 1100 } as const;
const theos = { user: "5074", answers: "manual" } as const;
const en = wordsIn("en");

const stops: (() => unknown)[] = [];
let desk: SpeakingPhone;
let sophie: Baresip;
let marc: Baresip;
let theo: Baresip;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  const { port, stop } = await startKamailio();
  stops.push(stop);
  const [companion, browser, own, ...others] = await Promise.all([
    startCompanion({ user: "alice", port }),
    startChromium(),
    startSpeakingPhone({ ...desks, port }),
    startBaresip({ ...sophies, port, mostCalls: 2 }),
    startBaresip({ ...marcs, port, mostCalls: 2 }),
    startBaresip({ ...theos, port }),
  ]);
  [chromium, desk] = [browser, own];
  [sophie, marc, theo] = others;
  window = await openWindow(companion);
  stops.push(own.stop, ...others.map((each) => each.stop), companion.stop, window.close, chromium.stop);
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
  await usePhones(window, ownPhone(desks.user));
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const calls = () => window.state().calls;
const ends = (): (string | null)[] => calls().map(({ end }) => end);
const areActive = (expected: string): Promise<unknown> =>
  until(
    () =>
      calls()
        .map(({ state }) => state)
        .join() === expected,
    `the calls are ${expected}`,
  );
const deskHears = (one: number, other: number): Promise<void> => phoneHears(desk, [one], [other]);

async function speakWithSophie(): Promise<void> {
  await dial(panel, sophies.user);
  await showsCall(panel, "active");
  await deskHears(sophies.tone, marcs.tone);
}

async function consultMarc(): Promise<void> {
  await speakWithSophie();
  await dial(panel, marcs.user);
  await areActive("held,active");
  await deskHears(marcs.tone, sophies.tone);
}

describe("a consultation at the desk phone", () => {
  it("F115, F116: calling somebody during a call holds the first, rings the desk phone no second time, and has a card of its own", async () => {
    await speakWithSophie();
    const rung = desk.offered.length;
    await dial(panel, marcs.user);
    await areActive("held,active");
    await deskHears(marcs.tone, sophies.tone);
    await shows(panel, en("calls:consultation"), en("calls:state.held"), en("calls:state.active"));
    expect(await panel.$$('[data-testid="call"]')).toHaveLength(2);
    expect(desk.offered).toHaveLength(rung);
  });

  it("F118: taking back hangs up the consultant, and the desk phone hears the first again", async () => {
    await consultMarc();
    await press(panel, "take-back");
    await until(() => ends().join() === ",hung-up", "the consultant is hung up");
    await areActive("active,ended");
    await deskHears(sophies.tone, marcs.tone);
  });

  it.each(["hang-up-and-transfer", "complete-transfer"])(
    "F119, F122: %s sends the first to the consultant, and the desk phone is free",
    async (by) => {
      await consultMarc();
      const told = desk.wire.length;
      const before = marc.peer.output().length;
      await press(panel, by);
      await until(() => ends().join() === "transferred,transferred", "both are transferred");
      expect(marc.peer.output().slice(before)).toMatch(new RegExp(`^From: .*sip:${sophies.user}@`, "mu"));
      await shows(panel, en("calls:end.transferred"));
      await until(() => desk.wire.slice(told).some((each) => each.startsWith("< BYE ")), "the desk phone is free");
      sophie.command("hangup");
    },
  );

  it("F119: where the user prefers so, hanging up only hangs up, and the first waits", async () => {
    await window.ask("settings.change", { hangUpTransfers: false });
    await consultMarc();
    await press(panel, "hang-up");
    await until(() => ends().join() === ",hung-up", "the consultant is hung up");
    await areActive("held,ended");
    await window.ask("settings.change", { hangUpTransfers: true });
  });

  it("F120: the consultant is put on hold, and the desk phone hears them again when they are taken back", async () => {
    await consultMarc();
    await press(panel, "hold");
    await areActive("held,held");
    await press(panel, "resume");
    await areActive("held,active");
    await deskHears(marcs.tone, sophies.tone);
  });

  it("F121: swapping speaks with the other, by the keyboard as often as one likes", async () => {
    await consultMarc();
    await panel.focus('[data-testid="swap"]');
    for (const [expected, tone, other] of [
      ["active,held", sophies.tone, marcs.tone],
      ["held,active", marcs.tone, sophies.tone],
      ["active,held", sophies.tone, marcs.tone],
    ] as const) {
      await panel.keyboard.press("Enter");
      await areActive(expected);
      await deskHears(tone, other);
    }
  });

  it("F117: a transfer before the consultant answers stops our ringing there and sends the first", async () => {
    await speakWithSophie();
    await dial(panel, theos.user);
    await showsCall(panel, "ringing");
    const before = theo.peer.output().length;
    await press(panel, "hang-up-and-transfer");
    await until(() => ends().join() === ",cancelled", "our ringing is over");
    const rings = (): boolean =>
      new RegExp(`^From: .*sip:${sophies.user}@`, "mu").test(theo.peer.output().slice(before));
    await until(rings, "Sophie rings there");
    theo.command("accept");
    await until(() => ends()[0] === "transferred", "Sophie is transferred");
    theo.command("hangup");
  });
});
