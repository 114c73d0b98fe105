import { imapSecurities, type VoiceMail } from "@twp/shared/protocol/voice-mail.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { useDraft } from "../../ui/draft.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { draftOf, encryptedBy, serverState, wishOf, wrongFields, type Draft } from "./mail-server-view.ts";

type Props = { desk: Desk; voiceMail: VoiceMail };

/** The mail server that a telephone system sends messages to: they are listed from there. */
export function MailServerForm({ desk, voiceMail }: Props) {
  return (
    <details class="more" data-testid="mail-server" open={voiceMail.imap !== null}>
      <summary>{t("mail-server:label")}</summary>
      <Fields desk={desk} voiceMail={voiceMail} />
    </details>
  );
}

function Fields({ desk, voiceMail }: Props) {
  const { imap } = voiceMail;
  const draft = useDraft(draftOf(imap));
  const tried = useSignal(false);
  const wrong = tried.value ? wrongFields(draft.value) : [];
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = wrongFields(draft.value).length > 0;
    if (!tried.value) void desk.ask("voiceMail.useImap", wishOf(draft.value));
  };
  const field = (name: Exclude<keyof Draft, "security">) => ({
    name: `imap-${name}`,
    label: t(`mail-server:${name}`),
    wrong: wrong.includes(name) ? t(`mail-server:wrong.${name === "folder" ? "user" : name}`) : undefined,
    value: draft.value[name],
    autocomplete: "off",
    spellcheck: false,
    onInput: (event: { currentTarget: HTMLInputElement }) =>
      (draft.value = { ...draft.value, [name]: event.currentTarget.value }),
  });
  return (
    <form class="form" noValidate onSubmit={submit} aria-label={t("mail-server:label")}>
      <p>{t("mail-server:aid")}</p>
      <ServerState voiceMail={voiceMail} />
      <Field {...field("host")} required />
      <Choice
        label={t("mail-server:security")}
        value={draft.value.security}
        options={imapSecurities.map((each) => [each, t(`mail-server:${each}`)])}
        onChoose={(security) => (draft.value = encryptedBy(draft.value, security))}
      />
      <Field {...field("port")} inputMode="numeric" required />
      <Field {...field("user")} required />
      <Field {...field("password")} type="password" aid={t("mail-server:password-aid")} />
      <Field {...field("folder")} aid={t("mail-server:folder-aid")} />
      <div class="actions">
        <Button kind="accent" type="submit">
          {t("common:save")}
        </Button>
        {imap !== null && (
          <Button data-testid="leave-mail-server" onClick={() => void desk.ask("voiceMail.leaveImap", null)}>
            {t("mail-server:leave")}
          </Button>
        )}
      </div>
    </form>
  );
}

function ServerState({ voiceMail }: Pick<Props, "voiceMail">) {
  const state = serverState(voiceMail);
  return (
    <p class="line-state" role="status" data-testid="mail-server-state">
      {state !== null && (
        <>
          <Chip tone={state.tone}>{t(state.text)}</Chip>
          <span>{t(state.reason, { count: state.count })}</span>
        </>
      )}
    </p>
  );
}
