import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startBaresip } from "../peers/baresip.ts";
import {
  leaveNoCall,
  openWindow,
  registered,
  startCompanion,
  type TestAccount,
  type Window,
} from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { startLinphone } from "../peers/linphone.ts";
import { ownPhone, usePhones } from "../peers/own-phone.ts";
import { startPhone } from "../peers/phone.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { startSpeakingPhone } from "../peers/speaking-phone.ts";
import { toneFile } from "../peers/tone.ts";
import { extensionUrl, startChromium } from "./chromium.ts";
import { takeSheet, type Paper } from "./contact-sheet.ts";
import { takeEnded } from "./ended-states.ts";
import { fakeHeadset } from "./fake-headset.ts";
import { takeGuard } from "./guard-states.ts";
import { leaveMessages, tidy, type Stage } from "./looks.ts";
import { startOverTls } from "./over-tls.ts";
import { dial, hearsTone, press, showsCall } from "./page.ts";
import { takeCallerFromPages, takePages } from "./page-states.ts";
import { takeStrip } from "./strip-states.ts";
import { takeTalking } from "./talking-states.ts";

/*
 * The sheets of docs/states.md: what the panel shows besides the ordinary call, each in all six looks. `npm run screenshots` takes them with
 * the others; `node tests/e2e/states.ts <folder> [width] [letters] [group]` takes them elsewhere, to look at.
 */

const [folder = new URL("../../docs/states", import.meta.url).pathname, width = "360", letters = "100%", only] =
  process.argv.slice(2);
/** What is kept is small; what is looked at opens everywhere. */
const form = folder.endsWith("docs/states") ? "webp" : "png";
const paper: Paper = { folder, width: Number(width), letters, form };

const marc = "5012";
const anna = { user: "5013", tone: 700 } as const;
const sophie = "5014";
const desk = "5015";
const stranger = "5099";
const names = { [marc]: "Marc Icksemelle", [anna.user]: "Anna Becker", [sophie]: "Sophie Perrin" };

let stops: (() => unknown)[] = [];
const groups = {
  texts: takeTexts,
  talking: () => takeTalking(paper, open, stops),
  recalls: takeRecalls,
  ended: () => takeEnded(paper, open, stops),
  locks: takeLocks,
  mail: takeVoiceMail,
  guard: () => takeGuard(paper, open),
  strip: () => takeStrip(paper, open, stops),
  pages: () => takePages(paper, open, stops),
  pagesTell: () => takeCallerFromPages(paper, stops),
};
for (const [name, take] of Object.entries(groups)) {
  if (only !== undefined && only !== name) continue;
  try {
    await take();
  } finally {
    for (const stop of stops.toReversed()) await stop();
    stops = [];
  }
}

/** Claire's panel, paired with a companion that has this account, or the office; and whom she knows. */
async function open(account?: TestAccount): Promise<Stage> {
  const scratch = await scratchFolder();
  const microphone = join(scratch.folder, "microphone.wav");
  await writeFile(microphone, toneFile(220, 60, 48_000));
  const companion = await startCompanion(account);
  const window = await openWindow(companion);
  const chromium = await startChromium({ microphone });
  stops.push(scratch.remove, companion.stop, window.close, chromium.stop);
  await registered(window);
  await chromium.pair(companion);
  await knows(window);
  return { window, chromium, panel: await chromium.page(extensionUrl("panel/panel.html")) };
}

async function knows(window: Window): Promise<void> {
  for (const [number, name] of Object.entries(names))
    await window.ask("contacts.save", { id: null, name, company: "", numbers: [number] });
}

/** Texts, a recording, a call and a conference at the desk phone and a headset, with telephones at a registrar. */
async function takeTexts(): Promise<void> {
  const { port, stop } = await startKamailio();
  stops.push(stop);
  const stage = await open({ user: "alice", port });
  await takeConversation(stage, port);
  const phone = await startSpeakingPhone({ ...anna, port });
  stops.push(phone.stop);
  await takeRecording(stage);
  await takeDeskPhone(stage, port);
  await takeHeadset(stage);
}

