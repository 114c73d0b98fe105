import { languages, themes, type Settings } from "@twp/shared/protocol/settings.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Choice } from "../../ui/field.tsx";

/** The interface's language: in their own names, so that nobody has to read another to find theirs. */
export function LanguageChoice({ desk, settings }: { desk: Desk; settings: Settings }) {
  const names = { auto: t("preferences:language.auto"), fr: "Français", en: "English", de: "Deutsch" };
  return (
    <Choice
      label={t("preferences:language.label")}
      value={settings.language}
      options={languages.map((language) => [language, names[language]])}
      onChoose={(language) => void desk.ask("settings.change", { language })}
    />
  );
}

/** Light, dark, or as the browser is. */
export function ThemeChoice({ desk, settings }: { desk: Desk; settings: Settings }) {
  return (
    <Choice
      label={t("preferences:theme.label")}
      value={settings.theme}
      options={themes.map((theme) => [theme, t(`preferences:theme.${theme}`)])}
      onChoose={(theme) => void desk.ask("settings.change", { theme })}
    />
  );
}
