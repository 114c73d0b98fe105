import { useSignal, type ReadonlySignal } from "@preact/signals";
import type { Settings } from "@twp/shared/protocol/settings.ts";
import type { ComponentChildren } from "preact";
import type { MicrophoneAccess } from "../../browser/microphone.ts";
import type { SoundDevice } from "../../browser/sound-devices.ts";
import { BellRing, Headphones, Mic, Play } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { deviceInUse } from "./chosen-device.ts";
import { DeviceChoice } from "./device-choice.tsx";
import type { KeptChoices } from "./kept-choices.ts";
import { LevelMeter } from "./level-meter.tsx";
import { gainOf } from "./loudness.ts";
import { MicrophoneSetting } from "./microphone-setting.tsx";
import type { SoundPart } from "./sound-choices.ts";
import type { Trial } from "./trial.ts";
import { useSoundDevices } from "./use-devices.ts";

const icons = { headset: Headphones, ring: BellRing, microphone: Mic };

/** What the section needs from the page. */
export type SoundPage = Readonly<{
  desk: Desk;
  choices: KeptChoices;
  trial: Trial;
  access: ReadonlySignal<MicrophoneAccess>;
  askMicrophone: () => void;
}>;

/** Where one hears, where it rings, where one speaks: devices and volumes, each with a way to try it. */
export function SoundSettings({ desk, choices, trial, access, askMicrophone }: SoundPage) {
  const devices = useSoundDevices(`${access.value} ${trial.microphone.value}`).value;
  const settings = desk.state.value?.settings.values;
  return (
    <>
      <MicrophoneSetting access={access} ask={askMicrophone} />
      {(["headset", "ring"] as const).map((part) => (
        <Part key={part} part={part} choices={choices} present={devices?.outputs ?? null}>
          <TestTone part={part} choices={choices} present={devices?.outputs ?? null} trial={trial} />
        </Part>
      ))}
      <Part part="microphone" choices={choices} present={devices?.inputs ?? null}>
        {settings !== undefined && access.value !== "denied" && (
          <LevelMeter
            trial={trial}
            wish={{
              device: deviceInUse(choices.now.value.microphone.device, devices?.inputs ?? null).id,
              gain: gainOf(choices.now.value.microphone.volume),
              cleaning: settings,
            }}
          />
        )}
        {settings !== undefined && <Cleaning desk={desk} settings={settings} />}
      </Part>
    </>
  );
}

type Given = Readonly<{ part: SoundPart; choices: KeptChoices; present: readonly SoundDevice[] | null }>;

function Part({ part, choices, present, children }: Given & { children: ComponentChildren }) {
  return (
    <fieldset class="part" data-testid={`sound-${part}`}>
      <legend>
        <Icon node={icons[part]} size={16} />
        {t(`sounds:${part}.title`)}
      </legend>
      <DeviceChoice part={part} choices={choices} present={present} />
      {children}
    </fieldset>
  );
}

/** Plays at the chosen device and volume what one would hear there. */
function TestTone({ part, choices, present, trial }: Given & { part: "headset" | "ring"; trial: Trial }) {
  const state = useSignal<"idle" | "playing" | "not-played">("idle");
  const play = async (): Promise<void> => {
    const { device, volume } = choices.now.value[part];
    state.value = "playing";
    const played = await trial.play(part, deviceInUse(device, present).id, gainOf(volume));
    state.value = played ? "idle" : "not-played";
  };
  return (
    <div class="actions wide">
      <Button icon={Play} disabled={state.value === "playing"} data-testid={`test-${part}`} onClick={() => void play()}>
        {t(`sounds:${part}.test`)}
      </Button>
      <p role="status">{state.value !== "idle" && t(`sounds:${state.value}`)}</p>
    </div>
  );
}

/** Whether the browser works on the microphone's sound. */
function Cleaning({ desk, settings }: { desk: Desk; settings: Settings }) {
  const change = (part: Partial<Settings>): void => void desk.ask("settings.change", part);
  return (
    <div class="form wide">
      <Switch
        label={t("cleaning:echo-cancellation.label")}
        aid={t("cleaning:echo-cancellation.aid")}
        checked={settings.echoCancellation}
        onSwitch={(echoCancellation) => change({ echoCancellation })}
      />
      <Switch
        label={t("cleaning:noise-suppression.label")}
        aid={t("cleaning:noise-suppression.aid")}
        checked={settings.noiseSuppression}
        onSwitch={(noiseSuppression) => change({ noiseSuppression })}
      />
      <Switch
        label={t("cleaning:even-level.label")}
        aid={t("cleaning:even-level.aid")}
        checked={settings.evenLevel}
        onSwitch={(evenLevel) => change({ evenLevel })}
      />
    </div>
  );
}
