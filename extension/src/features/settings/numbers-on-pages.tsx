import type { Settings } from "@twp/shared/protocol/settings.ts";
import type { Access } from "../../browser/permissions.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Switch } from "../../ui/field.tsx";
import { useAccess } from "./use-access.ts";

/** Where numbers are looked for: the user's switch, and the browser's permission without which it can do nothing. */
export function NumbersOnPages(props: { desk: Desk; settings: Settings; sites: Access }) {
  const { desk, settings, sites } = props;
  const allowed = useAccess(sites);
  return (
    <div class="form">
      <Switch
        label={t("preferences:numbers.highlight")}
        aid={t("preferences:numbers.aid")}
        checked={settings.highlightNumbers}
        onSwitch={(highlightNumbers) => void desk.ask("settings.change", { highlightNumbers })}
      />
      <p class="line-state" role="status" data-testid="site-access">
        <Chip tone={allowed ? "ok" : "off"}>
          {t(allowed ? "preferences:numbers.allowed" : "preferences:numbers.closed")}
        </Chip>
      </p>
      <div class="actions">
        {allowed ? (
          <Button onClick={() => void sites.giveUp()}>{t("preferences:numbers.give-up")}</Button>
        ) : (
          <Button kind="accent" data-testid="allow-sites" onClick={() => void sites.ask()}>
            {t("preferences:numbers.allow")}
          </Button>
        )}
      </div>
    </div>
  );
}
