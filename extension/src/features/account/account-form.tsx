import { accountCommands, transports, type Account } from "@twp/shared/protocol/account.ts";
import { useSignal } from "@preact/signals";
import * as v from "valibot";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { useDraft, withEdits } from "../../ui/draft.ts";
import { Button } from "../../ui/button.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { lineChip } from "./account-view.ts";
import { Chip } from "../../ui/chip.tsx";

type Draft = Omit<Account, "kind" | "registration" | "servers"> & {
  servers: string;
  password: string;
  engineSecret: string;
};
type Text = Exclude<keyof Draft, "transport">;
const { params } = accountCommands["account.change"];

const autocompletes: Readonly<Partial<Record<Text, string>>> = {
  displayName: "name",
  user: "username",
  password: "current-password",
  engineSecret: "new-password",
};

/** The SIP account: what the PBX's administrator hands out, field by field. */
export function AccountForm({ desk, account }: { desk: Desk; account: Account }) {
  // The office begins some moments after a companion without an account; who writes one down by then goes on with it.
  const draft = useDraft<Draft>(draftOf(account), (kept, before, written) =>
    account.kind === "office" ? withEdits(kept, before, written) : kept,
  );
  const shownWrong = useSignal(false);
  const wrong = shownWrong.value ? wrongFields(draft.value) : [];

  const submit = (event: Event): void => {
    event.preventDefault();
    shownWrong.value = wrongFields(draft.value).length > 0;
    if (!shownWrong.value) void desk.ask("account.change", change(draft.value));
  };
  const field = (name: Text) => ({
    label: t(`account-form:field.${name}`),
    aid: t(`account-form:aid.${name}`),
    wrong: wrong.includes(name) ? t(`account-form:wrong.${name}`) : undefined,
    value: draft.value[name],
    name,
    autocomplete: autocompletes[name] ?? "off",
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
      <Field {...field("servers")} spellcheck={false} />
      <Choice
        label={t("account-form:field.transport")}
        value={draft.value.transport}
        aid={t("account-form:aid.transport")}
        options={transports.map((name) => [name, t(`account-form:transport.${name}`)])}
        onChoose={(transport) => (draft.value = { ...draft.value, transport })}
      />
      <details class="more" open={isUnusual(account) || wrong.some((name) => advanced.has(name))}>
        <summary>{t("account-form:advanced")}</summary>
        <div class="form">
          <Field {...field("authorities")} spellcheck={false} />
          <Field {...field("engine")} spellcheck={false} />
          <Field {...field("engineSecret")} type="password" />
        </div>
      </details>
      <div class="actions">
        <Button kind="accent" type="submit">
          {t("account-form:save")}
        </Button>
        {account.kind !== "office" && (
          <Button onClick={() => void desk.ask("account.useOffice", null)}>{t("account-form:use-office")}</Button>
        )}
      </div>
    </form>
  );
}

function LineState({ desk, account }: { desk: Desk; account: Account }) {
  const { tone, text, reason, values } = lineChip(desk.link.value, account.registration);
  return (
    <p class="line-state" role="status">
      <Chip tone={tone}>{t(text)}</Chip>
      <span>{reason === null ? t(`account-form:kind.${account.kind}`) : t(reason, values)}</span>
    </p>
  );
}

/** What few accounts need. */
const advanced: ReadonlySet<string> = new Set<Text>(["authorities", "engine", "engineSecret"]);

function isUnusual({ authorities, engine }: Account): boolean {
  return authorities !== "" || engine !== "";
}

function draftOf({ kind, displayName, user, domain, servers, transport, authorities, engine }: Account): Draft {
  const secrets = { password: "", engineSecret: "" };
  // The office's own account is no start for another one.
  const fresh = { user: "", domain: "", servers: "", transport: "auto", authorities: "", engine: "" } as const;
  if (kind === "office") return { displayName, ...fresh, ...secrets };
  return { displayName, user, domain, servers: servers.join(", "), transport, authorities, engine, ...secrets };
}

/** An empty secret keeps the stored one. */
function change({ password, engineSecret, servers, ...rest }: Draft) {
  return {
    ...rest,
    servers: servers.split(/[\s,;]+/u).filter((server) => server !== ""),
    ...(password === "" ? {} : { password }),
    ...(engineSecret === "" ? {} : { engineSecret }),
  };
}

function wrongFields(draft: Draft): readonly string[] {
  const parsed = v.safeParse(params, change(draft));
  // One of several servers stands in the field of them all.
  return parsed.success ? [] : parsed.issues.map((issue) => v.getDotPath(issue)?.split(".", 1)[0] ?? "");
}
