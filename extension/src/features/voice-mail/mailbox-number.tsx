import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { useDraft } from "../../ui/draft.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";

/** What is dialled to hear one's messages, where the server does not say it, or says another. */
export function MailboxNumber({ desk, number }: { desk: Desk; number: string }) {
  const draft = useDraft(number);
  const submit = (event: Event): void => {
    event.preventDefault();
    void desk.ask("settings.change", { voiceMailNumber: draft.value });
  };
  return (
    <form class="form" onSubmit={submit}>
      <Field
        name="mailbox-number"
        label={t("settings:forward.voiceMailNumber")}
        aid={t("voice-mail:number-aid")}
        value={draft.value}
        inputMode="tel"
        maxLength={128}
        onInput={(event) => (draft.value = event.currentTarget.value)}
      />
      <div class="actions">
        <Button kind="accent" type="submit" disabled={draft.value === number}>
          {t("common:save")}
        </Button>
      </div>
    </form>
  );
}
