import { numberKey } from "@twp/shared/dialling/same-number.ts";
import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Contact } from "@twp/shared/protocol/contacts.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Person } from "@twp/shared/protocol/search.ts";
import { useSignal, useSignalEffect } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Pencil, Phone, PhoneForwarded, UserPlus } from "../../ui/icons.ts";
import { PickUpButton } from "../calls/code-tools.tsx";
import { ContactForm } from "../contacts/contact-form.tsx";
import { shown } from "../dialling/numbers.ts";
import { ContactKeyChoice } from "../hotkeys/contact-keys.tsx";
import { LogOf } from "../journal/log-of.tsx";
import { draftOf, type LearnedDraft } from "../page-names/draft.ts";
import { LearnedPart } from "../page-names/learned-person.tsx";
import { useLearned } from "../page-names/use-learned.ts";
import { SeenPages } from "../page-memory/seen-pages.tsx";
import { useContactChanges } from "./contact-changes.ts";

/** `during` is the call whose party can be sent to that person. */
type Props = { person: Person; desk: Desk; plan: DialPlan; during: Call | null };

/** Of a call's party the pages stand on the call's card already. */
type CardProps = Props & { pages?: boolean };

/** Everything that is known of somebody: company, numbers, pages and past calls; and the way to write it down. */
export function Correspondent({ person, desk, plan, during, pages = true }: CardProps) {
  const contact = useContact(desk, person);
  const [number = ""] = person.numbers;
  const learned = useLearned(desk, number);
  const draft = useSignal<LearnedDraft | null>(null);
  const known = contact ?? { ...person, id: null };
  const write = (): void => {
    const keyOf = (each: string): string => numberKey(each, plan);
    draft.value = contact === null ? draftOf(person, learned, keyOf) : { draft: contact, kinds: [] };
  };
  if (draft.value !== null) return <ContactForm desk={desk} {...draft.value} close={() => void (draft.value = null)} />;
  return (
    <div class="correspondent" data-testid="correspondent">
      {known.company !== "" && <p class="aid">{known.company}</p>}
      {known.numbers
        .filter((number) => number !== "")
        .map((number) => (
          <NumberLine key={number} number={number} desk={desk} plan={plan} during={during} />
        ))}
      <Button small icon={contact === null ? UserPlus : Pencil} data-testid="write-contact" data-opens onClick={write}>
        {t(contact === null ? "contacts:add" : "contacts:change")}
      </Button>
      {/* Below the button: what comes later must not push away what the pointer is on. */}
      {contact !== null && <ContactKeyChoice key={contact.id} desk={desk} contact={contact} />}
      {contact === null && learned !== null && <LearnedPart desk={desk} number={number} person={learned} />}
      {pages && <SeenPages desk={desk} numbers={known.numbers} but={null} />}
      <LogOf desk={desk} numbers={known.numbers} />
    </div>
  );
}

function NumberLine({ number, desk, plan, during }: Omit<Props, "person"> & { number: string }) {
  const words = shown(number, plan.country);
  return (
    <div class="number-line">
      <span>{words}</span>
      {during !== null && (
        <IconButton
          icon={PhoneForwarded}
          label={t("calls:transfer.go", { number: words })}
          data-testid="transfer-to-number"
          onClick={() => void desk.ask("calls.transfer", { callId: during.id, target: number })}
        />
      )}
      <PickUpButton desk={desk} number={number} words={words} />
      <IconButton
        icon={Phone}
        label={t("search:call-number", { number: words })}
        data-testid="call-number"
        onClick={() => void desk.ask("calls.dial", { target: number, source: { kind: "panel" } })}
      />
    </div>
  );
}

/** The contact that somebody is, asked for again when the contacts have changed. */
function useContact(desk: Desk, { numbers: [number = ""] }: Person): Contact | null {
  const contact = useSignal<Contact | null>(null);
  const changes = useContactChanges(desk);
  useSignalEffect(() => {
    let current = true;
    void changes.value;
    void desk.ask("contacts.ofNumber", { number }).then((found) => {
      if (current && found !== "failed") contact.value = found.contact;
    });
    return () => void (current = false);
  });
  return contact.value;
}
