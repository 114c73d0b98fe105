import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Baresip } from "../peers/baresip.ts";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { kamailioDomain } from "../peers/kamailio.ts";
import { startLinphone, type Linphone } from "../peers/linphone.ts";
import { until } from "../peers/process.ts";
import { phoneHears } from "../peers/speaking-phone.ts";
import { loudnessOnTheWire, startWiretap, type Wiretap } from "../peers/wiretap.ts";
import type { Chromium } from "./chromium.ts";
import { ours, startOverTls, type OverTls } from "./over-tls.ts";
import { dial, hearsTone, hearsTones, press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

/** By their numbers, the tones they speak and how they encrypt them. */
const keyed = { user: "5051", tone: 700, encryption: "srtp-mand", mostCalls: 2 } as const;
const shaking = { user: "5052", tone: 1100, encryption: "dtls_srtp", mostCalls: 2 } as const;
const open = { user: "5053", tone: 1700 } as const;
const linphones = { srtp: { user: "5054", tone: 900 }, dtls: { user: "5055", tone: 1300 } } as const;
const en = wordsIn("en");

const stops: (() => unknown)[] = [];
let overTls: OverTls;
let phones: Record<"keyed" | "shaking" | "open", Baresip>;
let wire: Wiretap;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  overTls = await startOverTls(stops);
  ({ window, chromium, panel } = overTls);
  const { phone } = overTls;
  phones = { keyed: await phone(keyed), shaking: await phone(shaking), open: await phone(open) };
  wire = await startWiretap();
  stops.push(wire.stop);
});
afterEach(async () => {
  await leaveNoCall(window);
  await window.ask("settings.change", { encryption: "offered" });
  for (const phone of Object.values(phones)) phone.command("hangupall");
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

type Other = Readonly<{ user: string; tone: number }>;

const calls = () => window.state().calls;
const states = (): string =>
  calls()
    .map(({ state }) => state)
    .join();
const secured = (): (string | null)[] => calls().map((call) => call.secured);
const weHear = async ({ tone }: Other): Promise<void> => hearsTone(await chromium.soundPage(), tone);

/** Calls somebody; we hear them. */
async function reach(other: Other): Promise<void> {
  await dial(panel, other.user);
  await until(() => calls().at(-1)?.state === "active", `${other.user} answers`);
  await weHear(other);
}

/** Calls somebody; both hear each other. */
async function speakWith(other: Other, phone: Baresip): Promise<void> {
  await reach(other);
  await phoneHears(phone, [ours], [2300]);
}

/** Waits until as much of the last call has come as a recording of it needs to be judged: two seconds. */
function muchHasCome(): Promise<unknown> {
  const before = calls().at(-1)?.quality?.received ?? 0;
  return until(() => (calls().at(-1)?.quality?.received ?? 0) > before + 100, "two seconds have come");
}

/** Both tones as loud as whoever taps the wire hears them. */
function tapped(...tones: readonly number[]): readonly number[] {
  const seen = wire.since();
  return tones.map((tone) => loudnessOnTheWire(seen, tone));
}

describe("whoever taps the wire", () => {
  it("hears both of a call in the clear", async () => {
    wire.since();
    await speakWith(open, phones.open);
    for (const loudness of tapped(ours, open.tone)) expect(loudness).toBeGreaterThan(0.1);
  });

  it.each([
    ["in the messages", keyed, "keyed", "to-server"],
    ["by a handshake", shaking, "shaking", "between-telephones"],
  ] as const)(
    "hears nobody of a call whose keys come %s, from its first packet to its last",
    async (_, other, name, how) => {
      wire.since();
      await speakWith(other, phones[name]);
      await press(panel, "hold");
      await showsCall(panel, "held");
      await press(panel, "resume");
      await showsCall(panel, "active");
      await weHear(other);
      expect(secured()).toEqual([...secured().slice(0, -1), how]);
      await press(panel, "hang-up");
      for (const loudness of tapped(ours, other.tone)) expect(loudness).toBeLessThan(0.04);
    },
  );
});

describe("linphonec", () => {
  it.each(["called", "calling"] as const)(
    "that encrypts by keys in its messages, %s, hears us and is heard",
    async (way) => {
      await talkWithLinphone("srtp", way, "to-server");
    },
  );

  it("that encrypts by a handshake, calling, hears us and is heard", async () => {
    await talkWithLinphone("dtls", "calling", "between-telephones");
  });

  async function talkWithLinphone(encryption: "srtp" | "dtls", way: "called" | "calling", how: string): Promise<void> {
    await window.ask("settings.change", { encryption: "required" });
    const other = linphones[encryption];
    const phone = await startLinphone(other.user, overTls.port, { encryption, tone: other.tone });
    try {
      if (way === "called") await reach(other);
      else await answer(phone, other);
      await until(() => secured().at(-1) === how, `the lock says ${how}, not ${secured().at(-1)}`);
      await muchHasCome();
      await press(panel, "hang-up");
      await phoneHears(phone, [ours], [2300]);
    } finally {
      await phone.stop();
    }
  }

  async function answer(phone: Linphone, other: Other): Promise<void> {
    phone.command(`call sip:alice@${kamailioDomain}`);
    await showsCall(panel, "offered");
    await press(panel, "answer");
    await showsCall(panel, "active");
    await weHear(other);
  }
});

describe("two calls, each by its own keys", () => {
  /** The first waits; the second speaks. */
  async function consult(): Promise<void> {
    await speakWith(keyed, phones.keyed);
    await dial(panel, shaking.user);
    await until(() => states().endsWith("held,active"), "the first waits");
    await weHear(shaking);
    await until(() => secured().slice(-2).join() === "to-server,between-telephones", "both locks are closed");
  }

  it("are swapped as often as one likes", async () => {
    await consult();
    for (const other of [keyed, shaking, keyed]) {
      await press(panel, "swap");
      await weHear(other);
    }
    expect(secured().slice(-2)).toEqual(["to-server", "between-telephones"]);
  });

  it("are one conference, in which each hears the two others and the wire nobody", async () => {
    const { user, tone } = linphones.srtp;
    await window.ask("settings.change", { encryption: "required" });
    // A baresip that was put on hold records no more.
    const first = await startLinphone(user, overTls.port, { encryption: "srtp", tone });
    try {
      await reach({ user, tone });
      await speakWith(shaking, phones.shaking);
      await press(panel, "conference-begin");
      await until(() => states().endsWith("active,active"), "both are in it");
      await until(() => secured().slice(-2).join() === "to-server,between-telephones", "both locks are closed");
      wire.since();
      await hearsTones(await chromium.soundPage(), [tone, shaking.tone], ours);
      await phoneHears(phones.shaking, [ours, tone], [shaking.tone]);
      await muchHasCome();
      await press(panel, "conference-hang-up");
      await phoneHears(first, [ours, shaking.tone], [tone]);
      for (const loudness of tapped(ours, tone, shaking.tone)) expect(loudness).toBeLessThan(0.04);
    } finally {
      await first.stop();
    }
  });

  it("are transferred to each other, and we are out of it", async () => {
    const third = await overTls.phone({ ...keyed, user: "5056", tone: 1500 });
    await speakWith(keyed, phones.keyed);
    await dial(panel, third.user);
    await until(() => states().endsWith("held,active"), "the first waits");
    await press(panel, "hang-up-and-transfer");
    await until(
      () =>
        calls()
          .slice(-2)
          .every(({ end }) => end === "transferred"),
      "both are transferred",
    );
    await shows(panel, en("calls:end.transferred"));
    await phoneHears(third, [keyed.tone], [ours]);
  });
});
