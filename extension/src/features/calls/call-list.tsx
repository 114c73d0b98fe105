import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Desk } from "../../companion/desk.ts";
import { CallCard } from "./call-card.tsx";

/** The cards of these calls, the newest first. */
export function CallList({ calls, desk, country }: { calls: readonly Call[]; desk: Desk; country: string }) {
  return (
    <div class="calls">
      {calls.toReversed().map((call) => (
        <CallCard key={call.id} call={call} desk={desk} country={country} />
      ))}
    </div>
  );
}
