import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { leaveNoCall, registered, startCompanion, openWindow, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { startLinphone, type Linphone } from "../peers/linphone.ts";
import { until } from "../peers/process.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { dial, hearsTone, press, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const fr = wordsIn("fr");

const stops: (() => unknown)[] = [];
let colleague: Linphone;
let marc: Baresip;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  const kamailio = await startKamailio();
  stops.push(kamailio.stop);
  const { port } = kamailio;
  const companion = await startCompanion({ user: "alice", port });
  chromium = await startChromium({ language: "fr" });
  colleague = await startLinphone("5031", port);
  marc = await startBaresip({ user: "5032", port, tone: 1100 });
  window = await openWindow(companion);
  stops.push(companion.stop, chromium.stop, colleague.stop, marc.stop, window.close);
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

describe("a colleague wants to connect us with somebody", () => {
  beforeEach(async () => {
    await dial(panel, "5031");
    await showsCall(panel, "active");
    colleague.command("transfer sip:5032@uc.test");
    await shows(panel, fr("calls:referred.asks", { number: "5032" }));
  });

  it("nothing rings before we say so, by the keyboard; then we hear each other, and the colleague is gone", async () => {
    expect(await panel.$eval('[data-testid="announcer"]', (each) => each.textContent)).toContain(
      fr("calls:referred.announced"),
    );
    expect(marc.peer.output()).not.toContain("INVITE sip:5032");
    await panel.focus('[data-testid="follow"]');
    await panel.keyboard.press("Enter");
    await hearsTone(await chromium.soundPage(), 1100);
    await until(() => window.state().calls[0]?.state !== "held", "the colleague is gone");
    expect(marc.peer.output()).toMatch(/^Referred-By: .*sip:5031@/mu);
  });

  it("we decline, and go on with the colleague", async () => {
    await press(panel, "decline-referral");
    await hides(panel, fr("calls:referred.asks", { number: "5032" }));
    expect(window.state().calls.map(({ state }) => state)).toEqual(["active"]);
  });
});
