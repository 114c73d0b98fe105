import { Mic } from "../ui/icons.ts";
import { askMicrophone } from "../browser/microphone.ts";
import { EchoTest } from "../features/sounds/echo-test-button.tsx";
import type { Page } from "../page.tsx";
import { t } from "../texts.ts";
import { Button } from "../ui/button.tsx";
import { Step } from "./step.tsx";

/** The microphone, and a call to the echo that proves the whole way there and back. */
export function SoundStep({ page }: { page: Page }) {
  const { desk, microphone } = page;
  const ready = desk.link.value.state === "ready";
  const access = microphone.value;
  if (access === "granted")
    return (
      <Step
        id="sound"
        state={ready ? "done" : "later"}
        icon={Mic}
        title={t("welcome:sound.title")}
        text={t("welcome:sound.granted")}
      >
        <EchoTest desk={desk} signal={page.signal} />
      </Step>
    );
  const text = t(access === "denied" ? "sounds:refused.how" : "welcome:sound.text");
  return (
    <Step id="sound" state={ready ? "now" : "later"} icon={Mic} title={t("welcome:sound.title")} text={text}>
      {access !== "denied" && (
        <div class="actions">
          <Button kind="accent" icon={Mic} data-testid="allow-microphone" onClick={() => void askMicrophone()}>
            {t("sounds:unasked.allow")}
          </Button>
        </div>
      )}
    </Step>
  );
}
