import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Mic, Square } from "../../ui/icons.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Meter } from "../../ui/field.tsx";
import { meterOf } from "./loudness.ts";
import type { MicrophoneWish, Trial } from "./trial.ts";

/** From here on, in percent of the meter, the loudest moments are cut off; below the other mark nobody speaks. */
const [tooLoud, somebodySpeaks] = [92, 25];

/** Shows how loud one is, between a click that opens the microphone and one that closes it. */
export function LevelMeter({ trial, wish }: { trial: Trial; wish: MicrophoneWish }) {
  const running = useSignal(false);
  const filled = useSignal(0);
  const { device, gain, cleaning } = wish;
  useEffect(
    () => trial.listen(running.value ? wish : null),
    [running.value, device, gain, cleaning.echoCancellation, cleaning.noiseSuppression, cleaning.evenLevel],
  );
  useEffect(() => {
    if (!running.value) return;
    let frame = 0;
    const look = (): void => {
      // It falls more slowly than it rises, so that the eye can follow.
      filled.value = Math.max(meterOf(trial.level()), filled.value - 2);
      frame = requestAnimationFrame(look);
    };
    look();
    return () => {
      cancelAnimationFrame(frame);
      filled.value = 0;
    };
  }, [running.value]);
  return (
    <div class="try-out wide">
      <div class="actions">
        <Button
          icon={running.value ? Square : Mic}
          data-testid="microphone-test"
          onClick={() => (running.value = !running.value)}
        >
          {t(running.value ? "sounds:meter.stop" : "sounds:meter.start")}
        </Button>
        <p role="status">{running.value && t(`sounds:meter.${said(trial, filled.value)}`)}</p>
      </div>
      {running.value && (
        <Meter
          label={t("sounds:meter.label")}
          filled={filled.value}
          tone={filled.value >= tooLoud ? "bad" : "ok"}
          data-testid="microphone-level"
        />
      )}
    </div>
  );
}

function said(trial: Trial, filled: number): "absent" | "quiet" | "heard" | "loud" {
  const state = trial.microphone.value;
  if (state === "refused" || state === "missing") return "absent";
  if (filled < somebodySpeaks) return "quiet";
  return filled >= tooLoud ? "loud" : "heard";
}
