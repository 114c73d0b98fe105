import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { hearsSound, ownPhone, receivesSound, usePhones } from "../peers/own-phone.ts";
import { until } from "../peers/process.ts";
import { phoneHears, startSpeakingPhone, type SpeakingPhone } from "../peers/speaking-phone.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { dial, hearsTones, press } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

/* Conferences of calls that are spoken with a telephone of the user's, by the tones that everybody says. */

/** The user's telephones: one whose sound can be read whatever happens in its call, and a baresip. */
const desk = { user: "5041", tone: 440 } as const;
const bareDesk = { user: "5042", tone: 540 } as const;
const sophie = { user: "5043", tone: 700 } as const;
/** Who cannot be transferred. */
const theo = { user: "5031", tone: 900 } as const;
/** A baresip with another codec than the user's. */
const marc = { user: "5046", tone: 1600, codecs: "PCMA" } as const;
const lea = { user: "5045", tone: 1300 } as const;
const en = wordsIn("en");

const stops: (() => unknown)[] = [];
let speaking: Readonly<Record<"desk" | "sophie" | "theo" | "lea", SpeakingPhone>>;
let bare: Baresip;
let bareMarc: Baresip;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  const kamailio = await startKamailio(undefined, ["SOME_REFUSE_REFER"]);
  stops.push(kamailio.stop);
  const { port } = kamailio;
  const [companion, started, ...phones] = await Promise.all([
    startCompanion({ user: "alice", port }),
    startChromium(),
    ...[desk, sophie, theo, lea].map((each) => startSpeakingPhone({ ...each, port })),
  ]);
  chromium = started;
  const [one, two, three, four] = phones as unknown as [SpeakingPhone, SpeakingPhone, SpeakingPhone, SpeakingPhone];
  speaking = { desk: one, sophie: two, theo: three, lea: four };
  [bare, bareMarc] = await Promise.all([startBaresip({ ...bareDesk, port }), startBaresip({ ...marc, port })]);
  window = await openWindow(companion);
  stops.push(...phones.map(({ stop }) => stop), bare.stop, bareMarc.stop, companion.stop, window.close, chromium.stop);
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const calls = () => window.state().calls;
const are = (expected: string): Promise<unknown> =>
  until(() => {
    const states = calls().map(({ state, end }) => (end === null ? state : `${state} ${end}`));
    if (states.join() === expected) return true;
    throw new Error(states.join());
  }, `the calls are ${expected}`);

/** Both others speak with the user, and with each other. */
async function meet(first: { user: string } = sophie, second: { user: string } = theo): Promise<void> {
  await dial(panel, first.user);
  await are("active");
  await dial(panel, second.user);
  await are("held,active");
  await press(panel, "conference-begin");
  await are("active,active");
  await panel.waitForSelector('[data-testid="conference"][data-standing="together"]');
}

const together = async (ours: number): Promise<void> => {
  await phoneHears(speaking.sophie, [ours, theo.tone], [sophie.tone]);
  await phoneHears(speaking.theo, [ours, sophie.tone], [theo.tone]);
};

