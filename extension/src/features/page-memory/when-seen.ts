import { dayName, timeOfDay } from "../journal/entry-view.ts";

/** When something was seen: the hour of today, else the day. */
export function whenSeen(time: number, now: number, locale: string): string {
  const [day, today] = [time, now].map((each) => new Date(each).setHours(0, 0, 0, 0));
  return day === today ? timeOfDay(time, locale) : dayName(day ?? time, now, locale);
}
