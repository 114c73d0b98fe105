import type { Settings } from "@twp/shared/protocol/settings.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Switch } from "../../../ui/field.tsx";

type Props = { desk: Desk; settings: Settings };

/** Whether each call has a window. */
export function CallWindowSwitch({ desk, settings }: Props) {
  return (
    <Switch
      label={t("windows:call.setting.label")}
      aid={t("windows:call.setting.aid")}
      checked={settings.callWindow}
      onSwitch={(callWindow) => void desk.ask("settings.change", { callWindow })}
    />
  );
}

/** Whether callers have one. */
export function PopUpSwitch({ desk, settings }: Props) {
  return (
    <Switch
      label={t("windows:pop-up.setting.label")}
      aid={t("windows:pop-up.setting.aid")}
      checked={settings.callerPopUp}
      onSwitch={(callerPopUp) => void desk.ask("settings.change", { callerPopUp })}
    />
  );
}
