import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Desk } from "../../companion/desk.ts";
import { CallCard } from "./call-card.tsx";

/** The cards of these calls, the newest first. */
export function CallList({ calls, desk, plan }: { calls: readonly Call[]; desk: Desk; plan: DialPlan }) {
  return (
    <div class="calls">
      {calls.toReversed().map((call) => (
        <CallCard key={call.id} call={call} desk={desk} plan={plan} />
      ))}
    </div>
  );
}
