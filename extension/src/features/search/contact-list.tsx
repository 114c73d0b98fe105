import { numberKey } from "@twp/shared/dialling/same-number.ts";
import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Person } from "@twp/shared/protocol/search.ts";
import { useSignal, useSignalEffect, type Signal } from "@preact/signals";
import type { PanelWish } from "../../browser/panel-wish.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Empty } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { UserPlus, Users } from "../../ui/icons.ts";
import { usePages } from "../asked-pages.ts";
import { ContactForm } from "../contacts/contact-form.tsx";
import { nameInWords } from "../contacts/name-in-words.ts";
import { draftOf, type LearnedDraft } from "../page-names/draft.ts";
import { useContactChanges } from "./contact-changes.ts";
import { PersonRow } from "./people-row.tsx";
import { personOf } from "./person-view.ts";

/** `wished` may be a contact to write down. */
type Props = { desk: Desk; plan: DialPlan; during: Call | null; wished: Signal<PanelWish | null> };

const nobody: LearnedDraft = { draft: { id: null, name: "", company: "", numbers: [] }, kinds: [] };

/** The user's contacts by name, and the way to write down another one. */
export function ContactList({ desk, plan, during, wished }: Props) {
  const draft = useDraft(desk, plan, wished);
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
      {draft.value !== null ? (
        <ContactForm
          key={draft.value.draft.numbers[0]}
          desk={desk}
          {...draft.value}
          close={() => void (draft.value = null)}
        />
      ) : (
        <div class="filter">
          <Button
            small
            icon={UserPlus}
            data-testid="new-contact"
            data-opens
            onClick={() => void (draft.value = nobody)}
          >
            {t("contacts:new")}
          </Button>
        </div>
      )}
      {rows.length === 0 && draft.value === null && (
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

/** The contact that is being written down: begun here, or on a page beside its number, with what pages say of it. */
function useDraft(desk: Desk, plan: DialPlan, wished: Signal<PanelWish | null>): Signal<LearnedDraft | null> {
  const draft = useSignal<LearnedDraft | null>(null);
  const begin = async (number: string, before: string): Promise<void> => {
    const found = await desk.ask("pageNames.ofNumber", { number });
    const person = found === "failed" ? null : found.person;
    // The page's words before the number are a guess, what it says of somebody is none.
    const name = person === null || person.name === "" ? nameInWords(before) : "";
    draft.value = draftOf({ name, company: "", numbers: [number] }, person, (each) => numberKey(each, plan));
  };
  useSignalEffect(() => {
    const wish = wished.value;
    if (wish?.kind !== "contact") return;
    wished.value = null;
    void begin(wish.number, wish.before);
  });
  return draft;
}
