import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { ComponentChildren } from "preact";
import type { Desk } from "../../companion/desk.ts";
import { CallCard } from "./call-card.tsx";
import { cardsOf } from "./conference/conference.ts";
import { ConferenceCard } from "./conference/conference-card.tsx";

/** The cards of these calls among all there are, the newest first; a conference is one card. `acts` are what the page they stand on can do with a call. */
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
      {cardsOf(calls).map((card) =>
        card.kind === "conference" ? (
          <ConferenceCard key={card.conference.id} conference={card.conference} calls={all} desk={desk} plan={plan} />
        ) : (
          <CallCard key={card.call.id} call={card.call} calls={all} desk={desk} plan={plan} acts={acts?.(card.call)} />
        ),
      )}
    </div>
  );
}
