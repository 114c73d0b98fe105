import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { CircleAlert, CircleDot, Pause, Play, Square, X } from "../../ui/icons.ts";
import { signText } from "./recording-view.ts";

/** The red sign of those calls' recording with what can be done with it; or why it ended by itself. */
export function RecordingLine({ those, desk }: { those: readonly Call[]; desk: Desk }) {
  const call = those.find(({ recording }) => recording !== null);
  if (call === undefined || call.recording === null) return null;
  const { id: callId, recording } = call;
  if (recording.state === "failed")
    return (
      <div class="recording" data-testid="recording-failed">
        <Icon node={CircleAlert} size={16} />
        <p>{t(`recordings:fault.${recording.reason}`)}</p>
        <IconButton
          icon={X}
          label={t("common:close")}
          data-testid="recording-dismiss"
          onClick={() => {
            // In a conference the fault stands with everybody.
            for (const each of those)
              if (each.recording?.state === "failed") void desk.ask("calls.dismiss", { callId: each.id });
          }}
        />
      </div>
    );
  const text = signText(call);
  return (
    <div
      class="recording"
      role="group"
      aria-label={t("recordings:tools")}
      data-testid="recording"
      data-state={recording.state}
    >
      <Icon node={recording.state === "paused" ? Pause : CircleDot} size={16} />
      <p>{text !== null && t(text)}</p>
      {recording.state !== "announcing" && (
        <IconButton
          icon={recording.state === "paused" ? Play : Pause}
          label={t(recording.state === "paused" ? "recordings:action.resume" : "recordings:action.pause")}
          data-testid={recording.state === "paused" ? "recording-resume" : "recording-pause"}
          onClick={() =>
            void desk.ask(recording.state === "paused" ? "recordings.resume" : "recordings.pause", { callId })
          }
        />
      )}
      <IconButton
        icon={Square}
        label={t("recordings:action.stop")}
        data-testid="recording-stop"
        onClick={() => void desk.ask("recordings.stop", { callId })}
      />
    </div>
  );
}
