import { chromeExtensionId } from "@twp/shared/protocol/extension-id.ts";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import * as v from "valibot";
import { OfficeOpened } from "../../companion/src/office-place.ts";
import { dismissEnded, leaveNoCall, openWindow, registered, startCompanion } from "../peers/companion.ts";
import { ownPhone, usePhones } from "../peers/own-phone.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { toneFile } from "../peers/tone.ts";
import { extensionUrl, startChromium } from "./chromium.ts";
import { holdStill, leaveMessages, looks, setUp, tidy, wear, type Look, type Stage as OpenStage } from "./looks.ts";
import { ownWindow } from "./own-windows.ts";
import { dial, press, showsCall } from "./page.ts";

/*
 * The pictures of README.md: real calls through the office, in each language and theme. `npm run screenshots -- <folder> [width] [letters]`
 * takes them elsewhere, in another width or with larger letters, to look at.
 */

const [folder = new URL("../../docs/screenshots", import.meta.url).pathname, width = "360", letters = "100%"] =
  process.argv.slice(2);
const toLookAt = process.argv.length > 2;

/** Whom Claire knows besides whom she has spoken with. */
const contacts = [
  { name: "Marc Icksemelle", company: "TWP", numbers: ["202"] },
  { name: "Sophie Perrin", company: "Perrin & Fils", numbers: ["01 99 00 12 34", "+33 6 99 00 56 78"] },
  { name: "Laura Garcia", company: "Acme", numbers: ["+34 91 123 45 67"] },
];

const stops: (() => unknown)[] = [];
try {
  await takeAll();
} finally {
  for (const stop of stops.toReversed()) await stop();
}

async function takeAll(): Promise<void> {
  const stage = await open();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await inEachLook(stage, "idle");
  await takeRinging(stage);
  await takeCall(stage);
  await takeConsultation(stage);
  await takeLists(stage);
  await takeWindows(stage);
  await takeDevices(stage);
  if (toLookAt) await takeSheets(stage);
  await takeMessages();
  await takeWelcome(stage);
}

type Stage = OpenStage & Readonly<{ welcome: Page }>;

async function open(): Promise<Stage> {
  const scratch = await scratchFolder();
  stops.push(scratch.remove);
  const microphone = join(scratch.folder, "microphone.wav");
  await writeFile(microphone, toneFile(220, 10, 48_000));
  // The office as every companion opens it; an account in it gives the user a name and an extension.
  const given = ["Claire Lambert", "en", join(scratch.folder, "office")];
  const office = fork(new URL("../../companion/src/office-main.ts", import.meta.url), given);
  stops.push(() => office.kill());
  const [opened] = (await once(office, "message")) as [unknown];
  const { user, password, domain, server } = v.parse(OfficeOpened, opened);
  const companion = await startCompanion({ user, password, domain, port: Number(server.split(":")[1]) });
  stops.push(companion.stop);
  const window = await openWindow(companion);
  stops.push(window.close);
  await registered(window);
  const chromium = await startChromium({ microphone });
  stops.push(chromium.stop);
  const welcome = await chromium.pair(companion);
  const panel = await chromium.page(extensionUrl("panel/panel.html"));
  await until(() => window.state().sounds.holder, "the sound is linked");
  await setUp(panel, Number(width), 720);
  await panel.waitForSelector('[data-tone="ok"]');
  return { window, chromium, panel, welcome };
}

async function takeRinging(stage: Stage): Promise<void> {
  for (const look of looks) {
    await wear(stage, look, stage.panel);
    await dial(stage.panel, "201");
    await showsCall(stage.panel, "ringing");
    await picture(stage.panel, "ringing", look);
    await press(stage.panel, "hang-up");
    await tidy(stage);
  }
}

/** Anna calls back with her name, which a number alone does not tell. */
async function takeCall(stage: Stage): Promise<void> {
  const { window, panel } = stage;
  await dial(panel, "8201");
  await until(() => window.state().calls.some(({ state }) => state === "offered"), "Anna calls back", 30_000);
  await showsCall(panel, "offered");
  await dismissEnded(stage.window);
  await inEachLook(stage, "incoming");
  await press(panel, "answer");
  await showsCall(panel, "active");
  await until(() => (window.state().calls.at(-1)?.quality?.received ?? 0) > 400, "they have spoken a while", 20_000);
  await inEachLook(stage, "call");
  if (toLookAt) {
    const lock = await panel.waitForSelector('[data-testid="secrecy"] > summary');
    await lock?.click();
    await inEachLook(stage, "lock");
    await lock?.click();
    await press(panel, "keypad");
    await inEachLook(stage, "keypad");
    await press(panel, "hold");
    await showsCall(panel, "held");
    await inEachLook(stage, "held");
  }
  await press(panel, "hang-up");
  await showsCall(panel, "ended");
  if (toLookAt) await inEachLook(stage, "ended");
  await tidy(stage);
}

