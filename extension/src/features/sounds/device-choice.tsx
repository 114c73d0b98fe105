import type { SoundDevice } from "../../browser/sound-devices.ts";
import { t } from "../../texts.ts";
import { Choice, Slider } from "../../ui/field.tsx";
import { deviceView, type DeviceOption } from "./device-view.ts";
import type { KeptChoices } from "./kept-choices.ts";
import { loudest, type SoundPart } from "./sound-choices.ts";

type Given = Readonly<{ part: SoundPart; choices: KeptChoices; present: readonly SoundDevice[] | null }>;

/** Which device, and how loud. */
export function DeviceChoice({ part, choices, present }: Given) {
  const { device, volume } = choices.now.value[part];
  const { value, options, aid } = deviceView(device, present);
  const choose = (id: string): void => {
    const option = options.find((each) => each.id === id);
    if (option !== undefined) choices.change(part, { device: option.name === null ? null : { id, name: option.name } });
  };
  return (
    <>
      <Choice
        label={t(`sounds:${part}.device`)}
        aid={aid === null ? undefined : t(aid)}
        value={value}
        options={options.map((option, index) => [option.id, nameOf(option, index)])}
        onChoose={choose}
      />
      <Slider
        label={t(`sounds:${part}.volume`)}
        value={volume}
        most={loudest[part]}
        shown={t("sounds:percent", { value: volume })}
        onSlide={(next) => choices.change(part, { volume: next })}
      />
    </>
  );
}

function nameOf({ name, away }: DeviceOption, index: number): string {
  if (name === null) return t("sounds:device.system");
  const said = name === "" ? t("sounds:device.unnamed", { number: index }) : name;
  return away ? t("sounds:device.away", { name: said }) : said;
}
