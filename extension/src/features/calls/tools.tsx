import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Tool } from "../../ui/button.tsx";
import { Grid3x3, PhoneForwarded } from "../../ui/icons.ts";
import { RecordTool } from "../recordings/record-tool.tsx";
import { Keypad } from "./keypad.tsx";
import { HoldTool, MuteTool } from "./talk-tools.tsx";
import { TransferField } from "./transfer-field.tsx";

type Props = { call: Call; desk: Desk; plan: DialPlan; transfers?: boolean };

/** The tools of a conversation. Two of them open something below, one at a time; `transfers` brings the one for a typed number. */
export function Tools({ call, desk, plan, transfers = false }: Props) {
  const open = useSignal<"keypad" | "transfer" | null>(null);
  const turn = (tool: "keypad" | "transfer"): void => void (open.value = open.value === tool ? null : tool);
  const { id: callId, muted, state } = call;
  const held = state === "held";
  return (
    <>
      <div class="tools" role="group" aria-label={t("calls:tools")}>
        <MuteTool callId={callId} muted={muted} desk={desk} />
        <HoldTool
          waits={held}
          testId={held ? "resume" : "hold"}
          act={() => void desk.ask(held ? "calls.resume" : "calls.hold", { callId })}
        />
        <Tool
          icon={Grid3x3}
          data-testid="keypad"
          aria-expanded={open.value === "keypad"}
          disabled={held}
          onClick={() => turn("keypad")}
        >
          {t("calls:action.keypad")}
        </Tool>
        <RecordTool those={[call]} desk={desk} />
        {transfers && (
          <Tool
            icon={PhoneForwarded}
            data-testid="transfer"
            aria-expanded={open.value === "transfer"}
            onClick={() => turn("transfer")}
          >
            {t("calls:action.transfer")}
          </Tool>
        )}
      </div>
      {open.value === "transfer" && (
        <TransferField call={call} desk={desk} plan={plan} close={() => void (open.value = null)} />
      )}
      {open.value === "keypad" && !held && (
        <Keypad digits={call.digits} send={(digits) => void desk.ask("calls.sendDigits", { callId, digits })} />
      )}
    </>
  );
}
