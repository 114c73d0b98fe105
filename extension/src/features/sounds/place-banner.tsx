import { isLive } from "@twp/shared/protocol/index.ts";
import { AudioLines, Hourglass } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { language, t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { placeOf } from "./sound-place.ts";

/** During a call, says where its sound is when it is not here, and brings it here. */
export function PlaceBanner({ desk }: { desk: Desk }) {
  const [link, state] = [desk.link.value, desk.state.value];
  if (link.state !== "ready" || state === null || !state.calls.some(isLive)) return null;
  const place = placeOf(state.sounds, link.browser);
  const take = (
    <Button small data-testid="take-sound" onClick={() => void desk.ask("sounds.take", null)}>
      {t("sounds:place.take")}
    </Button>
  );
  switch (place.kind) {
    case "here":
      return null;
    case "elsewhere":
      return (
        <Banner
          tone="warn"
          icon={AudioLines}
          title={t("sounds:place.elsewhere", { browser: place.browser })}
          actions={take}
        />
      );
    case "nowhere": {
      const time = new Date(place.callsEndAt).toLocaleTimeString(language.value, { timeStyle: "medium" });
      return (
        <Banner tone="bad" icon={Hourglass} title={t("sounds:place.nowhere")} actions={take}>
          {t("sounds:place.waits", { time })}
        </Banner>
      );
    }
  }
}
