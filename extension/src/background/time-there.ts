import { isNight, type TimesThere } from "@twp/shared/dialling/local-time.ts";
import { timeText } from "../features/guard/guard-view.ts";
import type { KnownNumber } from "../content/message.ts";
import { t } from "../texts.ts";

/** The time of day where a number rings, where it is another than here: from the earliest to the latest place. */
export function timeThere(there: TimesThere | null, here: number, locale: string): KnownNumber["there"] {
  if (there === null || (there.from === here && there.to === here)) return null;
  const isLate = isNight(there);
  const [from, to] = [timeText(there.from, locale), timeText(there.to, locale)];
  const text = from === to ? t("marks:card.time", { from }) : t("marks:card.time-between", { from, to });
  return { text: isLate ? `${text} ${t("marks:card.late")}` : text, isLate };
}

/** Minutes since midnight on this computer's clock. */
export function minutesOf(now: Date): number {
  return now.getHours() * 60 + now.getMinutes();
}