describe("F123: a conference of three at a desk phone", () => {
  beforeEach(() => usePhones(window, ownPhone(desk.user, { name: "My desk" })));

  it("lets everybody hear the two others and nobody themselves, and shows with which telephone", async () => {
    await meet();
    await shows(panel, en("calls:conference.together"), "My desk", sophie.user, theo.user);
    await together(desk.tone);
    await phoneHears(speaking.desk, [sophie.tone, theo.tone], [desk.tone]);
  });

  it("mutes, holds and takes back all by the same buttons as in the browser", async () => {
    await meet();
    await press(panel, "mute");
    await phoneHears(speaking.sophie, [theo.tone], [desk.tone, sophie.tone]);
    await phoneHears(speaking.desk, [sophie.tone, theo.tone], [desk.tone]);
    await press(panel, "mute");
    await together(desk.tone);
    await press(panel, "conference-hold");
    await are("held,held");
    await shows(panel, en("calls:conference.waiting"));
    await press(panel, "conference-resume");
    await are("active,active");
    await together(desk.tone);
    await phoneHears(speaking.desk, [sophie.tone, theo.tone], [desk.tone]);
  });

  it("is between the two telephones again when one hangs up, and has sound all along", async () => {
    await meet();
    speaking.theo.answered.at(-1)?.destroy(() => undefined);
    await until(() => calls()[0]?.conference === null, "Sophie is left");
    await until(() => calls()[0]?.codec === null, "her sound does not pass through here any more");
    await phoneHears(speaking.sophie, [desk.tone], [theo.tone, sophie.tone]);
    await phoneHears(speaking.desk, [sophie.tone], [theo.tone, desk.tone]);
  });

  it("goes on with sound when one of three others leaves", async () => {
    await meet();
    await dial(panel, lea.user);
    await are("held,held,active");
    await press(panel, "conference-begin");
    await are("active,active,active");
    await phoneHears(speaking.lea, [desk.tone, sophie.tone, theo.tone], [lea.tone]);
    speaking.sophie.answered.at(-1)?.destroy(() => undefined);
    await until(() => calls()[0]?.end === "hung-up-by-peer", "Sophie has left");
    await phoneHears(speaking.lea, [desk.tone, theo.tone], [lea.tone, sophie.tone]);
    await phoneHears(speaking.desk, [theo.tone, lea.tone], [desk.tone, sophie.tone]);
  });

  it("ends for all when the desk phone is put down", async () => {
    await meet();
    speaking.desk.answered.at(-1)?.destroy(() => undefined);
    await are("ended hung-up,ended hung-up");
  });

  it("is left to the others, who speak on through this computer while the desk phone is free, and entered again", async () => {
    await meet(theo, sophie);
    await press(panel, "conference-leave");
    await are("joined,joined");
    await phoneHears(speaking.theo, [sophie.tone], [desk.tone, theo.tone]);
    await phoneHears(speaking.sophie, [theo.tone], [desk.tone, sophie.tone]);
    await press(panel, "conference-enter");
    await are("active,active");
    await together(desk.tone);
    await phoneHears(speaking.desk, [sophie.tone, theo.tone], [desk.tone]);
  });

  it("takes in a call that is spoken in the browser, and moves there and back as a whole", async () => {
    await dial(panel, sophie.user);
    await are("active");
    await press(panel, "move-browser");
    await until(() => calls()[0]?.device.kind === "browser", "she is heard in the browser");
    await dial(panel, theo.user);
    await are("held,active");
    expect(calls().map(({ device }) => device.kind)).toEqual(["browser", "desk"]);
    await press(panel, "conference-begin");
    await are("active,active");
    expect(calls().map(({ device }) => device.kind)).toEqual(["desk", "desk"]);
    await together(desk.tone);
    await press(panel, "move-browser");
    await until(() => calls().every(({ device }) => device.kind === "browser"), "all are in the browser");
    await hearsTones(await chromium.soundPage(), [sophie.tone, theo.tone], desk.tone);
    await phoneHears(speaking.sophie, [theo.tone], [desk.tone, sophie.tone]);
    await press(panel, `move-${desk.user}`);
    await until(() => calls().every(({ device }) => device.kind === "desk"), "all are at the desk phone");
    await together(desk.tone);
  });
});

describe("F123: a conference of three at a baresip", () => {
  beforeEach(() => usePhones(window, ownPhone(bareDesk.user)));

  it("lets both others hear it and each other, and it hears them; one is left, and it is put down", async () => {
    await meet(sophie, lea);
    await phoneHears(speaking.sophie, [bareDesk.tone, lea.tone], [sophie.tone]);
    await phoneHears(speaking.lea, [bareDesk.tone, sophie.tone], [lea.tone]);
    await hearsSound(bare);
    speaking.sophie.answered.at(-1)?.destroy(() => undefined);
    await until(() => calls()[1]?.conference === null && calls()[1]?.codec === null, "Lea is left");
    await phoneHears(speaking.lea, [bareDesk.tone], [sophie.tone, lea.tone]);
    await receivesSound(bare);
    bare.command("hangup");
    await until(() => calls()[1]?.end === "hung-up", "it is over");
  });

  it("goes on through this computer with whoever is left and has no codec in common with it, also after a hold", async () => {
    await window.ask("devices.use", { device: "browser" });
    await dial(panel, marc.user);
    await are("active");
    await window.ask("devices.use", { device: bareDesk.user });
    await dial(panel, sophie.user);
    await are("held,active");
    await press(panel, "conference-begin");
    await are("active,active");
    await phoneHears(speaking.sophie, [bareDesk.tone, marc.tone], [sophie.tone]);
    speaking.sophie.answered.at(-1)?.destroy(() => undefined);
    await until(() => calls()[0]?.conference === null, "Marc is left");
    for (const phone of [bareMarc, bare]) await receivesSound(phone);
    await press(panel, "hold");
    await are("held,ended hung-up-by-peer");
    await press(panel, "resume");
    await until(() => calls()[0]?.state === "active", "he is taken back");
    expect(calls()[0]).toMatchObject({ codec: "PCMA", device: { kind: "desk" } });
    for (const phone of [bareMarc, bare]) await receivesSound(phone);
  });
});
