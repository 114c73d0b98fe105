import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignal, type Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon, type IconNode } from "../../ui/icon.tsx";
import { Search, X } from "../../ui/icons.ts";
import { dialInput, loadNumbers, wouldDial } from "./numbers.ts";

type Props = {
  /** What its parts are called in tests: `<name>-field` and, its button, `<name>`. */
  name: string;
  icon: IconNode;
  label: string;
  /** What its button does with that number. */
  goes: (number: string) => string;
  text: Signal<string>;
  plan: DialPlan;
  /** Does it; the field is emptied where that went well. */
  submit: (target: string) => Promise<boolean>;
  /** Does what Enter means with anything but a number, or with nothing; the field is emptied where that went well. */
  otherwise?: (text: string) => Promise<boolean>;
  /** Escape in the empty field. */
  leave?: () => void;
  /** The arrow down: goes to what was found, if anything was. */
  down?: (document: Document) => boolean;
  /** What stands in the empty field. */
  beside?: ComponentChildren;
  /** A number that waits in the empty field, in grey, to be called by the button or by Enter (`otherwise` with nothing). */
  waiting?: string | null | undefined;
};

/** A field for a name or a number; with a number it can be entered. */
export function NumberField(props: Props) {
  const { name, icon, label, goes, text, plan, submit, otherwise, leave, down, beside, waiting = null } = props;
  const busy = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  const kind = dialInput(text.value);
  const entered = kind === "empty" ? waiting : kind === "dialable" ? text.value.trim() : null;

  const enter = async (event: Event): Promise<void> => {
    event.preventDefault();
    const typed = text.value;
    if (busy.value) return;
    busy.value = true;
    // Who is quicker than the tables of numbers has pressed Enter all the same.
    await loadNumbers();
    const act = dialInput(typed) === "dialable" ? submit : otherwise;
    if ((await act?.(typed.trim())) === true) text.value = "";
    busy.value = false;
  };
  const escape = (): void => {
    if (text.value === "") leave?.();
    text.value = "";
  };

  return (
    <search class="dial">
      <form class={`dial-field ${kind}`} onSubmit={(event) => void enter(event)}>
        <Icon node={entered === null ? Search : icon} size={17} />
        <input
          ref={input}
          type="text"
          data-testid={`${name}-field`}
          aria-label={label}
          placeholder={waiting ?? label}
          aria-description={waiting === null ? undefined : t("dialling:clipboard.copied", { number: waiting })}
          autocomplete="off"
          spellcheck={false}
          maxLength={256}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") escape();
            if (event.key === "ArrowDown" && down?.(event.currentTarget.ownerDocument) === true) event.preventDefault();
          }}
        />
        {kind === "empty" && waiting === null && beside}
        {kind !== "empty" && <IconButton icon={X} label={t("dialling:clear")} onClick={() => (text.value = "")} />}
        {entered !== null && <Go name={name} icon={icon} label={goes(entered)} busy={busy.value} />}
      </form>
      <Dialled text={text.value} plan={plan} />
    </search>
  );
}

function Go({ name, icon, label, busy }: { name: string; icon: IconNode; label: string; busy: boolean }) {
  return (
    <button type="submit" class="dial-go" data-testid={name} aria-label={label} title={label} disabled={busy}>
      <Icon node={icon} size={17} />
    </button>
  );
}

/** Says what the plan makes of the text, where that is something else. */
function Dialled({ text, plan }: { text: string; plan: DialPlan }) {
  const dialled = dialInput(text) === "dialable" ? wouldDial(text, plan) : null;
  if (dialled === null || dialled === text.replace(/[\s.()-]/gu, "")) return null;
  return <p class="dialled">{t("dialling:dialled", { number: dialled })}</p>;
}
