import { Headphones, MicOff } from "../../ui/icons.ts";
import { t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { deviceInUse } from "./chosen-device.ts";
import type { SoundChoices } from "./sound-choices.ts";
import { useSoundDevices } from "./use-devices.ts";

const icons = { headset: Headphones, microphone: MicOff };

/** In a call, names the chosen devices that are away, and says what serves in their place. */
export function MissingDeviceBanner({ choices, because }: { choices: SoundChoices; because: unknown }) {
  const devices = useSoundDevices(because).value;
  const present = { headset: devices?.outputs ?? null, microphone: devices?.inputs ?? null };
  return (["headset", "microphone"] as const).map((part) => {
    const { missing } = deviceInUse(choices[part].device, present[part]);
    if (missing === null) return null;
    const title = t("sounds:missing-device.title", { name: missing });
    return (
      <Banner key={part} tone="warn" icon={icons[part]} title={title}>
        {t(`sounds:missing-device.${part}`)}
      </Banner>
    );
  });
}
