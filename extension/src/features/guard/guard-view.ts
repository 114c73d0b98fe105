import type { HourThere, WaitingCall } from "@twp/shared/protocol/guard.ts";
import type { GuardReason } from "@twp/shared/protocol/settings.ts";
import { t, type TextKey } from "../../texts.ts";

/** Where a call that waits stands: it is asked about, its countdown runs, or it could not be called. */
export type Standing = "asks" | "counts" | "failed";

export function standingOf({ until, failed }: Pick<WaitingCall, "until" | "failed">): Standing {
  if (failed !== null) return "failed";
  return until === null ? "asks" : "counts";
}

/** The words of its main button. */
export const callText = {
  asks: "guard:call",
  counts: "guard:now",
  failed: "guard:again",
} as const satisfies Record<Standing, TextKey>;

/** Whole seconds that are left, one at least. */
export function secondsLeft(until: number | null, now: number): number {
  return Math.max(1, Math.ceil(((until ?? now) - now) / 1000));
}

/** What the user should know before the call, a sentence each: why it could not be called, else why it is asked. */
export function whyText({ reasons, there, failed, source }: WaitingCall, locale: string): readonly string[] {
  if (failed !== null) return [t(`failures:${failed}`)];
  const origin = source === "link" ? [t("guard:from-link")] : [];
  return [...origin, ...reasons.map((reason) => reasonText(reason, there, locale))];
}

function reasonText(reason: GuardReason, there: HourThere | null, locale: string): string {
  if (reason !== "night" || there === null) return t(`guard:reason.${reason}`);
  const [from, to] = [timeText(there.from, locale), timeText(there.to, locale)];
  return from === to ? t("guard:reason.night", { from }) : t("guard:night-between", { from, to });
}

/** Minutes since midnight as a clock shows them in that language. */
export function timeText(minutes: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" }).format(minutes * 60_000);
}

/** What is said of it to those who listen, once: a countdown that is read aloud each second would hide everything else. */
export function saidOf(waiting: WaitingCall, name: string, locale: string): string {
  const standing = standingOf(waiting);
  const first = standing === "counts" ? t("guard:counts-said", { name }) : t(`guard:${standing}`, { name });
  return [first, ...whyText(waiting, locale)].join(" ");
}