async function takeConversation(stage: Stage, port: number): Promise<void> {
  const { window, panel } = stage;
  const linphone = await startLinphone(sophie, port);
  stops.push(linphone.stop);
  const send = (text: string): Promise<unknown> => window.ask("messages.send", { number: sophie, text });
  const count = (): number => window.state().messages[0]?.texts.length ?? 0;
  await send("Have you two minutes? It is about the contract with Perrin & Fils.");
  await until(() => linphone.peer.output().includes("two minutes"), "linphonec has it");
  linphone.command("chat sip:alice@uc.test Yes, I am at my desk until noon.");
  await until(() => count() === 2, "she answers");
  await takeSheet(stage, paper, "conversation-alone", { height: 560 });
  await dial(panel, sophie);
  await showsCall(panel, "active");
  await send("https://example.org/contract.pdf");
  await until(() => count() === 3, "the third is there");
  await panel.waitForSelector('[data-testid="call"] [data-testid="conversation"]');
  await takeSheet(stage, paper, "conversation-beside-call", { height: 720 });
  await leaveNoCall(window);
  await tidy(stage);
  await window.ask("messages.close", { number: sophie });
  await window.ask("messages.send", { number: stranger, text: "Is anybody there?" });
  await until(() => window.state().messages[0]?.texts[0]?.way.state === "failed", "nobody is there");
  await takeSheet(stage, paper, "conversation-failed");
  await window.ask("messages.close", { number: stranger });
}

async function takeRecording(stage: Stage): Promise<void> {
  const { window, chromium, panel } = stage;
  await window.ask("settings.change", { recordingConsent: "shown", recordingBeep: false });
  for (const take of [0, 1]) {
    await dial(panel, anna.user);
    await showsCall(panel, "active");
    await hearsTone(await chromium.soundPage(), anna.tone);
    await press(panel, "record");
    await panel.waitForSelector('[data-testid="agreed"]');
    if (take === 0) await takeSheet(stage, paper, "recording-asks", { height: 560 });
    await press(panel, "agreed");
    await panel.waitForSelector('[data-testid="recording"][data-state="recording"]');
    if (take === 0) await takePausedToo(stage);
    const { received = 0 } = window.state().calls[0]?.quality ?? {};
    await until(() => (window.state().calls[0]?.quality?.received ?? 0) > received + 100, "two seconds have come");
    await press(panel, "recording-stop");
    await until(() => window.state().recordings.size === take + 1, "it is kept");
    await leaveNoCall(window);
    await tidy(stage);
  }
  await press(panel, "tab-recordings");
  await press(panel, "play");
  await panel.waitForSelector("audio");
  await takeSheet(stage, paper, "recordings", { height: 480 });
}

async function takePausedToo(stage: Stage): Promise<void> {
  await takeSheet(stage, paper, "recording", { height: 560 });
  await press(stage.panel, "recording-pause");
  await stage.panel.waitForSelector('[data-testid="recording"][data-state="paused"]');
  await takeSheet(stage, paper, "recording-paused", { height: 560 });
  await press(stage.panel, "recording-resume");
  await stage.panel.waitForSelector('[data-testid="recording"][data-state="recording"]');
}

async function takeDeskPhone(stage: Stage, port: number): Promise<void> {
  const { window, panel } = stage;
  const phone = await startBaresip({ user: desk, port });
  stops.push(phone.stop);
  await usePhones(window, ownPhone(desk), ownPhone("5016", { kind: "mobile" }));
  await dial(panel, anna.user);
  await showsCall(panel, "active");
  await takeSheet(stage, paper, "desk-phone", { height: 620 });
  await dial(panel, sophie);
  await until(() => window.state().calls[1]?.state === "active", "Sophie answers");
  await press(panel, "conference-begin");
  await panel.waitForSelector('[data-standing="together"]');
  await takeSheet(stage, paper, "desk-conference", { height: 620 });
  await leaveNoCall(window);
  await tidy(stage);
}

