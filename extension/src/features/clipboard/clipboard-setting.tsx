import { clipboardAccess } from "../../browser/clipboard.ts";
import { t } from "../../texts.ts";
import { Switch } from "../../ui/field.tsx";
import { useAccess } from "../settings/use-access.ts";

/** Whether the panel shows a number that was copied: the browser's permission is the setting. */
export function ClipboardSetting() {
  const allowed = useAccess(clipboardAccess);
  return (
    <div class="form" data-testid="clipboard">
      <Switch
        label={t("clipboard:label")}
        aid={t("clipboard:aid")}
        checked={allowed}
        onSwitch={(on) => void (on ? clipboardAccess.ask() : clipboardAccess.giveUp())}
      />
    </div>
  );
}
