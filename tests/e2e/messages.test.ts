import { hashPassword } from "@twp/companion/src/office/digest.ts";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { leaveNoCall, openWindow, registered, startCompanionIn, type Window } from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { amplitudeOf } from "../peers/tone.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { dial, hears, hearsTone, playsTone, press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const domain = "office.twp";
const bob = { user: "101", name: "Bob Baker", tone: 700 } as const;
const stops: (() => unknown)[] = [];
let folder: string;
let window: Window;
let chromium: Chromium;
let panel: Page;
let baresip: Baresip;
beforeAll(async () => {
  const home = await scratchFolder();
  folder = home.folder;
  await writeColleague(join(folder, "office"));
  const companion = await startCompanionIn(folder);
  window = await openWindow(companion);
  await registered(window);
  chromium = await startChromium();
  await chromium.pair(companion);
  panel = await chromium.openPanel();
  const port = Number(window.state().account.servers[0]?.split(":")[1]);
  baresip = await startBaresip({ user: bob.user, tone: bob.tone, domain, port });
  stops.push(
    home.remove,
    () => companion.stop(),
    () => window.close(),
    chromium.stop,
    baresip.stop,
  );
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

async function writeColleague(office: string): Promise<void> {
  const passwordHash = hashPassword(bob.user, domain, `pw-${bob.user}`);
  const colleagues = [{ user: bob.user, displayName: bob.name, language: "en", passwordHash }];
  await mkdir(office, { recursive: true });
  await writeFile(join(office, "colleagues.json"), JSON.stringify({ version: 1, colleagues }));
}

const messages = (): Promise<string[]> => readdir(join(folder, "office", "messages"));

describe("voice mail in the office", () => {
  it("takes a message of a caller who is declined, and marks it in the panel", async () => {
    baresip.command("dial", `sip:100@${domain}`);
    await showsCall(panel, "offered");
    await press(panel, "decline");
    await until(async () => (await messages()).length === 1, "the greeting is over and the message begins");
    await speakFor(3);
    baresip.command("hangup");
    await until(() => window.state().voiceMail.box?.fresh === 1, "the message is there");
    await until(() => window.state().voiceMail.fresh === 1, "the office tells of it (RFC 3842)");
    expect(window.state().voiceMail).toMatchObject({ waiting: true, old: 0, number: "*97" });
    const label = await panel.$eval('[data-testid="show-voice-mail"]', (mark) => mark.getAttribute("aria-label"));
    expect(label).toBe(`${en("voice-mail:new_one")} ${en("voice-mail:open")}`);
  });

  it("is listed by one click on the mark, and heard in the panel; then it is new no more", async () => {
    await press(panel, "show-voice-mail");
    await shows(panel, bob.name, en("voice-mail:fresh"));
    await press(panel, "play");
    await playsTone(panel, bob.tone);
    await until(() => window.state().voiceMail.box?.fresh === 0, "it counts as heard");
    await panel.waitForSelector('[data-testid="show-voice-mail"]', { hidden: true });
    await until(() => window.state().voiceMail.old === 1, "telephones hear so as well");
  });

  it("calls back whoever left it", async () => {
    await press(panel, "call-back");
    await showsCall(panel, "active");
    expect(window.state().calls.map(({ peer }) => peer.number)).toEqual([bob.user]);
    await leaveNoCall(window);
  });

  it("is told at *97, and deleted there by a key", async () => {
    await dial(panel, "*97");
    await showsCall(panel, "active");
    const page = await chromium.soundPage();
    await hearsTone(page, bob.tone);
    const call = window.state().calls.find(({ state }) => state === "active");
    await window.ask("calls.sendDigits", { callId: call?.id ?? "", digits: "3" });
    await until(() => window.state().voiceMail.box?.size === 0, "it is deleted");
    await until(async () => (await hears(page)).level > -50, "the machine says so");
    await showsCall(panel, "ended");
    expect(await messages()).toEqual([]);
    await shows(panel, en("voice-mail:empty.title"));
  });

  it("is deleted in the panel after a second word", async () => {
    await dial(panel, "8201");
    await showsCall(panel, "offered");
    await press(panel, "decline");
    await shows(panel, "Anna Becker", en("voice-mail:fresh"));
    await press(panel, "delete");
    expect(window.state().voiceMail.box?.size).toBe(1);
    await press(panel, "delete-sure");
    await until(() => window.state().voiceMail.box?.size === 0, "it is deleted");
    expect(await messages()).toEqual([]);
  });
});

/** Waits until the message that is being recorded holds so many seconds, the last of them with the caller's tone. */
async function speakFor(seconds: number): Promise<void> {
  const [file = ""] = await messages();
  await until(async () => {
    const bytes = await readFile(join(folder, "office", "messages", file));
    const count = Math.max(0, (bytes.length - 44) >> 1);
    const samples = Float64Array.from({ length: count }, (_, at) => bytes.readInt16LE(44 + at * 2) / 32_768);
    if (count < seconds * 16_000) return false;
    return amplitudeOf({ rate: 16_000, samples }, bob.tone, count / 16_000 - 1, 1) > 0.05;
  }, `${seconds} seconds are kept, and the tone is in them`);
}
