import type { Call } from "@twp/shared/protocol/calls.ts";
import { Hourglass } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";

/** Of a call that did not come about: waits for its party. */
export function RecallButton({ call: { id: callId, direction, end }, desk }: { call: Call; desk: Desk }) {
  const vain = end === "busy" || end === "no-answer" || end === "declined-by-peer";
  if (direction !== "outgoing" || !vain) return null;
  return (
    <Button icon={Hourglass} data-testid="recall-when-free" onClick={() => void desk.ask("recalls.begin", { callId })}>
      {t("recalls:begin")}
    </Button>
  );
}
