import { isHere, type Call } from "@twp/shared/protocol/calls.ts";
import { isRecorded } from "@twp/shared/protocol/recordings.ts";
import type { Signal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { CircleDot, X } from "../../ui/icons.ts";

/** `asks`: whether the question stands below the tools. */
type Props = { those: readonly Call[]; desk: Desk; asks: Signal<boolean> };

const canBeRecorded = (those: readonly Call[]): boolean =>
  those.length > 0 && those.every((each) => each.state === "active" && isHere(each) && !isRecorded(each.recording));

function begin({ those: [call], desk, asks }: Props, agreed: boolean): void {
  asks.value = false;
  if (call !== undefined) void desk.ask("recordings.begin", { callId: call.id, agreed });
}

/** Begins a recording of those calls, or opens the question where the user has chosen to ask the others. */
export function RecordTool(props: Props) {
  const { those, desk, asks } = props;
  if (!canBeRecorded(those)) return null;
  const mustAsk = desk.state.value?.settings.values.recordingConsent === "shown";
  return (
    <Tool
      icon={CircleDot}
      data-testid="record"
      aria-expanded={mustAsk ? asks.value : undefined}
      onClick={() => (mustAsk ? void (asks.value = !asks.value) : begin(props, false))}
    >
      {t("recordings:action.begin")}
    </Tool>
  );
}

/** Whether the others have agreed: it stands below the tools, as all that one of them opens. */
export function ConsentQuestion(props: Props) {
  const { those, asks } = props;
  if (!asks.value || !canBeRecorded(those)) return null;
  return (
    <div class="consent" role="group" aria-label={t("recordings:ask")}>
      <p>{t("recordings:ask")}</p>
      <Button small kind="accent" data-testid="agreed" onClick={() => begin(props, true)}>
        {t("recordings:action.agreed")}
      </Button>
      <Button small icon={X} onClick={() => void (asks.value = false)}>
        {t("recordings:action.cancel")}
      </Button>
    </div>
  );
}
