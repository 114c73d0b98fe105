import type { Call } from "@twp/shared/protocol/calls.ts";
import { mayRecall } from "@twp/shared/protocol/recalls.ts";
import { Hourglass } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";

/** Of a call that did not come about: waits for its party. */
export function RecallButton({ call, desk }: { call: Call; desk: Desk }) {
  if (!mayRecall(call)) return null;
  const { id: callId } = call;
  return (
    <Button icon={Hourglass} data-testid="recall-when-free" onClick={() => void desk.ask("recalls.begin", { callId })}>
      {t("recalls:begin")}
    </Button>
  );
}
