import type { ExaminedCall, Rung } from "@twp/shared/protocol/index.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { PhoneIncoming, PhoneOutgoing } from "../../ui/icons.ts";
import { language, t } from "../../texts.ts";
import { Icon } from "../../ui/icon.tsx";
import { Ladder } from "./ladder.tsx";

type LadderOf = (callId: string) => Promise<readonly Rung[]>;

/** The last calls; each unfolds to what was said in it. */
export function ExaminedCalls({ calls, ladderOf }: { calls: readonly ExaminedCall[]; ladderOf: LadderOf }) {
  if (calls.length === 0) return <p>{t("doctor:no-calls")}</p>;
  return calls.map((call) => <ExaminedOne key={call.callId} call={call} ladderOf={ladderOf} />);
}

function ExaminedOne({ call, ladderOf }: { call: ExaminedCall; ladderOf: LadderOf }) {
  const open = useSignal(false);
  const rungs = useSignal<readonly Rung[] | null>(null);
  useEffect(() => {
    if (open.value) void ladderOf(call.callId).then((found) => (rungs.value = found));
  }, [open.value, call.endedAt, call.answeredAt]);
  const time = new Date(call.startedAt).toLocaleTimeString(language.value, { timeStyle: "medium" });
  return (
    <details class="examined" data-testid="examined-call" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>
        <Icon node={call.direction === "outgoing" ? PhoneOutgoing : PhoneIncoming} size={16} />
        <span>{t(`doctor:call.${call.direction}`)}</span>
        <time dateTime={new Date(call.startedAt).toISOString()}>{time}</time>
        <span class="end">{call.end === null ? t("doctor:call.goes-on") : t(`calls:end.${call.end}`)}</span>
      </summary>
      {rungs.value !== null && <Ladder rungs={rungs.value} />}
    </details>
  );
}
