import { AudioLines, Mic } from "../ui/icons.ts";
import { useMemo } from "preact/hooks";
import { askMicrophone } from "../browser/microphone.ts";
import { createEchoTest } from "../features/sounds/echo-test.ts";
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
        <EchoTest page={page} />
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

/** Only the office is known to have an echo. */
function EchoTest({ page: { desk, signal } }: { page: Page }) {
  const test = useMemo(() => createEchoTest(desk, signal), [desk]);
  if (desk.state.value?.account.kind !== "office") return null;
  const state = test.state.value;
  const running = state === "calling" || state === "speaking";
  return (
    <div class="actions">
      <Button icon={AudioLines} data-testid="echo-test" disabled={running} onClick={test.start}>
        {t("welcome:echo.start")}
      </Button>
      <p role="status" data-testid="echo-state" data-state={state}>
        {state === "idle" ? "" : t(`welcome:echo.${state}`)}
      </p>
    </div>
  );
}