/** Anna waits while Marc is asked. */
async function takeConsultation(stage: Stage): Promise<void> {
  const { window, panel } = stage;
  await dial(panel, "201");
  await showsCall(panel, "active");
  if (toLookAt) {
    await press(panel, "transfer");
    await panel.keyboard.type("202");
    await inEachLook(stage, "transfer");
    await press(panel, "transfer");
  }
  await dial(panel, "202");
  const talked = (): boolean => (window.state().calls.at(-1)?.quality?.received ?? 0) > 400;
  await until(talked, "they have spoken a while", 20_000);
  await inEachLook(stage, "consultation");
  await press(panel, "conference-begin");
  await panel.waitForSelector('[data-standing="together"]');
  await inEachLook(stage, "conference");
  if (toLookAt) await takeConferences(stage);
  await leaveNoCall(window);
  await tidy(stage);
}

/** What may become of a conference, and a transfer that failed. */
async function takeConferences(stage: Stage): Promise<void> {
  const { window, panel } = stage;
  await press(panel, "conference-hold");
  await panel.waitForSelector('[data-standing="waiting"]');
  await dial(panel, "600");
  await panel.waitForSelector('[data-testid="conference-begin"]');
  await inEachLook(stage, "conference-waits");
  await press(panel, "hang-up");
  await press(panel, "conference-leave");
  await panel.waitForSelector('[data-standing="without-us"]');
  await inEachLook(stage, "connected");
  await leaveNoCall(window);
  await dial(panel, "600");
  await showsCall(panel, "active");
  await press(panel, "transfer");
  await panel.waitForSelector('[data-testid="transfer-to-field"]:focus');
  await panel.keyboard.type("299");
  await panel.keyboard.press("Enter");
  await panel.waitForSelector('[data-testid="not-transferred"]');
  await inEachLook(stage, "not-transferred");
}

/** Contacts, past calls, and who is found while one types. */
async function takeLists(stage: Stage): Promise<void> {
  const { window, panel } = stage;
  for (const contact of contacts) await window.ask("contacts.save", { id: null, ...contact });
  await panel.waitForSelector('[data-name="Sophie Perrin"]');
  await inEachLook(stage, "contacts");
  await press(panel, "tab-calls");
  await panel.waitForSelector('[data-testid="journal"]');
  await inEachLook(stage, "calls");
  await (await panel.waitForSelector('[data-testid="dial-field"]'))?.type("perr");
  await panel.waitForSelector('[data-name="Sophie Perrin"]');
  await press(panel, "open-card");
  await panel.waitForSelector('[data-testid="correspondent"] [data-testid="log"]');
  await inEachLook(stage, "found");
  if (toLookAt) {
    await press(panel, "write-contact");
    await inEachLook(stage, "contact-form");
    await panel.keyboard.press("Escape");
  }
  await panel.focus('[data-testid="dial-field"]');
  await panel.keyboard.press("Escape");
}

/** A call in a window of its own, with Marc looked for; and a caller in the small one. */
async function takeWindows(stage: Stage): Promise<void> {
  const { window, chromium, panel } = stage;
  await dial(panel, "201");
  await showsCall(panel, "active");
  await press(panel, "open-in-window");
  const call = await ownWindow(chromium, "windows/call/");
  await setUp(call, Number(width) + 40, 520);
  await (await call.waitForSelector('[data-testid="dial-field"]'))?.type("marc");
  await call.waitForSelector('[data-name="Marc Icksemelle"]');
  const talked = (): boolean => (window.state().calls.at(-1)?.quality?.received ?? 0) > 400;
  await until(talked, "they have spoken a while", 20_000);
  await inEachLook(stage, "call-window", call);
  await leaveNoCall(window);
  await tidy(stage);
  await window.ask("settings.change", { callerPopUp: true, forward: "voice-mail", voiceMailNumber: "*97" });
  await dial(panel, "8201");
  const popUp = await ownWindow(chromium, "windows/pop-up/");
  await dismissEnded(window);
  await setUp(popUp, 380, 240);
  await inEachLook(stage, "pop-up", popUp);
  await window.ask("settings.change", { callerPopUp: false, forward: "none" });
  await leaveNoCall(window);
  await tidy(stage);
}

