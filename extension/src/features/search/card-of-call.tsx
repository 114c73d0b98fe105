import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { IdCard } from "../../ui/icons.ts";
import { Correspondent } from "./correspondent.tsx";
import { partyOf } from "./person-view.ts";

type Toggle = { call: Call; open: boolean; turn: () => void };

/** Opens or closes what is known of a call's party: in words for a caller, who may be looked up before the answer. */
export function CardToggle({ call, open, turn }: Toggle) {
  const name = call.peer.name || call.peer.number;
  const common = { "data-testid": "card", "aria-expanded": open, onClick: turn };
  if (call.state !== "offered") return <IconButton icon={IdCard} label={t("journal:details", { name })} {...common} />;
  return (
    <Button small icon={IdCard} title={t("journal:details", { name })} {...common}>
      {t("search:card-short")}
    </Button>
  );
}

/** What is known of a call's party. */
export function CardOfCall({ call, desk, plan }: { call: Call; desk: Desk; plan: DialPlan }) {
  return (
    <div class="unfolded">
      <Correspondent
        person={partyOf({ ...call.peer, learned: call.learned })}
        desk={desk}
        plan={plan}
        during={null}
        pages={false}
      />
    </div>
  );
}
