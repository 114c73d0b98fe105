import type { ImapPlace } from "@twp/shared/protocol/voice-mail.ts";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBaresip } from "../peers/baresip.ts";
import { makeAuthority } from "../peers/certificates.ts";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startDovecot, type Dovecot } from "../peers/dovecot.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { toneFile } from "../peers/tone.ts";
import { extensionUrl, startChromium } from "./chromium.ts";
import { playsTone, press, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const sophie = { user: "5021", name: "Sophie Martin", tone: 700 } as const;
const stops: (() => unknown)[] = [];
let dovecot: Dovecot;
let stranger: Dovecot;
let window: Window;
let panel: Page;
let options: Page;
beforeAll(async () => {
  const scratch = await scratchFolder();
  const [company, others] = await Promise.all(["company", "others"].map((name) => makeAuthority(scratch.folder, name)));
  if (company === undefined || others === undefined) throw new Error("two authorities");
  dovecot = await startDovecot(await company.issue(["IP:127.0.0.1"]));
  stranger = await startDovecot(await others.issue(["IP:127.0.0.1"]));
  const kamailio = await startKamailio();
  const { port } = kamailio;
  stops.push(scratch.remove, dovecot.stop, stranger.stop, kamailio.stop);
  const companion = await startCompanion({ user: "alice", port, authorities: company.file });
  const [chromium, baresip] = [await startChromium(), await startBaresip({ ...sophie, port })];
  window = await openWindow(companion);
  stops.push(companion.stop, () => window.close(), chromium.stop, baresip.stop);
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
  options = await chromium.page(extensionUrl("options/options.html"));
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** A telephone system's mail with a tone of three seconds. */
function mail(subject: string): string {
  const sound = toneFile(sophie.tone, 3, 8000).toString("base64").replaceAll(/.{76}/gu, "$&\n");
  return [
    "From: PBX <pbx@uc.test>",
    "To: alice@uc.test",
    `Subject: ${subject}`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="part"',
    "",
    "--part",
    "Content-Type: text/plain",
    "",
    "You have a new message.",
    "--part",
    'Content-Type: audio/x-wav; name="msg0001.wav"',
    "Content-Transfer-Encoding: base64",
    'Content-Disposition: attachment; filename="msg0001.wav"',
    "",
    sound,
    "--part--",
    "",
  ].join("\n");
}

const place = (part: Partial<ImapPlace & { password: string }>): ImapPlace & { password: string } => ({
  host: "127.0.0.1",
  port: dovecot.ports.tls,
  security: "tls",
  user: "alice",
  folder: "",
  password: "pw-alice",
  ...part,
});
const fault = (): string | null | undefined => window.state().voiceMail.box?.fault;

/** Writes into a field of the mail server's form in place of what stood there. */
async function fill(name: string, text: string): Promise<void> {
  const field = `[name="imap-${name}"]`;
  await options.waitForSelector(field);
  await options.$eval(field, (each) => (each as HTMLInputElement).select());
  await options.focus(field);
  await options.keyboard.type(text);
}

describe("voice mail at a mail server", () => {
  it("is set in the preferences, which say whether it can be reached", async () => {
    await options.bringToFront();
    await (await options.waitForSelector('[data-testid="mail-server"] > summary'))?.click();
    await fill("host", "127.0.0.1");
    await fill("port", String(dovecot.ports.tls));
    await fill("user", "alice");
    await fill("password", "pw-alice");
    await options.keyboard.press("Enter");
    await shows(options, en("mail-server:holds_other", { count: "0" }));
    expect(window.state().voiceMail.imap).toEqual({
      host: "127.0.0.1",
      port: dovecot.ports.tls,
      security: "tls",
      user: "alice",
      folder: "",
    });
    await panel.bringToFront();
    await press(panel, "tab-messages");
    await shows(panel, en("voice-mail:empty.title"));
  });

  it("shows a message that comes in at once, with its caller and length, and no mail without a sound", async () => {
    await dovecot.deliver("From: Bob <bob@uc.test>\nSubject: Lunch?\n\nAt noon?\n");
    await dovecot.deliver(mail(`New message 1 in mailbox 100 from "${sophie.name}" <${sophie.user}>`));
    await shows(panel, sophie.name, "0:03", en("voice-mail:fresh"));
    expect(window.state().voiceMail.box).toMatchObject({ size: 1, fresh: 1 });
    await panel.waitForSelector('[data-testid="show-voice-mail"]');
  });

  it("plays it; then it is seen in every mail program", async () => {
    await press(panel, "play");
    await playsTone(panel, sophie.tone);
    await until(() => window.state().voiceMail.box?.fresh === 0, "it counts as heard");
    await hides(panel, en("voice-mail:fresh"));
  });

  it("calls back whoever left it", async () => {
    await press(panel, "call-back");
    await showsCall(panel, "active");
    expect(window.state().calls.map(({ peer }) => peer.number)).toEqual([sophie.user]);
    await leaveNoCall(window);
  });

  it("deletes it after a second word", async () => {
    await press(panel, "delete");
    await press(panel, "delete-sure");
    await until(() => window.state().voiceMail.box?.size === 0, "it is deleted");
    await shows(panel, en("voice-mail:empty.title"));
  });

  it("is reached by STARTTLS as well", async () => {
    await window.ask("voiceMail.useImap", place({ security: "starttls", port: dovecot.ports.starttls }));
    await until(() => fault() === null, "it is connected");
  });

  it.each([
    ["mailbox-refused", () => place({ password: "wrong" })],
    ["mailbox-folder", () => place({ folder: "Nowhere" })],
    ["mailbox-certificate", () => place({ port: stranger.ports.tls })],
    ["mailbox-certificate", () => place({ port: stranger.ports.starttls, security: "starttls" })],
    ["mailbox-unreachable", () => place({ port: 9 })],
  ] as const)("says %s where that is what is wrong", async (code, server) => {
    await window.ask("voiceMail.useImap", server());
    await until(() => fault() === code, `the fault is ${code}`);
    await shows(panel, en("voice-mail:failed.title"), en(`failures:${code}`));
    await shows(options, en(`failures:${code}`));
  });

  it("is well again with the right password, and by itself when a server that went comes back", async () => {
    await window.ask("voiceMail.useImap", place({ password: "wrong" }));
    await until(() => fault() === "mailbox-refused", "the password is refused");
    await window.ask("voiceMail.useImap", place({}));
    await until(() => fault() === null, "it is connected");
    await hides(panel, en("voice-mail:failed.title"));
    await dovecot.pause();
    await until(() => fault() === "mailbox-unreachable", "the server has gone");
    await shows(panel, en("voice-mail:failed.title"));
    await dovecot.resume();
    await until(() => fault() === null, "it is back");
    await hides(panel, en("voice-mail:failed.title"));
  });

  it("is there no more once no mail server is used", async () => {
    await options.bringToFront();
    await press(options, "leave-mail-server");
    await until(() => window.state().voiceMail.box === null, "no mailbox is listed");
    await panel.waitForSelector('[data-testid="tab-messages"]', { hidden: true });
  });
});