/** A call with a telephone of one's own, for which Anna's stands here; and a telephone system with codes. */
async function takeDevices(stage: Stage): Promise<void> {
  const { window, panel } = stage;
  await usePhones(window, ownPhone("201"), ownPhone("202", { kind: "mobile", ringsAfter: 10 }));
  await window.ask("settings.change", { pickUpNumber: "*8", retrieveNumber: "*88", parkNumber: "700" });
  await panel.waitForSelector('[data-testid="devices"]');
  await inEachLook(stage, "devices");
  await dial(panel, "600");
  await showsCall(panel, "active");
  await press(panel, "transfer");
  await inEachLook(stage, "telephone");
  await leaveNoCall(window);
  await tidy(stage);
  // The whole page of preferences shows them too.
  if (toLookAt) return;
  await window.ask("devices.use", { device: "browser" });
  await window.ask("devices.change", { telephones: [] });
  await window.ask("settings.change", { pickUpNumber: "", retrieveNumber: "", parkNumber: "" });
}

/** The pages that fill a tab, whole. */
async function takeSheets(stage: Stage): Promise<void> {
  const options = await stage.chromium.page(extensionUrl("options/options.html"));
  const doctor = await stage.chromium.page(extensionUrl("doctor/doctor.html"));
  await (await doctor.waitForSelector('[data-testid="examined-call"] > summary'))?.click();
  for (const [page, name, wider] of [
    [stage.welcome, "welcome-paired", 200],
    [options, "options", 400],
    [doctor, "doctor", 400],
  ] as const) {
    await setUp(page, Number(width) + wider, 720);
    for (const look of looks) {
      await wear(stage, look, page);
      await picture(page, name, look, true);
    }
  }
}

/** As a newcomer sees it: not paired, three digits typed, the microphone not yet asked for. */
async function takeWelcome({ chromium, welcome }: Stage): Promise<void> {
  await chromium.worker("chrome.storage.local.remove('pairing')");
  const unasked = { permission: { name: "microphone" }, state: "prompt" } as const;
  await chromium.browser.defaultBrowserContext().setPermission(`chrome-extension://${chromeExtensionId}`, unasked);
  await setUp(welcome, Number(width) + 200, 560);
  for (const look of looks) {
    await welcome.evaluate((kept) => localStorage.setItem("look", JSON.stringify(kept)), look);
    await welcome.goto(extensionUrl("welcome/welcome.html"));
    await (await welcome.waitForSelector('[data-testid="code"]'))?.type("419");
    await picture(welcome, "welcome", look);
  }
}

/** Anna and Marc have left messages in the office's mailbox; one was heard. */
async function takeMessages(): Promise<void> {
  const companion = await startCompanion();
  stops.push(companion.stop);
  const window = await openWindow(companion);
  stops.push(window.close);
  await registered(window);
  const chromium = await startChromium();
  stops.push(chromium.stop);
  const welcome = await chromium.pair(companion);
  const panel = await chromium.page(extensionUrl("panel/panel.html"));
  const stage = { window, chromium, panel, welcome };
  await setUp(panel, Number(width), 720);
  await press(panel, "tab-messages");
  await leaveMessages(stage);
  const { messages } = await window.ask("voiceMail.page", { before: null, limit: 9 });
  await window.ask("voiceMail.hear", { messageId: messages[0]?.id ?? "" });
  await until(() => window.state().voiceMail.box?.fresh === 1, "one was heard");
  await inEachLook(stage, "messages");
}

async function inEachLook(stage: Stage, name: string, page = stage.panel): Promise<void> {
  for (const look of looks) {
    await wear(stage, look, page);
    await picture(page, name, look);
  }
}

async function picture(page: Page, name: string, { language, theme }: Look, fullPage = false): Promise<void> {
  await page.bringToFront();
  await holdStill(page, letters);
  await page.screenshot({ path: join(folder, `${name}-${theme}-${language}.png`), fullPage });
}
