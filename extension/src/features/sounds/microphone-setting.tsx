import type { ReadonlySignal } from "@preact/signals";
import type { MicrophoneAccess } from "../../browser/microphone.ts";
import { Mic } from "../../ui/icons.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";

const tones = { granted: "ok", denied: "bad", prompt: "warn", unknown: "off" } as const;

/** The microphone's permission and the one button that asks for it; only a tab can show the browser's question. */
export function MicrophoneSetting({ access, ask }: { access: ReadonlySignal<MicrophoneAccess>; ask: () => void }) {
  return (
    <div class="form">
      <p class="line-state" role="status" data-testid="microphone">
        <Chip tone={tones[access.value]}>{t(`sounds:access.${access.value}`)}</Chip>
      </p>
      {access.value === "denied" && <p>{t("sounds:refused.how")}</p>}
      {access.value !== "granted" && access.value !== "denied" && (
        <div class="actions">
          <Button kind="accent" icon={Mic} onClick={ask}>
            {t("sounds:unasked.allow")}
          </Button>
        </div>
      )}
    </div>
  );
}
