import { edges, type Settings } from "@twp/shared/protocol/settings.ts";
import type { Access } from "../../browser/permissions.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Choice, Switch } from "../../ui/field.tsx";
import { useAccess } from "../settings/use-access.ts";

/** Whether the panel waits at the edge of pages, and at which (F29, F32). */
export function StripSetting({ desk, settings, sites }: { desk: Desk; settings: Settings; sites: Access }) {
  const allowed = useAccess(sites);
  return (
    <>
      <Switch
        label={t("strip:setting.label")}
        aid={t("strip:setting.aid")}
        checked={settings.hideAutomatically}
        onSwitch={(hideAutomatically) => void desk.ask("settings.change", { hideAutomatically })}
      />
      {settings.hideAutomatically && (
        <Choice
          label={t("strip:setting.edge")}
          aid={allowed ? undefined : t("strip:setting.closed")}
          value={settings.edge}
          options={edges.map((edge) => [edge, t(`strip:setting.${edge}`)])}
          onChoose={(edge) => void desk.ask("settings.change", { edge })}
        />
      )}
    </>
  );
}
