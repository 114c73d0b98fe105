import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeAuthority, type Authority } from "../peers/certificates.ts";
import { openWindow, startCompanion, type CompanionProcess, type Window } from "../peers/companion.ts";
import { startWideKamailio, type WideKamailio } from "../peers/kamailio.ts";
import { scratchFolder } from "../peers/process.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { hides, shows, wordsIn } from "./words.ts";

const fr = wordsIn("fr");

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let authority: Authority;
let kamailio: WideKamailio;
let companion: CompanionProcess;
let window: Window;
let chromium: Chromium;
let options: Page;
let panel: Page;
beforeAll(async () => {
  scratch = await scratchFolder();
  authority = await makeAuthority(scratch.folder, "company");
  kamailio = await startWideKamailio(await authority.issue(["IP:127.0.0.1"]));
  [companion, chromium] = await Promise.all([startCompanion(), startChromium({ language: "fr" })]);
  window = await openWindow(companion);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
  options = await chromium.page(extensionUrl("options/options.html"));
  await options.bringToFront();
  await options.waitForSelector('[name="domain"]');
});
afterAll(async () => {
  await chromium.stop();
  window.close();
  await companion.stop();
  await kamailio.stop();
  await scratch.remove();
});

/** Writes into a field of the form in place of what stood there. */
async function fill(name: string, text: string): Promise<void> {
  await options.waitForSelector(`[name="${name}"]`);
  await options.$eval(`[name="${name}"]`, (field) => (field as HTMLInputElement).select());
  await options.focus(`[name="${name}"]`);
  if (text === "") await options.keyboard.press("Backspace");
  else await options.keyboard.type(text);
}

const save = (): Promise<void> => options.$eval("#account form", (form) => form.requestSubmit());
const isOpen = (): Promise<boolean> => options.$eval("#account details", ({ open }) => open);
const transport = (): Promise<string> => options.$eval("#account select", ({ value }) => value);

describe("the account's form", () => {
  it("leaves the transport to the DNS, and hides what few accounts need", async () => {
    expect([await transport(), await isOpen()]).toEqual(["auto", false]);
    await shows(
      options,
      fr("account-form:advanced"),
      fr("account-form:aid.servers"),
      fr("account-form:transport.auto"),
    );
  });

  it("says which field is wrong", async () => {
    await fill("user", "alice");
    await fill("password", "pw-alice");
    await fill("domain", "uc.test");
    await fill("servers", "a.test, b.test:sip");
    await save();
    await shows(options, fr("account-form:wrong.servers"));
  });

  it("says in plain words why an encrypted line is not registered, there and in the panel, and what to do", async () => {
    await fill("servers", `127.0.0.1:${kamailio.tlsPort}`);
    await options.select("#account select", "tls");
    await save();
    const reason = fr("account:reason.certificate-untrusted");
    await shows(options, reason);
    await shows(panel, fr("account:unregistered"), reason);
  });

  it("registers once the company's authority is named, over the server that answers", async () => {
    await options.$eval("#account details", (details) => (details.open = true));
    await fill("authorities", authority.file);
    await fill("servers", `127.0.0.1:9, 127.0.0.1:${kamailio.tlsPort}`);
    await save();
    const backup = fr("account:backup", { server: `127.0.0.1:${kamailio.tlsPort}` });
    await shows(options, fr("account:line.registered"), backup);
    await hides(panel, fr("account:unregistered"));
    const { servers, transport: chosen, authorities } = window.state().account;
    expect({ servers, chosen, authorities }).toEqual({
      servers: ["127.0.0.1:9", `127.0.0.1:${kamailio.tlsPort}`],
      chosen: "tls",
      authorities: authority.file,
    });
  });

  it("shows at the next visit what was set, with the advanced part open, and no secret", async () => {
    await options.reload();
    await options.waitForSelector('[name="servers"]');
    expect([await transport(), await isOpen()]).toEqual(["tls", true]);
    const values = await options.$$eval("#account input", (fields) => fields.map(({ name, value }) => [name, value]));
    expect(Object.fromEntries(values)).toMatchObject({
      servers: `127.0.0.1:9, 127.0.0.1:${kamailio.tlsPort}`,
      authorities: authority.file,
      password: "",
      engineSecret: "",
    });
  });

  it("says that a drachtio-server is not there, and returns to the built-in engine when the field is emptied", async () => {
    await fill("engine", "drachtio://127.0.0.1:9");
    await fill("engineSecret", "a secret");
    await save();
    await shows(options, fr("account:reason.engine-unreachable"));
    await fill("engine", "");
    await save();
    await shows(options, fr("account:line.registered"));
  });
});
