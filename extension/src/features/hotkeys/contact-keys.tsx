import { chordOf } from "@twp/shared/protocol/chords.ts";
import { contactKeys, type Contact, type ContactKey } from "@twp/shared/protocol/contacts.ts";
import { initialState } from "@twp/shared/protocol/index.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/field.tsx";
import { keysInWords, ownerOf } from "./hotkey-view.ts";

/** The key that calls a contact. One that calls somebody else is taken only by a second click. */
export function ContactKeyChoice({ desk, contact }: { desk: Desk; contact: Contact }) {
  const { hotkeys } = desk.state.value ?? initialState;
  const wished = useSignal<ContactKey | null>(null);
  const save = (hotkey: ContactKey | null): void => {
    wished.value = null;
    void desk.ask("contacts.save", { ...contact, hotkey });
  };
  const other = (key: ContactKey) => {
    const owner = ownerOf(hotkeys, key);
    return owner?.contactId === contact.id ? null : owner;
  };
  const words = (key: ContactKey): string => {
    const [keys, name] = [keysInWords(chordOf(key)), other(key)?.name];
    return name === undefined ? keys : t("hotkeys:contact.of", { keys, name });
  };
  const choose = (key: ContactKey | "none"): void => {
    if (key === "none") save(null);
    else if (other(key) === null) save(key);
    else wished.value = key;
  };
  const taken = wished.value === null ? null : other(wished.value);
  return (
    <div class="contact-keys" data-testid="contact-keys">
      <Choice
        label={t("hotkeys:contact.label")}
        value={wished.value ?? contact.hotkey ?? "none"}
        options={[["none", t("hotkeys:contact.none")], ...contactKeys.map((key) => [key, words(key)] as const)]}
        onChoose={choose}
      />
      {wished.value !== null && taken !== null && (
        <Button small data-testid="take-key" onClick={() => save(wished.value)}>
          {t("hotkeys:contact.take", { keys: keysInWords(chordOf(wished.value)), name: taken.name })}
        </Button>
      )}
    </div>
  );
}
