import { languages, type Settings } from "@twp/shared/protocol/settings.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Choice, Switch } from "../../ui/field.tsx";

const ownNames = { fr: "Français", en: "English", de: "Deutsch" } as const;

/** How others learn that they are recorded, and what reminds them. */
export function RecordingSettings({ desk, settings }: { desk: Desk; settings: Settings }) {
  const change = (part: Partial<Settings>): void => void desk.ask("settings.change", part);
  return (
    <div class="form">
      <Choice
        label={t("recordings:consent.label")}
        aid={t("recordings:consent.aid")}
        value={settings.recordingConsent}
        options={[
          ["spoken", t("recordings:consent.spoken")],
          ["shown", t("recordings:consent.shown")],
        ]}
        onChoose={(recordingConsent) => change({ recordingConsent })}
      />
      {settings.recordingConsent === "spoken" && (
        <Choice
          label={t("recordings:language.label")}
          value={settings.announcementLanguage}
          options={languages.map((each) => [each, each === "auto" ? t("recordings:language.auto") : ownNames[each]])}
          onChoose={(announcementLanguage) => change({ announcementLanguage })}
        />
      )}
      <Switch
        label={t("recordings:beep.label")}
        aid={t("recordings:beep.aid")}
        checked={settings.recordingBeep}
        onSwitch={(recordingBeep) => change({ recordingBeep })}
      />
    </div>
  );
}
