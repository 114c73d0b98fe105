import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { RecordedCall } from "../recordings/recorded-call.tsx";
import { EntryFacts, EntryOrigin } from "./entry-line.tsx";
import { JournalList } from "./journal-list.tsx";

/** The calls with one person. */
export function LogOf({ desk, numbers }: { desk: Desk; numbers: readonly string[] }) {
  return (
    <div class="log" data-testid="log">
      <JournalList
        key={numbers.join("\n")}
        desk={desk}
        numbers={numbers}
        line={(entry) => (
          <div key={entry.id} class="log-line">
            <EntryFacts entry={entry} />
            <EntryOrigin entry={entry} />
            <RecordedCall entry={entry} desk={desk} />
          </div>
        )}
        empty={() => <p class="aid">{t("journal:none-with")}</p>}
      />
    </div>
  );
}
