import type { SourceKind } from "../protocol/guard.ts";
import type { GuardReason, Settings } from "../protocol/settings.ts";
import type { Charge } from "./charge.ts";
import { isNight, type TimesThere } from "./local-time.ts";

/** What is known of a number before it is called. */
export type NumberFacts = Readonly<{
  emergency: boolean;
  charge: Charge | null;
  foreign: boolean;
  /** What time it may be where it rings; null where nobody knows, or where it is the user's own. */
  there: TimesThere | null;
}>;

/** Of a number inside, or one that nothing is known of. */
export const harmless: NumberFacts = { emergency: false, charge: null, foreign: false, there: null };

/** What becomes of a call before it begins: it is asked, for these reasons or for where it comes from, or waits so many seconds, or neither. */
export type Guarding = Readonly<{ asks: boolean; reasons: readonly GuardReason[]; delay: number }>;

/** Where one slip calls somebody. Whoever types, or presses a button that bears the number, has meant it. */
const slips: Readonly<Record<SourceKind, boolean>> = {
  panel: false,
  welcome: false,
  notification: false,
  clipboard: false,
  command: true,
  page: true,
  selection: true,
  drop: true,
  "address-bar": true,
  hotkey: true,
  link: true,
};

/**
 * Decides whether a call is asked for first, or can be stopped for a while. Nothing ever delays an emergency call but its one question. What
 * another application hands over is always asked: nobody here has seen what was clicked there.
 */
export function guardCall(
  facts: NumberFacts,
  { dialDelay, askBefore }: Pick<Settings, "dialDelay" | "askBefore">,
  source: SourceKind,
): Guarding {
  const reasons = reasonsOf(facts).filter((reason) => askBefore.includes(reason));
  const asks = reasons.length > 0 || source === "link";
  const waits = !asks && !facts.emergency && slips[source];
  return { asks, reasons, delay: waits ? dialDelay : 0 };
}

/** Everything that speaks for a question before such a number is called. */
export function reasonsOf({ emergency, charge, foreign, there }: NumberFacts): readonly GuardReason[] {
  if (emergency) return ["emergency"];
  return [
    ...(charge === null ? [] : [charge]),
    ...(foreign ? (["foreign"] as const) : []),
    ...(there !== null && isNight(there) ? (["night"] as const) : []),
  ];
}
