import { MicOff } from "../../ui/icons.ts";
import { t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import type { MicrophoneState } from "./microphone-state.ts";

/** Says that nobody will hear us, and the way to change it; a refusal can only be taken back in the browser's own settings. */
export function MicrophoneBanner({ state, allow }: { state: MicrophoneState; allow: () => void }) {
  switch (state) {
    case "fine":
      return null;
    case "missing":
      return (
        <Banner tone="bad" icon={MicOff} title={t("sounds:missing.title")}>
          {t("sounds:missing.text")}
        </Banner>
      );
    case "unasked":
      return (
        <Banner
          tone="warn"
          icon={MicOff}
          title={t("sounds:unasked.title")}
          actions={<Act allow={allow}>{t("sounds:unasked.allow")}</Act>}
        >
          {t("sounds:unasked.text")}
        </Banner>
      );
    case "refused":
      return (
        <Banner
          tone="bad"
          icon={MicOff}
          title={t("sounds:refused.title")}
          actions={<Act allow={allow}>{t("sounds:refused.show")}</Act>}
        >
          {t("sounds:refused.text")}
        </Banner>
      );
  }
}

function Act({ allow, children }: { allow: () => void; children: string }) {
  return (
    <Button small data-testid="microphone-help" onClick={allow}>
      {children}
    </Button>
  );
}
