import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Users } from "../../../ui/icons.ts";
import { othersToMeet } from "./conference.ts";

/** Brings those who wait, a call or a whole conference, together with whom the user speaks with. */
export function BringTogether({ those, calls, desk }: { those: readonly Call[]; calls: readonly Call[]; desk: Desk }) {
  const other = othersToMeet(those, calls);
  const [one] = those;
  return other === null || one === undefined ? null : <ConferenceButton one={one} other={other} desk={desk} />;
}

/** Enters a conference with both. */
export function ConferenceButton({ one, other, desk }: { one: Call; other: Call; desk: Desk }) {
  const name = other.peer.name || other.peer.number;
  return (
    <Button
      icon={Users}
      data-testid="conference-begin"
      title={t("calls:conference.begin-with", { name })}
      onClick={() => void desk.ask("conferences.begin", { callId: one.id, otherId: other.id })}
    >
      {t("calls:conference.begin")}
    </Button>
  );
}
