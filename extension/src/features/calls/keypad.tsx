import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../texts.ts";
import { Frame } from "../../ui/frame.ts";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const letters: Readonly<Record<string, string>> = {
  2: "ABC",
  3: "DEF",
  4: "GHI",
  5: "JKL",
  6: "MNO",
  7: "PQRS",
  8: "TUV",
  9: "WXYZ",
};

/** The twelve keys, for the mouse and the keyboard alike, and what was pressed. */
export function Keypad({ digits, send }: { digits: string; send: (digits: string) => void }) {
  const pad = useRef<HTMLDivElement>(null);
  const frame = useContext(Frame);
  // At once, for a browser is in no hurry with effects of a page that is out of sight while its view is pinned.
  // Digits typed from now on are meant for the call, not for the dial field.
  useLayoutEffect(() => pad.current?.focus(), []);
  useLayoutEffect(() => {
    const typed = new AbortController();
    frame.addEventListener("keydown", (event) => isForKeypad(event) && send(event.key), typed);
    return () => typed.abort();
  }, [frame, send]);
  return (
    <div ref={pad} tabIndex={-1} class="keypad" role="group" aria-label={t("calls:action.keypad")}>
      <output aria-label={t("calls:digits")} data-testid="digits">
        {digits}
      </output>
      {keys.map((key) => (
        <button key={key} type="button" data-testid={`key-${key}`} onClick={() => send(key)}>
          {key}
          <small aria-hidden="true">{letters[key]}</small>
        </button>
      ))}
    </div>
  );
}

/** Digits typed into a field are the field's. */
function isForKeypad(event: KeyboardEvent): boolean {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return false;
  return keys.includes(event.key) && !(event.target instanceof HTMLInputElement);
}
