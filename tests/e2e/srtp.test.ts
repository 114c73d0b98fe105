import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Baresip } from "../peers/baresip.ts";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { kamailioDomain } from "../peers/kamailio.ts";
import { until } from "../peers/process.ts";
import { channel } from "../peers/recorded.ts";
import { phoneHears } from "../peers/speaking-phone.ts";
import { usualAmplitudeOf } from "../peers/tone.ts";
import type { Chromium } from "./chromium.ts";
import { ours, startOverTls } from "./over-tls.ts";
import { dial, hearsTone, press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

/** Who encrypts where the other side can, who always does, and who never does. */
const willing = { user: "5041", tone: 700, encryption: "srtp" } as const;
const strict = { user: "5042", tone: 1100, encryption: "srtp-mand" } as const;
const shaking = { user: "5044", tone: 900, encryption: "dtls_srtp" } as const;
const plain = { user: "5043", tone: 1700 } as const;
const en = wordsIn("en");

const stops: (() => unknown)[] = [];
let phones: Record<"willing" | "strict" | "shaking" | "plain", Baresip>;
let home: string;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  const started = await startOverTls(stops);
  ({ home, window, chromium, panel } = started);
  phones = {
    willing: await started.phone(willing),
    strict: await started.phone(strict),
    shaking: await started.phone(shaking),
    plain: await started.phone(plain),
  };
});
afterEach(async () => {
  await leaveNoCall(window);
  await window.ask("settings.change", { encryption: "offered" });
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const secured = (): string | null | undefined => window.state().calls.at(-1)?.secured;

/** Both hear each other, though what travels is encrypted or not as the card says. */
async function speakWith(
  { user, tone }: typeof willing | typeof strict | typeof shaking | typeof plain,
  phone: Baresip,
): Promise<void> {
  await dial(panel, user);
  await showsCall(panel, "active");
  await hearsTone(await chromium.soundPage(), tone);
  await phoneHears(phone, [ours], [2300]);
}

describe("over TLS", () => {
  it("a peer that can is spoken with encrypted, also after a hold, and the lock says so", async () => {
    await speakWith(willing, phones.willing);
    expect(secured()).toBe("to-server");
    await shows(panel, en("calls:secrecy.to-server"));
    await (await panel.waitForSelector('[data-testid="secrecy"] > summary'))?.click();
    await shows(panel, en("calls:secrecy.means.to-server"));
    await press(panel, "hold");
    await showsCall(panel, "held");
    await press(panel, "resume");
    await showsCall(panel, "active");
    await hearsTone(await chromium.soundPage(), willing.tone);
    expect(secured()).toBe("to-server");
  });

  it("a call that is encrypted is recorded as it is heard", async () => {
    await window.ask("settings.change", { recordingConsent: "shown", recordingBeep: false });
    await speakWith(strict, phones.strict);
    expect(secured()).toBe("to-server");
    await press(panel, "record");
    await press(panel, "agreed");
    const folder = join(home, "recordings");
    const kept = await until(async () => {
      const name = (await readdir(folder)).find((each) => each.endsWith(".wav"));
      if (name === undefined) return null;
      const ears = await Promise.all([channel(join(folder, name), 0), channel(join(folder, name), 1)]);
      return ears.every(({ rate, samples }) => samples.length > 2 * rate) ? ears : null;
    }, "two seconds are kept");
    await press(panel, "recording-stop");
    const [ownEar, otherEar] = kept;
    if (ownEar === undefined || otherEar === undefined) throw new Error("a recording has two ears");
    expect(usualAmplitudeOf(ownEar, ours, 0.5, 1)).toBeGreaterThan(0.1);
    expect(usualAmplitudeOf(ownEar, strict.tone, 0.5, 1)).toBeLessThan(0.01);
    expect(usualAmplitudeOf(otherEar, strict.tone, 0.5, 1)).toBeGreaterThan(0.1);
    expect(usualAmplitudeOf(otherEar, ours, 0.5, 1)).toBeLessThan(0.01);
  });

  it("a peer that ignores the keys is spoken with openly, and the lock is open", async () => {
    await speakWith(plain, phones.plain);
    expect(secured()).toBe("no");
    await shows(panel, en("calls:secrecy.no"));
  });

  it("a peer that insists, and refuses an offer of both, is spoken with encrypted all the same", async () => {
    await speakWith(strict, phones.strict);
    expect(secured()).toBe("to-server");
  });

  it("a caller that insists is answered, encrypted", async () => {
    phones.strict.command("dial", `sip:alice@${kamailioDomain}`);
    await showsCall(panel, "offered");
    await press(panel, "answer");
    await showsCall(panel, "active");
    await hearsTone(await chromium.soundPage(), strict.tone);
    expect(secured()).toBe("to-server");
  });
});

describe("a telephone that makes keys of its own", () => {
  it("is spoken with by a handshake, also after a hold, and the lock says so", async () => {
    await speakWith(shaking, phones.shaking);
    await until(() => secured() === "between-telephones", "the lock closes");
    await shows(panel, en("calls:secrecy.between-telephones"));
    await (await panel.waitForSelector('[data-testid="secrecy"] > summary'))?.click();
    await shows(panel, en("calls:secrecy.means.between-telephones"));
    await press(panel, "hold");
    await showsCall(panel, "held");
    await press(panel, "resume");
    await showsCall(panel, "active");
    await hearsTone(await chromium.soundPage(), shaking.tone);
    expect(secured()).toBe("between-telephones");
  });

  it("is answered", async () => {
    phones.shaking.command("dial", `sip:alice@${kamailioDomain}`);
    await showsCall(panel, "offered");
    await press(panel, "answer");
    await showsCall(panel, "active");
    await until(() => secured() === "between-telephones", "the lock closes");
    await phoneHears(phones.shaking, [ours], [2300]);
  });

  it("is spoken with where encryption is required", async () => {
    await window.ask("settings.change", { encryption: "required" });
    await speakWith(shaking, phones.shaking);
    expect(secured()).toBe("between-telephones");
  });
});

describe("where encryption is required", () => {
  it("a peer that can is spoken with", async () => {
    await window.ask("settings.change", { encryption: "required" });
    await speakWith(willing, phones.willing);
    expect(secured()).toBe("to-server");
  });

  it("a peer that insists is spoken with", async () => {
    await window.ask("settings.change", { encryption: "required" });
    await speakWith(strict, phones.strict);
    expect(secured()).toBe("to-server");
  });

  it("a call to a peer that cannot ends, and the card says why", async () => {
    await window.ask("settings.change", { encryption: "required" });
    await dial(panel, plain.user);
    await until(() => window.state().calls.at(-1)?.end === "not-encrypted", "the call ends");
    await shows(panel, en("calls:end.not-encrypted"));
  });

  it("a caller that cannot is refused before it rings", async () => {
    await window.ask("settings.change", { encryption: "required" });
    const before = phones.plain.peer.output().length;
    phones.plain.command("dial", `sip:alice@${kamailioDomain}`);
    await until(() => window.state().calls.at(-1)?.end === "not-encrypted", "the caller is refused");
    await until(() => phones.plain.peer.output().slice(before).includes("SIP/2.0 488"), "it hears 488");
    expect(phones.plain.peer.output().slice(before)).not.toContain("SIP/2.0 180");
  });
});