/** tests/e2e/fake-headset.ts says why the headset is none. */
async function takeHeadset(stage: Stage): Promise<void> {
  const headset = await fakeHeadset(await stage.chromium.soundPage());
  const page = await stage.chromium.page(extensionUrl("options/options.html"));
  await headset.onDeskOf(page);
  const part = '[data-testid="headset-buttons"]';
  await takeSheet(stage, paper, "headset-none", { page, part });
  await press(page, "allow-headset");
  await page.waitForFunction((at) => document.querySelector(at)?.textContent.includes("Blackwire"), {}, part);
  await takeSheet(stage, paper, "headset", { page, part });
}

async function takeRecalls(): Promise<void> {
  await takeRecallsAt("PRESENCE");
  await takeRecallsAt();
}

/** At a server that tells of telephones (`PRESENCE`), or one that does not. */
async function takeRecallsAt(...options: readonly "PRESENCE"[]): Promise<void> {
  const { port, stop } = await startKamailio(undefined, options);
  stops.push(stop);
  const stage = await open({ user: "alice", port });
  const busy = await startBaresip({ user: marc, port, mostCalls: 1 });
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  const other = await startPhone({ user: anna.user, proxy: `sip:127.0.0.1:${port}`, bindings });
  stops.push(busy.stop, other.stop);
  await other.register();
  const talk = await other.call(marc);
  await dial(stage.panel, marc);
  await press(stage.panel, "recall-when-free");
  await tidy(stage);
  if (options.length === 0) {
    await until(() => stage.window.state().recalls[0]?.state === "unknowable", "nobody tells");
    return takeSheet(stage, paper, "recall-unknowable", { height: 420 });
  }
  await takeSheet(stage, paper, "recall-waiting", { height: 420 });
  talk.destroy(() => undefined);
  await until(() => stage.window.state().recalls[0]?.state === "free", "Marc is free");
  await takeSheet(stage, paper, "recall-free", { height: 420 });
}

/** What the lock says of three calls: keys by the server, keys of the telephones' own, none. */
async function takeLocks(): Promise<void> {
  const { window, chromium, phone } = await startOverTls(stops);
  await knows(window);
  const stage: Stage = { window, chromium, panel: await chromium.page(extensionUrl("panel/panel.html")) };
  for (const [name, user, encryption] of [
    ["lock-to-server", anna.user, "srtp-mand"],
    ["lock-between-telephones", sophie, "dtls_srtp"],
    ["lock-open", marc, undefined],
  ] as const) {
    await phone({ user, tone: 700, ...(encryption && { encryption }) });
    await dial(stage.panel, user);
    await showsCall(stage.panel, "active");
    await until(() => window.state().calls[0]?.secured, "the lock is known");
    await (await stage.panel.waitForSelector('[data-testid="secrecy"] > summary'))?.click();
    await takeSheet(stage, paper, name, { height: 640 });
    await leaveNoCall(window);
    await tidy(stage);
  }
}

/** Voice mail: none, two, heard with the player, and a mail server that is not there. */
async function takeVoiceMail(): Promise<void> {
  const stage = await open();
  const { window, chromium, panel } = stage;
  await press(panel, "tab-messages");
  await takeSheet(stage, paper, "voice-mail-empty", { height: 420 });
  await leaveMessages(stage);
  await press(panel, "tab-contacts");
  await takeSheet(stage, paper, "voice-mail-mark", { height: 420 });
  await press(panel, "tab-messages");
  await press(panel, "play");
  await panel.waitForSelector("audio");
  await takeSheet(stage, paper, "voice-mail", { height: 480 });
  await press(panel, "delete");
  await takeSheet(stage, paper, "voice-mail-delete", { height: 480 });
  const page = await chromium.page(extensionUrl("options/options.html"));
  await (await page.waitForSelector('[data-testid="mail-server"] > summary'))?.click();
  await takeSheet(stage, paper, "mail-server", { page, part: "#voiceMail" });
  const nowhere = { host: "127.0.0.1", port: 9, security: "tls", user: "claire", folder: "", password: "-" } as const;
  await window.ask("voiceMail.useImap", nowhere);
  await until(() => window.state().voiceMail.box?.fault ?? null, "no mail server is there");
  await takeSheet(stage, paper, "mail-server-failed", { page, part: "#voiceMail" });
  await takeSheet(stage, paper, "voice-mail-failed", { height: 420 });
}
