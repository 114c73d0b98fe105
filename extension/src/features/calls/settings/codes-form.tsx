import type { Settings } from "@twp/shared/protocol/settings.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { useDraft } from "../../../ui/draft.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { codeNames, codesOf, type Codes } from "./codes.ts";

/** What the telephone system wants dialled for parking and picking up. Saved as a whole: half a code would call somebody. */
export function CodesForm({ desk, settings }: { desk: Desk; settings: Settings }) {
  const stored = codesOf(settings);
  const draft = useDraft<Codes>(stored);
  const changed = codeNames.some((name) => draft.value[name] !== stored[name]);
  const submit = (event: Event): void => {
    event.preventDefault();
    void desk.ask("settings.change", draft.value);
  };
  return (
    <details class="more" open={codeNames.some((name) => stored[name] !== "")}>
      <summary>{t("calls:codes.title")}</summary>
      <form class="form" noValidate onSubmit={submit}>
        {codeNames.map((name) => (
          <Field
            key={name}
            name={name}
            label={t(`calls:codes.${name}.label`)}
            aid={t(`calls:codes.${name}.aid`)}
            value={draft.value[name]}
            inputMode="tel"
            maxLength={32}
            onInput={(event) => (draft.value = { ...draft.value, [name]: event.currentTarget.value.trim() })}
          />
        ))}
        <div class="actions">
          <Button kind="accent" type="submit" data-testid="save-codes" disabled={!changed}>
            {t("common:save")}
          </Button>
        </div>
      </form>
    </details>
  );
}
