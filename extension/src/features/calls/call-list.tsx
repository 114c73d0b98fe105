import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Desk } from "../../companion/desk.ts";
import { CallCard } from "./call-card.tsx";

/** The cards of these calls among all there are, the newest first. */
export function CallList({
  calls,
  all,
  desk,
  plan,
}: {
  calls: readonly Call[];
  all: readonly Call[];
  desk: Desk;
  plan: DialPlan;
}) {
  return (
    <div class="calls">
      {calls.toReversed().map((call) => (
        <CallCard key={call.id} call={call} calls={all} desk={desk} plan={plan} />
      ))}
    </div>
  );
}
