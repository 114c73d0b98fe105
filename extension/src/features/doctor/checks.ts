import type { Examination, Registration, State } from "@twp/shared/protocol/index.ts";
import type { Link } from "../../companion/companion.ts";
import type { TextKey } from "../../texts.ts";

/** What is looked at, in the order in which one thing stands on the other. */
export const checkNames = [
  "companion",
  "line",
  "clock",
  "sound-engine",
  "sound-page",
  "microphone",
  "ring",
  "files",
] as const;
export type CheckName = (typeof checkNames)[number];

/** What was found, and in which words; `unknown` where what it stands on is missing. */
export type Finding = Readonly<{
  verdict: "ok" | "warn" | "bad" | "unknown";
  text: TextKey;
  values?: Readonly<Record<string, string | number>>;
}>;

export type Check = Finding & Readonly<{ name: CheckName }>;

/** What the page knows. */
export type Known = Readonly<{
  link: Link;
  state: State | null;
  examination: Examination | null;
  microphone: PermissionState | "unknown";
  /** Devices that are chosen and not plugged in, by their names. */
  missing: Readonly<{ ring: string | null; microphone: string | null }>;
}>;

/** The clocks of two computers may differ by so many seconds before certificates and passwords suffer. */
const tolerable = 60;

/** Every check with what was found. */
export function checksOf(known: Known): readonly Check[] {
  return checkNames.map((name) => Object.assign({ name }, looks[name](known)));
}

const unknown: Finding = { verdict: "unknown", text: "doctor:unknown" };

const looks: Readonly<Record<CheckName, (known: Known) => Finding>> = {
  companion({ link, examination }) {
    if (link.state !== "ready") return { verdict: "bad", text: `doctor:companion.${link.state}` };
    if (examination === null) return unknown;
    const { version, system } = examination;
    return { verdict: "ok", text: "doctor:companion.ready", values: { version, system } };
  },
  line({ link, state }) {
    return link.state !== "ready" || state === null ? unknown : lineFinding(state.account.registration);
  },
  clock({ examination }) {
    if (examination === null) return unknown;
    const { clockAhead: ahead } = examination;
    if (ahead === null) return { verdict: "unknown", text: "doctor:clock.untold" };
    const values = { seconds: Math.abs(ahead) };
    if (Math.abs(ahead) <= tolerable) return { verdict: "ok", text: "doctor:clock.right" };
    return { verdict: "bad", text: ahead > 0 ? "doctor:clock.behind" : "doctor:clock.ahead", values };
  },
  "sound-engine"({ examination }) {
    if (examination === null) return unknown;
    if (examination.codecs.length === 0) return { verdict: "bad", text: "doctor:sound-engine.none" };
    return { verdict: "ok", text: "doctor:sound-engine.offers", values: { codecs: examination.codecs.join(", ") } };
  },
  "sound-page"({ link, state }) {
    if (link.state !== "ready" || state === null) return unknown;
    const { browser } = state.sounds;
    if (browser === null) return { verdict: "bad", text: "doctor:sound-page.nowhere" };
    if (browser.id === link.browser) return { verdict: "ok", text: "doctor:sound-page.here" };
    return { verdict: "ok", text: "doctor:sound-page.elsewhere", values: { browser: browser.name } };
  },
  microphone({ microphone, missing }) {
    if (microphone === "denied") return { verdict: "bad", text: "sounds:refused.how" };
    if (missing.microphone !== null) return away(missing.microphone);
    if (microphone !== "granted") return { verdict: "warn", text: "sounds:unasked.title" };
    return { verdict: "ok", text: "sounds:access.granted" };
  },
  ring({ missing, state }) {
    if (missing.ring !== null) return away(missing.ring);
    const quiet = state?.settings.values.doNotDisturb === true;
    return quiet ? { verdict: "warn", text: "doctor:ring.quiet" } : { verdict: "ok", text: "doctor:ring.fine" };
  },
  files({ state }) {
    if (state === null) return unknown;
    const fine = state.settings.notices.length === 0;
    return fine ? { verdict: "ok", text: "doctor:files.fine" } : { verdict: "warn", text: "doctor:files.notices" };
  },
};

function away(name: string): Finding {
  return { verdict: "warn", text: "sounds:missing-device.title", values: { name } };
}

function lineFinding(registration: Registration): Finding {
  switch (registration.state) {
    case "registered":
      return { verdict: "ok", text: "doctor:line.registered" };
    case "none":
      return { verdict: "bad", text: "account:missing.title" };
    case "registering":
      return { verdict: "warn", text: "doctor:line.registering" };
    case "waiting":
    case "refused":
      return { verdict: "bad", text: `account:reason.${registration.reason}` };
  }
}
