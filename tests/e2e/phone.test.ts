import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { heardTone, heardUntilNow, ownPhone, usePhones } from "../peers/own-phone.ts";
import { until } from "../peers/process.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { dial, hearsTone, press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

/** The user's desk phone, one that only rings, and whom she calls, by the tones they speak. */
const desk = { user: "5031", tone: 700 } as const;
const mobile = { user: "5032", answers: "manual" } as const;
const sophie = { user: "5033", tone: 1100 } as const;
const en = wordsIn("en");

const stops: (() => unknown)[] = [];
let phones: Readonly<Record<"desk" | "mobile" | "sophie", Baresip>>;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  const kamailio = await startKamailio();
  stops.push(kamailio.stop);
  const [companion, started, ...three] = await Promise.all([
    startCompanion({ user: "alice", port: kamailio.port }),
    startChromium(),
    startBaresip({ ...desk, port: kamailio.port }),
    startBaresip({ ...mobile, port: kamailio.port }),
    startBaresip({ ...sophie, port: kamailio.port }),
  ]);
  phones = { desk: three[0], mobile: three[1], sophie: three[2] };
  chromium = started;
  window = await openWindow(companion);
  stops.push(...three.map(({ stop }) => stop), companion.stop, window.close, chromium.stop);
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const calls = () => window.state().calls;

describe("the user's telephones", () => {
  it("are written down in the options, and chosen in the panel by one click or by the keyboard", async () => {
    expect(await panel.$('[data-testid="devices"]')).toBeNull();
    const options = await chromium.page(extensionUrl("options/options.html"));
    await press(options, "add-telephone");
    await press(options, "save-telephones");
    await shows(options, en("failures:number-not-dialable"));
    await (await options.waitForSelector('[name="telephone-number"]'))?.type(desk.user);
    await (await options.waitForSelector('[name="telephone-name"]'))?.type("My desk");
    await press(options, "save-telephones");
    const id = (await until(() => window.state().devices.telephones[0], "it is kept")).id;
    await options.close();
    await panel.bringToFront();
    await (await panel.waitForSelector(`[data-testid="use-${id}"]`))?.click();
    await until(() => window.state().devices.used === id, "it is used");
    await panel.focus(`[data-testid="use-${id}"]`);
    await panel.keyboard.press("ArrowLeft");
    await until(() => window.state().devices.used === "browser", "the browser is used");
  });
});

describe("a call with the desk phone", () => {
  beforeAll(() =>
    usePhones(window, ownPhone(desk.user, { name: "My desk" }), ownPhone(mobile.user, { kind: "mobile" })),
  );

  it("F89, F90, F91, F92: is made from the panel, held, resumed and hung up there, while the telephones hear each other", async () => {
    const before = await heardUntilNow(phones.sophie);
    await dial(panel, sophie.user);
    await showsCall(panel, "active");
    await shows(panel, "My desk");
    await heardTone(phones.sophie, desk.tone, before);
    await press(panel, "hold");
    await showsCall(panel, "held");
    await press(panel, "resume");
    await showsCall(panel, "active");
    await press(panel, "hang-up");
    await until(() => calls()[0]?.end === "hung-up", "it is over");
  });

  it("says that the telephone rings, and that it was not answered", async () => {
    await window.ask("devices.use", { device: mobile.user });
    await dial(panel, sophie.user);
    await shows(panel, en("calls:phone-rings"), en("devices:rings", { name: en("devices:kind.mobile") }));
    phones.mobile.command("hangup");
    await shows(panel, en("calls:end.phone-busy"));
    await window.ask("devices.use", { device: desk.user });
  });

  it("moves to the browser, which hears the other party, and back by one click each", async () => {
    await dial(panel, sophie.user);
    await showsCall(panel, "active");
    await press(panel, "move-browser");
    await until(() => calls()[0]?.device.kind === "browser", "it is in the browser");
    await hearsTone(await chromium.soundPage(), sophie.tone);
    await press(panel, `move-${desk.user}`);
    await until(() => calls()[0]?.device.kind === "desk", "it is at the desk phone");
    expect(calls()[0]?.state).toBe("active");
    await press(panel, `move-${mobile.user}`);
    await panel.waitForSelector('[data-testid="stop-moving"]');
    await press(panel, "stop-moving");
    await until(() => calls()[0]?.phoneRings === null, "it rings no more");
    expect(calls()[0]).toMatchObject({ state: "active", device: { kind: "desk" } });
  });

  it("consults and joins the two others", async () => {
    await dial(panel, sophie.user);
    await showsCall(panel, "active");
    await dial(panel, mobile.user);
    await until(() => calls()[1]?.state === "ringing", "the consultant rings");
    phones.mobile.command("accept");
    await until(
      () =>
        calls()
          .map(({ state }) => state)
          .join() === "held,active",
      "Sophie waits",
    );
    await press(panel, "complete-transfer");
    // baresip knows no Replaces: the call in our place rings there once more.
    const isSophie = (each: string): boolean =>
      each.includes('"CALL_INCOMING"') && each.includes(`sip:${sophie.user}@`);
    await until(() => phones.mobile.events().some(isSophie), "Sophie calls there");
    phones.mobile.command("accept");
    await until(() => calls().every(({ end }) => end === "transferred"), "both are transferred");
    phones.sophie.command("hangup");
  });

  it("F105, F108: is answered there, or here, from the card of a caller", async () => {
    for (const [control, kind] of [
      ["answer", "desk"],
      ["answer-browser", "browser"],
    ] as const) {
      phones.sophie.command("dial", "sip:alice@uc.test");
      await showsCall(panel, "offered");
      await press(panel, control);
      await until(() => calls().some(({ state, device }) => state === "active" && device.kind === kind), kind);
      await leaveNoCall(window);
    }
  });
});
