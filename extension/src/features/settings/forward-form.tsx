import type { State } from "@twp/shared/protocol/index.ts";
import { forwards, type Settings } from "@twp/shared/protocol/settings.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { useDraft } from "../../ui/draft.ts";
import { Button } from "../../ui/button.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { forwardFault } from "./forward-fault.ts";

type Draft = Pick<Settings, "forward" | "forwardNumber" | "voiceMailNumber">;

const draftOf = ({ forward, forwardNumber, voiceMailNumber }: Settings): Draft => ({
  forward,
  forwardNumber,
  voiceMailNumber,
});

/** Where one click sends a caller. Nothing holds before it is saved: a number half typed must never get a call. */
export function ForwardForm({ desk, state }: { desk: Desk; state: State }) {
  const { values: settings } = state.settings;
  const stored = draftOf(settings);
  const draft = useDraft(stored);
  const tried = useSignal(false);
  const { forward } = draft.value;
  const field = forward === "voice-mail" ? "voiceMailNumber" : "forwardNumber";
  const wrong = forward === "none" ? null : forwardFault(draft.value[field], state);
  const changed = Object.entries(stored).some(([name, value]) => draft.value[name as keyof Draft] !== value);
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = wrong !== null;
    if (wrong === null) void desk.ask("settings.change", draft.value);
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      <Choice
        label={t("settings:forward.label")}
        aid={t("settings:forward.aid")}
        value={forward}
        options={forwards.map((each) => [each, t(`settings:forward.${each}`)])}
        onChoose={(next) => (draft.value = { ...draft.value, forward: next })}
      />
      {forward !== "none" && (
        <Field
          name={field}
          label={t(`settings:forward.${field}`)}
          wrong={wrong !== null && tried.value ? t(wrong) : undefined}
          value={draft.value[field]}
          inputMode="tel"
          maxLength={128}
          onInput={(event) => (draft.value = { ...draft.value, [field]: event.currentTarget.value })}
        />
      )}
      <div class="actions">
        <Button kind="accent" type="submit" disabled={!changed}>
          {t("common:save")}
        </Button>
        <p role="status" data-testid="forward-state">
          {changed ? t("settings:forward.not-saved") : ""}
        </p>
      </div>
    </form>
  );
}
