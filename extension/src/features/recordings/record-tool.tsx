import { isInBrowser, type Call } from "@twp/shared/protocol/calls.ts";
import { isRecorded } from "@twp/shared/protocol/recordings.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { CircleDot, X } from "../../ui/icons.ts";

type Props = { those: readonly Call[]; desk: Desk };

/** Begins a recording of those calls. Where the user has chosen to ask the others, it says first that they have agreed. */
export function RecordTool({ those, desk }: Props) {
  const asks = useSignal(false);
  const [call] = those;
  const can = those.every((each) => each.state === "active" && isInBrowser(each) && !isRecorded(each.recording));
  if (call === undefined || !can) return null;
  const begin = (agreed: boolean): void => {
    asks.value = false;
    void desk.ask("recordings.begin", { callId: call.id, agreed });
  };
  const mustAsk = desk.state.value?.settings.values.recordingConsent === "shown";
  return (
    <>
      <Tool
        icon={CircleDot}
        data-testid="record"
        aria-expanded={mustAsk ? asks.value : undefined}
        onClick={() => (mustAsk ? void (asks.value = !asks.value) : begin(false))}
      >
        {t("recordings:action.begin")}
      </Tool>
      {asks.value && (
        <div class="consent" role="group" aria-label={t("recordings:ask")}>
          <p>{t("recordings:ask")}</p>
          <Button small kind="accent" data-testid="agreed" onClick={() => begin(true)}>
            {t("recordings:action.agreed")}
          </Button>
          <Button small icon={X} onClick={() => void (asks.value = false)}>
            {t("recordings:action.cancel")}
          </Button>
        </div>
      )}
    </>
  );
}
