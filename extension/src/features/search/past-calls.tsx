import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignalEffect, useComputed } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Empty } from "../../ui/banner.tsx";
import { History } from "../../ui/icons.ts";
import { EntryFacts, EntryOrigin } from "../journal/entry-line.tsx";
import { RecordedCall } from "../recordings/recorded-call.tsx";
import { JournalList } from "../journal/journal-list.tsx";
import { PersonRow } from "./people-row.tsx";
import { partyOf } from "./person-view.ts";

type Props = { desk: Desk; plan: DialPlan; during: Call | null };

/** Everybody's calls; one click calls back. Missed ones count as looked at while this is open. */
export function PastCalls({ desk, plan, during }: Props) {
  const unseen = useComputed(() => desk.state.value?.journal.unseen ?? 0);
  useSignalEffect(() => {
    if (unseen.value > 0) void desk.ask("journal.see", null);
  });
  return (
    <JournalList
      desk={desk}
      numbers={null}
      line={(entry) => (
        <PersonRow
          key={entry.id}
          person={partyOf(entry)}
          facts={<EntryFacts entry={entry} />}
          origin={
            <>
              <EntryOrigin entry={entry} />
              <RecordedCall entry={entry} desk={desk} />
            </>
          }
          desk={desk}
          plan={plan}
          during={during}
        />
      )}
      empty={(missedOnly) =>
        missedOnly ? (
          <Empty icon={History} title={t("journal:none-missed")} />
        ) : (
          <Empty icon={History} title={t("panel:empty.calls.title")}>
            {t("panel:empty.calls.text")}
          </Empty>
        )
      }
    />
  );
}
