import type { ComponentChildren, InputHTMLAttributes, TextareaHTMLAttributes } from "preact";
import { useId } from "preact/hooks";

type Words = { label: string; aid?: string | undefined; wrong?: string | undefined };

/** A labelled line to write in; `aid` explains, `wrong` says what to put right. */
export function Field({ label, aid, wrong, ...rest }: Words & InputHTMLAttributes) {
  return <Labelled words={{ label, aid, wrong }}>{(ties) => <input {...rest} {...ties} class="input" />}</Labelled>;
}

/** Some labelled lines to write in. */
export function TextArea({ label, aid, wrong, ...rest }: Words & TextareaHTMLAttributes) {
  return <Labelled words={{ label, aid, wrong }}>{(ties) => <textarea {...rest} {...ties} class="input" />}</Labelled>;
}

/** What ties a place to write in to its words. */
type Ties = Readonly<{ id: string; "aria-invalid": boolean; "aria-describedby": string | undefined }>;

function Labelled({ words, children }: { words: Words; children: (ties: Ties) => ComponentChildren }) {
  const { label, aid, wrong } = words;
  const id = useId();
  const described = aid || wrong ? `${id}-aid` : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-invalid": wrong !== undefined, "aria-describedby": described })}
      <Aid id={`${id}-aid`} aid={aid} wrong={wrong} />
    </div>
  );
}

/** A labelled choice of one among few. */
export function Choice<T extends string>(
  props: Words & { value: T; options: readonly (readonly [T, string])[]; onChoose: (value: T) => void },
) {
  const { label, aid, wrong, value, options, onChoose } = props;
  const id = useId();
  const choose = (shown: string): void => {
    const option = options.find(([value]) => value === shown);
    if (option !== undefined) onChoose(option[0]);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={value}
        onChange={(event) => choose(event.currentTarget.value)}
        aria-describedby={aid || wrong ? `${id}-aid` : undefined}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <Aid id={`${id}-aid`} aid={aid} wrong={wrong} />
    </div>
  );
}

/** A labelled number between nothing and the most, in percent, chosen by sliding. */
export function Slider(
  props: Words & { value: number; most: number; shown: string; disabled?: boolean; onSlide: (value: number) => void },
) {
  const { label, aid, wrong, value, most, shown, disabled = false, onSlide } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id} class="with-value">
        {label}
        <output for={id}>{shown}</output>
      </label>
      <input
        id={id}
        type="range"
        class="slider"
        min={0}
        max={most}
        step={5}
        value={value}
        disabled={disabled}
        aria-valuetext={shown}
        aria-describedby={aid || wrong ? `${id}-aid` : undefined}
        onInput={(event) => onSlide(event.currentTarget.valueAsNumber)}
      />
      <Aid id={`${id}-aid`} aid={aid} wrong={wrong} />
    </div>
  );
}

/** How full something is, in percent. */
export function Meter({ label, filled, tone, ...rest }: { label: string; filled: number; tone: "ok" | "bad" }) {
  return (
    <div
      {...rest}
      class={`meter tone-${tone}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={filled}
    >
      <i style={{ inlineSize: `${filled}%` }} />
    </div>
  );
}

/** Something that is on or off. */
export function Switch(props: {
  label: string;
  aid?: ComponentChildren;
  checked: boolean;
  onSwitch: (on: boolean) => void;
}) {
  const { label, aid, checked, onSwitch } = props;
  return (
    <label class="switch">
      <input type="checkbox" checked={checked} onChange={(event) => onSwitch(event.currentTarget.checked)} />
      <span>{label}</span>
      {aid && <span class="aid">{aid}</span>}
    </label>
  );
}

function Aid({ id, aid, wrong }: { id: string; aid: string | undefined; wrong: string | undefined }) {
  if (!aid && !wrong) return null;
  return (
    <span id={id} class={wrong ? "wrong" : "aid"}>
      {wrong ?? aid}
    </span>
  );
}
