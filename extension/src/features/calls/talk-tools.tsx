import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Tool } from "../../ui/button.tsx";
import { Mic, MicOff, Pause, Play } from "../../ui/icons.ts";

/** Mutes the user, in one call or in the conference that it belongs to. */
export function MuteTool({ callId, muted, desk }: { callId: string; muted: boolean; desk: Desk }) {
  return (
    <Tool
      icon={muted ? MicOff : Mic}
      data-testid="mute"
      aria-pressed={muted}
      onClick={() => void desk.ask("calls.mute", { callId, muted: !muted })}
    >
      {t("calls:action.mute")}
    </Tool>
  );
}

/** Puts on hold, or takes back who waits; `testId` tells which of the two it does. */
export function HoldTool({ waits, testId, act }: { waits: boolean; testId: string; act: () => void }) {
  return (
    <Tool icon={waits ? Play : Pause} data-testid={testId} onClick={act}>
      {t(waits ? "calls:action.resume" : "calls:action.hold")}
    </Tool>
  );
}
