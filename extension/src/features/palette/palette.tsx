import { initialState } from "@twp/shared/protocol/index.ts";
import { useComputed, useSignal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { dialInput } from "../dialling/numbers.ts";
import { useSearch } from "../search/use-search.ts";
import { callNumber, callPeople, commandsNow, type PaletteCommand, type Places } from "./commands.ts";
import { fitting } from "./fuzzy.ts";
import "./palette.css";

/** As many as are read at a glance. */
const most = 8;

/** Ctrl+K (⌘K): everything that can be done now, by its words; a number that is typed is called, a name looked for. */
export function Palette({ desk, places }: { desk: Desk; places: Places }) {
  const isOpen = useSignal(false);
  useEffect(() => {
    const end = new AbortController();
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      isOpen.value = !isOpen.value;
    };
    document.addEventListener("keydown", press, { signal: end.signal });
    return () => end.abort();
  }, []);
  return isOpen.value ? <Open desk={desk} places={places} close={() => (isOpen.value = false)} /> : null;
}

function Open({ desk, places, close }: { desk: Desk; places: Places; close: () => void }) {
  const typed = useSignal("");
  const at = useSignal(0);
  const found = useSearch(desk, typed);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const shown = useComputed(() => {
    const known = fitting(typed.value, commandsNow(desk.state.value ?? initialState, places), ({ words }) => words);
    const number = dialInput(typed.value) === "dialable" ? [callNumber(typed.value.trim())] : [];
    return [...number, ...known, ...callPeople(found.value ?? [])].slice(0, most);
  });
  const choose = (command: PaletteCommand | undefined): void => {
    if (command === undefined) return;
    close();
    void command.do(desk);
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: shown.value.length - 1 }[event.key];
    if (event.key === "Enter") choose(shown.value[at.value]);
    else if (step !== undefined && shown.value.length > 0) at.value = (at.value + step) % shown.value.length;
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} class="palette" data-testid="palette" aria-label={t("palette:title")} onClose={close}>
      <input
        type="text"
        role="combobox"
        class="input"
        data-testid="palette-field"
        aria-label={t("palette:title")}
        placeholder={t("palette:title")}
        aria-expanded={shown.value.length > 0}
        aria-controls="palette-list"
        aria-activedescendant={shown.value.length > 0 ? option(at.value) : undefined}
        aria-autocomplete="list"
        autocomplete="off"
        spellcheck={false}
        maxLength={256}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={press}
      />
      <Choices shown={shown.value} at={at} choose={choose} />
      {shown.value.length === 0 && (
        <p class="nothing" role="status">
          {t("palette:nothing")}
        </p>
      )}
    </dialog>
  );
}

const option = (n: number): string => `palette-${n}`;

type Choosing = { shown: readonly PaletteCommand[]; at: Signal<number>; choose: (command: PaletteCommand) => void };

function Choices({ shown, at, choose }: Choosing) {
  return (
    <ul id="palette-list" role="listbox" aria-label={t("palette:title")}>
      {shown.map((command, n) => (
        <li
          key={command.id}
          id={option(n)}
          role="option"
          aria-selected={n === at.value}
          data-testid={`palette-${command.id}`}
          onPointerMove={() => (at.value = n)}
          onClick={() => choose(command)}
        >
          {command.words}
        </li>
      ))}
    </ul>
  );
}
