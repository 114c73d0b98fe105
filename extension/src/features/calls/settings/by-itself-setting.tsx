import type { Settings } from "@twp/shared/protocol/settings.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { useDraft } from "../../../ui/draft.ts";
import { Button } from "../../../ui/button.tsx";
import { Switch, TextArea } from "../../../ui/field.tsx";
import { listOf, textOf } from "./listed.ts";

type Props = { desk: Desk; settings: Settings };

/** Whether a second caller rings during a call. */
export function CallWaiting({ desk, settings }: Props) {
  return (
    <Switch
      label={t("calls:waiting.label")}
      aid={t("calls:waiting.aid")}
      checked={settings.callWaiting}
      onSwitch={(callWaiting) => void desk.ask("settings.change", { callWaiting })}
    />
  );
}

/** Who is answered without a click. The list holds once it is saved: a number half typed must open no microphone. */
export function AnswerByItself({ desk, settings }: Props) {
  const stored = textOf(settings.answerCallers);
  const draft = useDraft(stored);
  const callers = listOf(draft.value);
  const changed = textOf(callers) !== stored;
  const submit = (event: Event): void => {
    event.preventDefault();
    void desk.ask("settings.change", { answerCallers: callers });
  };
  return (
    <>
      <Switch
        label={t("calls:by-itself.intercom.label")}
        aid={t("calls:by-itself.intercom.aid")}
        checked={settings.answerIntercom}
        onSwitch={(answerIntercom) => void desk.ask("settings.change", { answerIntercom })}
      />
      <form class="form" onSubmit={submit}>
        <TextArea
          name="answerCallers"
          label={t("calls:by-itself.callers.label")}
          aid={t("calls:by-itself.callers.aid")}
          rows={3}
          value={draft.value}
          onInput={(event) => (draft.value = event.currentTarget.value)}
        />
        <div class="actions">
          <Button kind="accent" type="submit" data-testid="save-callers" disabled={!changed}>
            {t("common:save")}
          </Button>
        </div>
      </form>
    </>
  );
}
