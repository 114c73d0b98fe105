import type { JournalEntry } from "@twp/shared/protocol/journal.ts";
import { useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Desk } from "../../companion/desk.ts";
import { language, t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { usePages } from "../asked-pages.ts";
import { byDay, dayName, localeOf } from "./entry-view.ts";

type Props = {
  desk: Desk;
  /** Whose calls, for as long as the list stands; null for everybody's. */
  numbers: readonly string[] | null;
  line: (entry: JournalEntry) => ComponentChildren;
  /** What stands where there is no call. */
  empty: (missedOnly: boolean) => ComponentChildren;
};

/** The calls that are over, by day, the last first; all of them or the missed ones. */
export function JournalList({ desk, numbers, line, empty }: Props) {
  const missedOnly = useSignal(false);
  const version = useComputed(() => {
    const state = desk.state.value;
    return `${state?.journal.size} ${state?.contacts.changes} ${state?.recordings.changes} ${missedOnly.value}`;
  });
  const { rows, more } = usePages<JournalEntry>(version, async (before, limit) => {
    const page = await desk.ask("journal.page", {
      numbers: numbers === null ? null : [...numbers],
      missedOnly: missedOnly.peek(),
      before,
      limit,
    });
    return page === "failed" ? page : { rows: page.entries, next: page.next };
  });
  if (rows === null) return null;
  const locale = localeOf(language.value, navigator.languages);
  return (
    <section class="rows" aria-label={t("journal:label")} data-testid="journal">
      {numbers === null && (rows.length > 0 || missedOnly.value) && (
        <div class="filter">
          <Button
            small
            data-testid="missed-only"
            aria-pressed={missedOnly.value}
            onClick={() => void (missedOnly.value = !missedOnly.value)}
          >
            {t("journal:missed-only")}
          </Button>
        </div>
      )}
      {rows.length === 0 && empty(missedOnly.value)}
      {byDay(rows).map(({ day, of }) => (
        <div key={day} role="group" aria-label={dayName(day, Date.now(), locale)}>
          <h3>{dayName(day, Date.now(), locale)}</h3>
          {of.map(line)}
        </div>
      ))}
      {more !== null && (
        <Button small data-testid="more-calls" onClick={() => void more()}>
          {t("journal:more")}
        </Button>
      )}
    </section>
  );
}
