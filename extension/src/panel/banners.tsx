import { openPage } from "../browser/pages.ts";
import { LineBanner } from "../features/account/line-banner.tsx";
import { FailureBanner } from "../features/settings/failure-banner.tsx";
import { LinkBanner } from "../features/settings/link-banner.tsx";
import { Notices } from "../features/settings/notices.tsx";
import { microphoneState } from "../features/sounds/microphone-state.ts";
import { MicrophoneBanner } from "../features/sounds/microphone-banner.tsx";
import { MissingDeviceBanner } from "../features/sounds/missing-device-banner.tsx";
import { PlaceBanner } from "../features/sounds/place-banner.tsx";
import type { Page } from "../page.tsx";

/** Everything that stands between the user and a call, the most basic first; later ones wait until it is settled. */
export function Banners({ page: { desk, microphone, soundMicrophone, soundChoices } }: { page: Page }) {
  const link = desk.link.value;
  if (link.state !== "ready")
    return (
      <div class="banners">
        <LinkBanner link={link} openWelcome={() => void openPage("welcome")} />
      </div>
    );
  return (
    <div class="banners">
      <FailureBanner desk={desk} lineIsTold />
      <LineBanner desk={desk} openOptions={() => void openPage("options")} />
      <PlaceBanner desk={desk} />
      <MicrophoneBanner
        state={microphoneState(microphone.value, soundMicrophone.value)}
        allow={() => void openPage("options")}
      />
      {desk.state.value?.sounds.microphone && (
        <MissingDeviceBanner choices={soundChoices.now.value} because={soundMicrophone.value} />
      )}
      <Notices desk={desk} />
    </div>
  );
}
