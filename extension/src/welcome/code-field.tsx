import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../texts.ts";
import { digitsOf } from "./code.ts";

const places = [0, 1, 2, 3, 4, 5];

/** Six boxes for the eye, one field for the hand, the clipboard and the screen reader. */
export function CodeField(props: { code: Signal<string>; disabled: boolean; done: (digits: string) => void }) {
  const { code, disabled, done } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [disabled]);
  const type = (text: string): void => {
    code.value = digitsOf(text);
    if (code.value.length === places.length) done(code.value);
  };
  return (
    <div class="code-field">
      <input
        ref={input}
        data-testid="code"
        aria-label={t("welcome:pair.code")}
        inputMode="numeric"
        autocomplete="one-time-code"
        value={code.value}
        disabled={disabled}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <div class="boxes" aria-hidden="true">
        {places.map((place) => (
          <span key={place} class={place === code.value.length ? "next" : ""}>
            {code.value[place] ?? ""}
          </span>
        ))}
      </div>
    </div>
  );
}
