import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Person } from "@twp/shared/protocol/search.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Empty } from "../../ui/banner.tsx";
import { SearchX } from "../../ui/icons.ts";
import { PersonRow } from "./people-row.tsx";

type Props = { people: readonly Person[] | null; desk: Desk; plan: DialPlan; during: Call | null };

/** Who was found, the best first. */
export function PeopleFound({ people, desk, plan, during }: Props) {
  if (people === null) return null;
  if (people.length === 0) return <Empty icon={SearchX} title={t("panel:empty.search")} />;
  return (
    <section class="rows" aria-label={t("search:results")} data-testid="found">
      {people.map((person) => (
        <PersonRow
          key={`${person.contactId ?? ""} ${person.numbers.join(" ")}`}
          person={person}
          desk={desk}
          plan={plan}
          during={during}
        />
      ))}
    </section>
  );
}
