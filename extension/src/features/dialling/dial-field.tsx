import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignal, type Signal } from "@preact/signals";
import { Phone, Search, X } from "../../ui/icons.ts";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { dialInput, loadNumbers, wouldDial } from "./numbers.ts";

type Props = { text: Signal<string>; plan: DialPlan; dial: (target: string) => Promise<boolean> };

/** One field for a name or a number: what looks like a number can be called at once. */
export function DialField({ text, plan, dial }: Props) {
  const busy = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const kind = dialInput(text.value);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const typed = text.value;
    if (busy.value) return;
    busy.value = true;
    // Who is quicker than the tables of numbers has pressed Enter all the same.
    await loadNumbers();
    if (dialInput(typed) === "dialable" && (await dial(typed.trim()))) text.value = "";
    busy.value = false;
  };

  return (
    <search class="dial">
      <form class={`dial-field ${kind}`} onSubmit={(event) => void submit(event)}>
        <Icon node={kind === "dialable" ? Phone : Search} size={17} />
        <input
          ref={input}
          type="text"
          data-testid="dial-field"
          aria-label={t("dialling:field")}
          placeholder={t("dialling:field")}
          autocomplete="off"
          spellcheck={false}
          maxLength={256}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && (text.value = "")}
        />
        {kind !== "empty" && <IconButton icon={X} label={t("dialling:clear")} onClick={() => (text.value = "")} />}
        {kind === "dialable" && (
          <button
            type="submit"
            class="dial-go"
            data-testid="dial"
            aria-label={t("dialling:call", { number: text.value.trim() })}
            title={t("dialling:call", { number: text.value.trim() })}
            disabled={busy.value}
          >
            <Icon node={Phone} size={17} />
          </button>
        )}
      </form>
      <Dialled text={text.value} plan={plan} />
    </search>
  );
}

/** Says what the plan makes of the text, where that is something else. */
function Dialled({ text, plan }: { text: string; plan: DialPlan }) {
  const dialled = dialInput(text) === "dialable" ? wouldDial(text, plan) : null;
  if (dialled === null || dialled === text.replace(/[\s.()-]/gu, "")) return null;
  return <p class="dialled">{t("dialling:dialled", { number: dialled })}</p>;
}
