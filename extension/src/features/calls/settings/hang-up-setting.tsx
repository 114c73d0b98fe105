import type { Settings } from "@twp/shared/protocol/settings.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Switch } from "../../../ui/field.tsx";

/** What hanging up in a consultation does. */
export function HangUpInConsultation({ desk, settings }: { desk: Desk; settings: Settings }) {
  return (
    <Switch
      label={t("calls:hang-up-transfers.label")}
      aid={t("calls:hang-up-transfers.aid")}
      checked={settings.hangUpTransfers}
      onSwitch={(hangUpTransfers) => void desk.ask("settings.change", { hangUpTransfers })}
    />
  );
}
