import { guardReasons, type Settings } from "@twp/shared/protocol/settings.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Choice, Switch } from "../../ui/field.tsx";

const delays = ["0", "1", "2", "3", "4", "5"] as const;

/** How long a slip can be taken back, and what the user is asked about before a call begins. */
export function GuardSetting({ desk, settings: { dialDelay, askBefore } }: { desk: Desk; settings: Settings }) {
  const words = (seconds: string): string =>
    seconds === "0" ? t("guard:setting.none") : t("guard:setting.seconds", { seconds });
  return (
    <div class="form" data-testid="guard-setting">
      <Choice
        label={t("guard:setting.delay")}
        aid={t("guard:setting.delay-aid")}
        value={delays[dialDelay] ?? "0"}
        options={delays.map((seconds) => [seconds, words(seconds)])}
        onChoose={(seconds) => void desk.ask("settings.change", { dialDelay: Number(seconds) })}
      />
      <fieldset class="part">
        <legend>{t("guard:setting.ask")}</legend>
        {guardReasons.map((reason) => (
          <Switch
            key={reason}
            label={t(`guard:setting.${reason}`)}
            checked={askBefore.includes(reason)}
            onSwitch={(on) =>
              void desk.ask("settings.change", {
                askBefore: guardReasons.filter((each) => (each === reason ? on : askBefore.includes(each))),
              })
            }
          />
        ))}
      </fieldset>
    </div>
  );
}
