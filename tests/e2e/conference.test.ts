import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import {
  leaveNoCall,
  openWindow,
  registered,
  startCompanion,
  untouchedMicrophone,
  type Window,
} from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { obeyReferral } from "../peers/phone.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { phoneHears, startSpeakingPhone, type SpeakingPhone } from "../peers/speaking-phone.ts";
import { toneFile } from "../peers/tone.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { dial, hearsNothing, hearsTone, hearsTones, press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

/** The tone that each of them says, in the codec that each speaks. */
const ours = 440;
const sophies = { user: "5021", tone: 700 } as const;
const marcs = { user: "5022", tone: 1100, codecs: "G722/16000/1" } as const;
const leas = { user: "5023", tone: 1600, codecs: "opus/48000/2" } as const;
/** Who cannot be transferred. */
const theos = { user: "5031", tone: 900, codec: "PCMA" } as const;
const en = wordsIn("en");

const stops: (() => unknown)[] = [];
let sophie: SpeakingPhone;
let marc: Baresip;
let lea: Baresip;
let theo: SpeakingPhone;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  const scratch = await scratchFolder();
  const microphone = join(scratch.folder, "microphone.wav");
  await writeFile(microphone, toneFile(ours, 60, 48_000));
  const kamailio = await startKamailio(undefined, ["SOME_REFUSE_REFER"]);
  stops.push(scratch.remove, kamailio.stop);
  const { port } = kamailio;
  const companion = await startCompanion({ user: "alice", port });
  chromium = await startChromium({ microphone });
  [sophie, theo] = [await startSpeakingPhone({ ...sophies, port }), await startSpeakingPhone({ ...theos, port })];
  [marc, lea] = await Promise.all([startBaresip({ ...marcs, port, mostCalls: 2 }), startBaresip({ ...leas, port })]);
  window = await openWindow(companion);
  stops.push(sophie.stop, theo.stop, marc.stop, lea.stop, companion.stop, window.close, chromium.stop);
  await registered(window);
  await window.ask("settings.change", untouchedMicrophone);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
});
afterEach(async () => {
  await leaveNoCall(window);
  for (const phone of [marc, lea]) phone.command("hangupall");
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const weHear = async (tones: readonly number[], silent: number): Promise<void> =>
  hearsTones(await chromium.soundPage(), tones, silent);
const areStates = (expected: string): Promise<unknown> =>
  until(() => {
    if (states() === expected) return true;
    throw new Error(`they are ${states()}, ended as ${ends()}`);
  }, `the calls are ${expected}`);
const states = (): string =>
  window
    .state()
    .calls.map(({ state }) => state)
    .join();
const ends = (): string =>
  window
    .state()
    .calls.map(({ end }) => end)
    .join();
const announced = (): Promise<string> => panel.$eval('[data-testid="announcer"]', (each) => each.textContent ?? "");
const haveEnded = (expected: string): Promise<unknown> =>
  until(() => {
    if (ends() === expected) return true;
    throw new Error(JSON.stringify(window.state().calls.map(({ state, end, transfer }) => ({ state, end, transfer }))));
  }, `the calls ended: ${expected}`);

async function speakWith({ user, tone }: { user: string; tone: number }): Promise<void> {
  await dial(panel, user);
  await showsCall(panel, "active");
  await hearsTone(await chromium.soundPage(), tone);
}

/** Both others speak with us, and with each other. */
async function meet(
  first: { user: string; tone: number } = sophies,
  second: { user: string; tone: number } = marcs,
): Promise<void> {
  await speakWith(first);
  await dial(panel, second.user);
  await areStates("held,active");
  await press(panel, "conference-begin");
  await areStates("active,active");
  await panel.waitForSelector('[data-testid="conference"][data-standing="together"]');
}

describe("F123: a conference of three", () => {
  it("lets everybody hear the two others and nobody themselves, each in a codec of their own", async () => {
    await meet();
    await shows(panel, en("calls:conference.title"), en("calls:conference.together"), sophies.user, marcs.user);
    await weHear([sophies.tone, marcs.tone], ours);
    await phoneHears(sophie, [ours, marcs.tone], [sophies.tone]);
    await phoneHears(marc, [ours, sophies.tone], [marcs.tone]);
    expect(await announced()).toContain(en("calls:conference.member"));
  });

  it("mutes the user for all, and puts all on hold and takes them back, by the keyboard", async () => {
    await meet();
    await panel.focus('[data-testid="mute"]');
    await panel.keyboard.press("Enter");
    await phoneHears(sophie, [marcs.tone], [ours, sophies.tone]);
    await phoneHears(marc, [sophies.tone], [ours, marcs.tone]);
    await panel.keyboard.press("Enter");
    await phoneHears(marc, [ours, sophies.tone], [marcs.tone]);
    await panel.focus('[data-testid="conference-hold"]');
    await panel.keyboard.press("Enter");
    await areStates("held,held");
    await shows(panel, en("calls:conference.waiting"));
    await hearsNothing(await chromium.soundPage());
    await panel.focus('[data-testid="conference-resume"]');
    await panel.keyboard.press("Enter");
    await areStates("active,active");
    await phoneHears(sophie, [ours, marcs.tone], [sophies.tone]);
  });

  it("goes on without whoever holds us, and an ordinary call is left when one hangs up", async () => {
    await meet(marcs, sophies);
    marc.command("hold");
    await until(() => window.state().calls[0]?.heldByPeer, "Marc holds us");
    await weHear([sophies.tone], marcs.tone);
    await phoneHears(sophie, [ours], [sophies.tone, marcs.tone]);
    marc.command("hangup");
    await until(() => window.state().calls[1]?.conference === null, "Sophie is left");
    await panel.waitForSelector('[data-testid="call"][data-state="active"]');
    await weHear([sophies.tone], marcs.tone);
    await phoneHears(sophie, [ours], [sophies.tone]);
  });

  it("takes in a fourth, who was called from it, and removes one by their own button", async () => {
    await meet();
    await speakWith(leas);
    await areStates("held,held,active");
    await press(panel, "conference-begin");
    await areStates("active,active,active");
    await weHear([sophies.tone, marcs.tone, leas.tone], ours);
    await phoneHears(lea, [ours, sophies.tone, marcs.tone], [leas.tone]);
    const [first] = await panel.$$('[data-testid="member-remove"]');
    await first?.click();
    await haveEnded("hung-up,,");
    await phoneHears(lea, [ours, marcs.tone], [leas.tone, sophies.tone]);
  });

  it("is hung up for everybody by one button", async () => {
    await meet();
    await press(panel, "conference-hang-up");
    await haveEnded("hung-up,hung-up");
  });

  it("is left, and the two call each other: this computer is out of it", async () => {
    await meet(sophies, theos);
    const call = sophie.answered.at(-1);
    if (call !== undefined) obeyReferral(sophie, call);
    await press(panel, "conference-leave");
    await haveEnded("transferred,transferred");
  });
});

describe("telephones that cannot be transferred", () => {
  it("are connected through this computer after a consultation; the user comes back in, leaves again, and one hang-up ends both", async () => {
    await speakWith(theos);
    await dial(panel, sophies.user);
    await areStates("held,active");
    await press(panel, "complete-transfer");
    await areStates("joined,joined");
    await shows(panel, en("calls:conference.without-us"));
    await hearsNothing(await chromium.soundPage());
    await phoneHears(theo, [sophies.tone], [ours, theos.tone]);
    await phoneHears(sophie, [theos.tone], [ours, sophies.tone]);
    await press(panel, "conference-enter");
    await areStates("active,active");
    await weHear([theos.tone, sophies.tone], ours);
    await phoneHears(sophie, [ours, theos.tone], [sophies.tone]);
    await press(panel, "conference-hold");
    await areStates("held,held");
    await press(panel, "conference-leave");
    await areStates("joined,joined");
    await phoneHears(theo, [sophies.tone], [ours, theos.tone]);
    sophie.answered.at(-1)?.destroy(() => undefined);
    await haveEnded("hung-up-by-peer,hung-up-by-peer");
  });

  it("are connected with a typed number when it answers, which we call for them", async () => {
    await speakWith(theos);
    await press(panel, "transfer");
    await (await panel.waitForSelector('[data-testid="transfer-to-field"]'))?.type(leas.user);
    await panel.keyboard.press("Enter");
    await areStates("joined,joined");
    await phoneHears(theo, [leas.tone], [ours, theos.tone]);
    await phoneHears(lea, [theos.tone], [ours, leas.tone]);
    await press(panel, "conference-hang-up");
    await haveEnded("hung-up,hung-up");
  });
});
