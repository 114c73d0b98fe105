import type { JournalEntry } from "@twp/shared/protocol/journal.ts";
import { language, t } from "../../texts.ts";
import { Icon } from "../../ui/icon.tsx";
import { CircleDot, PhoneIncoming, PhoneMissed, PhoneOutgoing } from "../../ui/icons.ts";
import { clock } from "../calls/call-view.ts";
import { FromPage } from "../page-memory/from-page.tsx";
import { localeOf, markOf, spokenSeconds, timeOfDay } from "./entry-view.ts";

const marks = { missed: PhoneMissed, incoming: PhoneIncoming, outgoing: PhoneOutgoing } as const;

/** Which way a call went, when, and how long or how it ended. */
export function EntryFacts({ entry }: { entry: JournalEntry }) {
  const mark = markOf(entry);
  const seconds = spokenSeconds(entry);
  const time = timeOfDay(entry.startedAt, localeOf(language.value, navigator.languages));
  const how = mark === "missed" ? t("journal:missed") : seconds === null ? t(`calls:end.${entry.end}`) : clock(seconds);
  return (
    <span class={mark === "missed" ? "facts bad" : "facts"} data-testid={`entry-${mark}`}>
      <Icon node={marks[mark]} size={13} />
      <span>
        <time dateTime={new Date(entry.startedAt).toISOString()}>{time}</time> · {how}
      </span>
      {entry.recordings.length > 0 && (
        <span class="recorded-sign" role="img" aria-label={t("journal:recorded")} title={t("journal:recorded")}>
          <Icon node={CircleDot} size={13} />
        </span>
      )}
    </span>
  );
}

/** The rest of what is known of a call: who sent it on, and the page it was made from, with the words around its number. */
export function EntryOrigin({ entry: { redirectedBy, source } }: { entry: JournalEntry }) {
  return (
    <>
      {redirectedBy !== null && (
        <p class="aid">{t("calls:redirected-by", { name: redirectedBy.name || redirectedBy.number })}</p>
      )}
      <FromPage source={source} look="aid" />
    </>
  );
}
