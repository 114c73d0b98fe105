import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { ComponentChildren } from "preact";
import type { Desk } from "../../companion/desk.ts";
import { CallCard } from "./call-card.tsx";

/** The cards of these calls among all there are, the newest first; `acts` are what the page they stand on can do with one. */
export function CallList({
  calls,
  all,
  desk,
  plan,
  acts,
}: {
  calls: readonly Call[];
  all: readonly Call[];
  desk: Desk;
  plan: DialPlan;
  acts?: (call: Call) => ComponentChildren;
}) {
  return (
    <div class="calls">
      {calls.toReversed().map((call) => (
        <CallCard key={call.id} call={call} calls={all} desk={desk} plan={plan} acts={acts?.(call)} />
      ))}
    </div>
  );
}
