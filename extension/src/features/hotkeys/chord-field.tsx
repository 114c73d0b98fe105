import { chordOfKeys } from "../../browser/pressed-keys.ts";
import { t } from "../../texts.ts";
import { Field } from "../../ui/field.tsx";
import { keysInWords } from "./hotkey-view.ts";

type Props = {
  name: string;
  label: string;
  /** Empty for none. */
  value: string;
  wrong: string | undefined;
  save: (chord: string) => void;
};

/** A place to press keys in, which are kept at once. Tab goes on, as in every field; Backspace removes them. */
export function ChordField({ name, label, value, wrong, save }: Props) {
  const hear = (event: KeyboardEvent): void => {
    if (event.key === "Tab") return;
    if (event.key === "Backspace" || event.key === "Delete") save("");
    const chord = chordOfKeys(event);
    if (chord !== null) save(chord);
    // The browser's own shortcuts with these keys must not work while they are chosen.
    event.preventDefault();
  };
  return (
    <Field
      name={name}
      label={label}
      wrong={wrong}
      readOnly
      placeholder={t("hotkeys:none")}
      value={value === "" ? "" : keysInWords(value)}
      onKeyDown={hear}
    />
  );
}
