import type { ComponentChildren } from "preact";
import { Monitor, RefreshCw } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { DoNotDisturbButton, DoNotDisturbChip } from "../settings/do-not-disturb.tsx";
import { accountName, lineChip } from "./account-view.ts";

/** Who I am on the telephone, on which extension, and whether calls can come and go. */
export function StatusBar({ desk, mark }: { desk: Desk; mark?: ComponentChildren }) {
  const account = desk.state.value?.account;
  const { tone, text, reason, values, retry } = lineChip(desk.link.value, account?.registration);
  const keepsCallersAway = desk.state.value?.settings.values.doNotDisturb === true;
  const name = account === undefined ? "" : accountName(account);
  return (
    <header class="status">
      <Avatar name={name} dot={tone === "ok" && keepsCallersAway ? "bad" : tone} own />
      <div class="me">
        <h1>{name || t("common:product")}</h1>
        <div class="chips">
          <span role="status" data-testid="line-state" data-tone={tone}>
            <Chip tone={tone} title={reason === null ? t(text) : t(reason, values)}>
              {t(text)}
            </Chip>
          </span>
          {account !== undefined && account.user !== "" && (
            <span data-testid="extension">
              <Chip icon={Monitor} title={`${account.user}@${account.domain}`}>
                {account.user}
              </Chip>
            </span>
          )}
          <DoNotDisturbChip desk={desk} />
        </div>
      </div>
      <div class="acts">
        {mark}
        {retry && (
          <IconButton
            icon={RefreshCw}
            label={t("account:retry")}
            data-testid="register"
            onClick={() => void desk.ask("account.register", null)}
          />
        )}
        <DoNotDisturbButton desk={desk} />
      </div>
    </header>
  );
}
