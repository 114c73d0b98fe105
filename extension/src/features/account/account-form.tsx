import { accountCommands, transports, type Account } from "@twp/shared/protocol/account.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import * as v from "valibot";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { lineChip } from "./account-view.ts";
import { Chip } from "../../ui/chip.tsx";

type Draft = Pick<Account, "displayName" | "user" | "domain" | "server" | "transport"> & { password: string };
type Text = Exclude<keyof Draft, "transport">;
const { params } = accountCommands["account.change"];

const autocompletes: Readonly<Record<Text, string>> = {
  displayName: "name",
  user: "username",
  domain: "off",
  server: "off",
  password: "current-password",
};

/** The SIP account: what the PBX's administrator hands out, field by field. */
export function AccountForm({ desk, account }: { desk: Desk; account: Account }) {
  const draft = useSignal<Draft>(draftOf(account));
  const shownWrong = useSignal(false);
  useEffect(() => void (draft.value = draftOf(account)), [account.kind, account.user, account.domain, account.server]);
  const wrong = shownWrong.value ? wrongFields(draft.value) : [];

  const submit = (event: Event): void => {
    event.preventDefault();
    shownWrong.value = wrongFields(draft.value).length > 0;
    if (!shownWrong.value) void desk.ask("account.change", change(draft.value));
  };
  const field = (name: Text) => ({
    label: t(`account:field.${name}`),
    aid: t(`account:aid.${name}`),
    wrong: wrong.includes(name) ? t(`account:wrong.${name}`) : undefined,
    value: draft.value[name],
    name,
    autocomplete: autocompletes[name],
    onInput: (event: { currentTarget: HTMLInputElement }) =>
      (draft.value = { ...draft.value, [name]: event.currentTarget.value }),
  });

  return (
    <form class="form" noValidate onSubmit={submit}>
      <LineState desk={desk} account={account} />
      <Field {...field("displayName")} />
      <Field {...field("user")} required spellcheck={false} />
      <Field {...field("password")} type="password" />
      <Field {...field("domain")} required spellcheck={false} />
      <Field {...field("server")} spellcheck={false} />
      <Choice
        label={t("account:field.transport")}
        value={draft.value.transport}
        options={transports.map((name) => [name, name.toUpperCase()])}
        onChoose={(transport) => (draft.value = { ...draft.value, transport })}
      />
      <div class="actions">
        <Button kind="accent" type="submit">
          {t("account:save")}
        </Button>
        {account.kind !== "office" && (
          <Button onClick={() => void desk.ask("account.useOffice", null)}>{t("account:use-office")}</Button>
        )}
      </div>
    </form>
  );
}

function LineState({ desk, account }: { desk: Desk; account: Account }) {
  const { tone, text, reason } = lineChip(desk.link.value, account.registration);
  return (
    <p class="line-state" role="status">
      <Chip tone={tone}>{t(text)}</Chip>
      <span>{reason === null ? t(`account:kind.${account.kind}`) : t(reason)}</span>
    </p>
  );
}

function draftOf({ kind, displayName, user, domain, server, transport }: Account): Draft {
  // The office's own account is no start for another one.
  if (kind === "office") return { displayName, user: "", domain: "", server: "", transport, password: "" };
  return { displayName, user, domain, server, transport, password: "" };
}

/** An empty password keeps the stored one. */
function change({ password, ...rest }: Draft) {
  return password === "" ? rest : { ...rest, password };
}

function wrongFields(draft: Draft): readonly string[] {
  const parsed = v.safeParse(params, change(draft));
  return parsed.success ? [] : parsed.issues.map((issue) => v.getDotPath(issue) ?? "");
}
