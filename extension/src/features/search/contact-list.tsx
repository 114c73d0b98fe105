import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Person } from "@twp/shared/protocol/search.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Empty } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { UserPlus, Users } from "../../ui/icons.ts";
import { usePages } from "../asked-pages.ts";
import { ContactForm } from "../contacts/contact-form.tsx";
import { useContactChanges } from "./contact-changes.ts";
import { PersonRow } from "./people-row.tsx";
import { personOf } from "./person-view.ts";

type Props = { desk: Desk; plan: DialPlan; during: Call | null };

/** The user's contacts by name, and the way to write down another one. */
export function ContactList({ desk, plan, during }: Props) {
  const writing = useSignal(false);
  const { rows, more } = usePages<Person>(useContactChanges(desk), async (from, limit) => {
    const skip = from ?? 0;
    const page = await desk.ask("contacts.page", { skip, limit });
    if (page === "failed") return page;
    const next = page.contacts.length < limit ? null : skip + limit;
    return { rows: page.contacts.map(personOf), next };
  });
  if (rows === null) return null;
  return (
    <section class="rows" aria-label={t("contacts:label")} data-testid="contacts">
      {writing.value ? (
        <ContactForm
          desk={desk}
          draft={{ id: null, name: "", company: "", numbers: [] }}
          close={() => void (writing.value = false)}
        />
      ) : (
        <div class="filter">
          <Button
            small
            icon={UserPlus}
            data-testid="new-contact"
            data-opens
            onClick={() => void (writing.value = true)}
          >
            {t("contacts:new")}
          </Button>
        </div>
      )}
      {rows.length === 0 && !writing.value && (
        <Empty icon={Users} title={t("panel:empty.contacts.title")}>
          {t("panel:empty.contacts.text")}
        </Empty>
      )}
      {rows.map((person) => (
        <PersonRow key={person.contactId} person={person} desk={desk} plan={plan} during={during} />
      ))}
      {more !== null && (
        <Button small data-testid="more-contacts" onClick={() => void more()}>
          {t("contacts:more")}
        </Button>
      )}
    </section>
  );
}
