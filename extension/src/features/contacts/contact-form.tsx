import type { NumberKind } from "@twp/shared/protocol/page-names.ts";
import type { Contact } from "@twp/shared/protocol/contacts.ts";
import { useSignal, type Signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { useFocusInside } from "../../ui/focus-inside.ts";
import { Plus, Trash2 } from "../../ui/icons.ts";

/** A contact that may not be kept yet. */
export type Draft = Readonly<Omit<Contact, "id" | "hotkey"> & { id: string | null }>;

type Props = {
  desk: Desk;
  draft: Draft;
  /** What each number is for, where a page has said so. */
  kinds?: readonly NumberKind[];
  close: () => void;
};

/** Writes down or changes who somebody is; Escape leaves it as it was. */
export function ContactForm({ desk, draft, kinds = [], close }: Props) {
  const written = useSignal(draft);
  const form = useRef<HTMLFormElement>(null);
  useFocusInside(form);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { id, name, company, numbers } = written.value;
    if ((await desk.ask("contacts.save", { id, name, company, numbers })) !== "failed") close();
  };
  return (
    <form
      ref={form}
      class="contact-form"
      data-testid="contact-form"
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <Line written={written} part="name" />
      <Line written={written} part="company" />
      <Numbers written={written} kinds={kinds} />
      <div class="pair">
        <Button onClick={close}>{t("contacts:cancel")}</Button>
        <Button type="submit" kind="accent" data-testid="save-contact">
          {t("contacts:save")}
        </Button>
      </div>
      {draft.id !== null && <Remove desk={desk} contactId={draft.id} close={close} />}
    </form>
  );
}

function Line({ written, part }: { written: Signal<Draft>; part: "name" | "company" }) {
  return (
    <Field
      label={t(`contacts:${part}`)}
      name={part}
      maxLength={120}
      autocomplete="off"
      value={written.value[part]}
      onInput={(event) => (written.value = { ...written.value, [part]: event.currentTarget.value })}
    />
  );
}

/** As many as one contact may have. */
const mostNumbers = 12;

/** A line for each number, and for the first where there is none yet. */
function Numbers({ written, kinds }: { written: Signal<Draft>; kinds: readonly NumberKind[] }) {
  const numbers = written.value.numbers.length === 0 ? [""] : written.value.numbers;
  const set = (next: string[]): void => void (written.value = { ...written.value, numbers: next });
  return (
    <>
      {numbers.map((number, at) => (
        <Field
          key={at}
          label={numbers.length === 1 ? t("contacts:number") : t("contacts:number-of", { place: at + 1 })}
          aid={aidOf(kinds[at])}
          name={`number-${at + 1}`}
          maxLength={128}
          autocomplete="off"
          value={number}
          onInput={(event) => set(numbers.with(at, event.currentTarget.value))}
        />
      ))}
      {numbers.length < mostNumbers && (
        <Button small icon={Plus} data-testid="one-more" onClick={() => set([...numbers, ""])}>
          {t("contacts:one-more")}
        </Button>
      )}
    </>
  );
}

const aidOf = (kind: NumberKind | undefined): string | undefined =>
  kind === undefined || kind === "other" ? undefined : t(`page-names:kind.${kind}`);

/** Asks once more before it does what cannot be taken back. */
function Remove({ desk, contactId, close }: { desk: Desk; contactId: string; close: () => void }) {
  const sure = useSignal(false);
  const remove = async (): Promise<void> => {
    if (!sure.value) sure.value = true;
    else if ((await desk.ask("contacts.remove", { contactId })) !== "failed") close();
  };
  return (
    <Button small kind="end" icon={Trash2} data-testid="remove-contact" onClick={() => void remove()}>
      {t(sure.value ? "contacts:remove-sure" : "contacts:remove")}
    </Button>
  );
}
