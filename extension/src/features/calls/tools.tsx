import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Conversation as Written } from "@twp/shared/protocol/messages.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Tool } from "../../ui/button.tsx";
import { Grid3x3, MessageSquare, PhoneForwarded } from "../../ui/icons.ts";
import { shown } from "../dialling/numbers.ts";
import { Conversation } from "../messages/conversation.tsx";
import { isWrittenBeside, withNumber } from "../messages/conversation-view.ts";
import { ConsentQuestion, RecordTool } from "../recordings/record-tool.tsx";
import { Keypad } from "./keypad.tsx";
import { HoldTool, MuteTool } from "./talk-tools.tsx";
import { TransferField } from "./transfer/transfer-field.tsx";

/** What a tool opens below. */
type Below = "keypad" | "transfer" | "message" | "nothing";
type Props = { call: Call; desk: Desk; plan: DialPlan; transfers?: boolean };

/** The tools of a conversation. Two of them open something below, one at a time; `transfers` brings the one for a typed number. */
export function Tools({ call, desk, plan, transfers = false }: Props) {
  const open = useSignal<Below | null>(null);
  const asks = useSignal(false);
  const turn = (tool: Below): void => void (open.value = open.value === tool ? null : tool);
  const { id: callId, muted, state, peer } = call;
  const held = state === "held";
  const written = withNumber(desk.state.value?.messages ?? [], peer.number);
  // Whoever writes to the user during the call is read at once, unless another tool is open.
  const canWrite = isWrittenBeside(call);
  const writing = canWrite && (open.value === "message" || (open.value === null && written !== undefined));
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
        <RecordTool those={[call]} desk={desk} asks={asks} />
        {canWrite && <MessageTool open={writing} turn={() => void (open.value = writing ? "nothing" : "message")} />}
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
      <ConsentQuestion those={[call]} desk={desk} asks={asks} />
      {open.value === "transfer" && (
        <TransferField call={call} desk={desk} plan={plan} close={() => void (open.value = null)} />
      )}
      {open.value === "keypad" && !held && (
        <Keypad digits={call.digits} send={(digits) => void desk.ask("calls.sendDigits", { callId, digits })} />
      )}
      {writing && <Beside call={call} written={written} desk={desk} plan={plan} writes={open.value === "message"} />}
    </>
  );
}

function MessageTool({ open, turn }: { open: boolean; turn: () => void }) {
  return (
    <Tool icon={MessageSquare} data-testid="message" aria-expanded={open} onClick={turn}>
      {t("messages:tool")}
    </Tool>
  );
}

type BesideProps = Omit<Props, "transfers"> & { written: Written | undefined; writes: boolean };

/** What is written with the other party during the call. */
function Beside({ call: { peer }, written, desk, plan, writes }: BesideProps) {
  const name = peer.name || shown(peer.number, plan.country);
  return <Conversation number={peer.number} name={name} written={written} desk={desk} writes={writes} />;
}
