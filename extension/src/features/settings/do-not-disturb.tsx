import { BellOff } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Switch } from "../../ui/field.tsx";

const isOn = (desk: Desk): boolean => desk.state.value?.settings.values.doNotDisturb === true;
const turn = (desk: Desk, doNotDisturb: boolean): void => void desk.ask("settings.change", { doNotDisturb });

/** Says that callers do not get through, for as long as it is so. */
export function DoNotDisturbChip({ desk }: { desk: Desk }) {
  return (
    <span role="status" data-testid="do-not-disturb-state">
      {isOn(desk) && (
        <Chip tone="bad" title={t("settings:do-not-disturb.aid")}>
          {t("settings:do-not-disturb.label")}
        </Chip>
      )}
    </span>
  );
}

/** One click to be left alone, and one to be reached again. */
export function DoNotDisturbButton({ desk }: { desk: Desk }) {
  if (desk.state.value === null) return null;
  return (
    <IconButton
      icon={BellOff}
      label={t("settings:do-not-disturb.label")}
      data-testid="do-not-disturb"
      aria-pressed={isOn(desk)}
      onClick={() => turn(desk, !isOn(desk))}
    />
  );
}

/** The same, with room to say what it does. */
export function DoNotDisturbSwitch({ desk }: { desk: Desk }) {
  return (
    <Switch
      label={t("settings:do-not-disturb.label")}
      aid={t("settings:do-not-disturb.aid")}
      checked={isOn(desk)}
      onSwitch={(on) => turn(desk, on)}
    />
  );
}
