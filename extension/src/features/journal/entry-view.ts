import { isMissed, type JournalEntry } from "@twp/shared/protocol/journal.ts";

/** What a line of the journal is marked with. */
export type Mark = "missed" | "incoming" | "outgoing";

export function markOf(entry: Pick<JournalEntry, "direction" | "end">): Mark {
  return isMissed(entry) ? "missed" : entry.direction;
}

/** How long the two spoke, in seconds; null where nobody answered. */
export function spokenSeconds({ answeredAt, endedAt }: Pick<JournalEntry, "answeredAt" | "endedAt">): number | null {
  return answeredAt === null ? null : Math.max(0, Math.round((endedAt - answeredAt) / 1000));
}

/** Midnight before that time, where the user is. */
function dayOf(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** The lines of each day, in the order they come. */
export function byDay(
  entries: readonly JournalEntry[],
): readonly Readonly<{ day: number; of: readonly JournalEntry[] }>[] {
  const days = new Map<number, JournalEntry[]>();
  for (const entry of entries) {
    const day = dayOf(entry.startedAt);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, of]) => ({ day, of }));
}

/** The user's own form of that language, where the browser speaks one: dates are written otherwise in each country. */
export function localeOf(language: string, spoken: readonly string[]): string {
  return spoken.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}

/** What a day is called: today and yesterday by these words, others by their date. */
export function dayName(day: number, now: number, locale: string): string {
  const ago = Math.round((dayOf(now) - day) / 86_400_000);
  if (ago === 0 || ago === 1)
    return capital(new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-ago, "day"));
  const sameYear = new Date(day).getFullYear() === new Date(now).getFullYear();
  const date: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  if (!sameYear) date.year = "numeric";
  return capital(new Intl.DateTimeFormat(locale, date).format(day));
}

export function timeOfDay(time: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(time);
}

function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
