import { selectionChord } from "@twp/shared/protocol/chords.ts";
import { keyActs, type Hotkey, type Hotkeys, type KeyAct } from "@twp/shared/protocol/hotkeys.ts";
import type { Settings } from "@twp/shared/protocol/settings.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Switch } from "../../ui/field.tsx";
import { Keyboard } from "../../ui/icons.ts";
import { ChordField } from "./chord-field.tsx";
import { keysInWords, purposeInWords, standTones } from "./hotkey-view.ts";

type Props = { desk: Desk; settings: Settings; hotkeys: Hotkeys };

/** Which keys work in every application, and how each one stands. */
export function HotkeysSetting({ desk, settings, hotkeys }: Props) {
  const { hindrance, keys } = hotkeys;
  const wrong = (act: KeyAct): string | undefined => {
    const key = keys.find(({ purpose }) => purpose.kind === act);
    return key === undefined || standTones[key.stand] === "ok" || key.stand === "asked"
      ? undefined
      : t(`hotkeys:stand.${key.stand}`);
  };
  return (
    <>
      <Switch
        label={t("hotkeys:selection.label")}
        aid={t("hotkeys:selection.aid", { keys: keysInWords(selectionChord) })}
        checked={settings.callSelection}
        onSwitch={(callSelection) => void desk.ask("settings.change", { callSelection })}
      />
      <fieldset class="part">
        <legend>{t("hotkeys:acts")}</legend>
        {keyActs.map((act) => (
          <ChordField
            key={act}
            name={`${act}Key`}
            label={t(`hotkeys:act.${act}`)}
            value={settings[`${act}Key`]}
            wrong={wrong(act)}
            save={(chord) => void desk.ask("settings.change", { [`${act}Key`]: chord })}
          />
        ))}
        <p class="wide">{t("hotkeys:aid")}</p>
      </fieldset>
      <div role="status" data-testid="hotkeys" data-hindrance={hindrance}>
        {hindrance !== null && (
          <Banner tone="bad" icon={Keyboard} title={t("hotkeys:hindrance.title")}>
            {t(`hotkeys:hindrance.${hindrance}`)} {t("hotkeys:on-pages")}
          </Banner>
        )}
        {hindrance === null && keys.length > 0 && (
          <ul class="keys">
            {keys.map((key) => (
              <Line key={`${key.chord} ${purposeInWords(key.purpose)}`} hotkey={key} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function Line({ hotkey: { chord, pressed, purpose, stand } }: { hotkey: Hotkey }) {
  return (
    <li class="actions" data-testid="hotkey" data-chord={chord} data-stand={stand}>
      <b>{pressed ?? keysInWords(chord)}</b>
      <span>{purposeInWords(purpose)}</span>
      <Chip tone={standTones[stand]}>{t(`hotkeys:stand.${stand}`)}</Chip>
    </li>
  );
}
