import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Person } from "@twp/shared/protocol/search.ts";
import { initialState } from "@twp/shared/protocol/index.ts";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/button.tsx";
import { ChevronDown, ChevronUp, PhoneForwarded, ScrollText } from "../../ui/icons.ts";
import { shown } from "../dialling/numbers.ts";
import { keysOfContact } from "../hotkeys/hotkey-view.ts";
import { LogOf } from "../journal/log-of.tsx";
import { LearnedLine } from "../page-names/learned-line.tsx";
import { Correspondent } from "./correspondent.tsx";

type Props = {
  person: Person;
  /** What stands under the name; without it the number and the company. */
  facts?: ComponentChildren;
  /** What stands above the card once it is unfolded. */
  origin?: ComponentChildren;
  desk: Desk;
  plan: DialPlan;
  /** The call whose party can be sent to that person. */
  during: Call | null;
};

/** Somebody in a list: a click on the name calls, and the rest is a button each. */
export function PersonRow({ person, facts, origin, desk, plan, during }: Props) {
  const open = useSignal<"card" | "log" | null>(null);
  const turn = (part: "card" | "log"): void => void (open.value = open.value === part ? null : part);
  const [number = ""] = person.numbers;
  const name = person.name || shown(number, plan.country) || t("journal:unknown");
  const keys = keysOfContact((desk.state.value ?? initialState).hotkeys, person.contactId);
  const second = [keys, person.name === "" ? "" : shown(number, plan.country), person.company]
    .filter(Boolean)
    .join(" · ");
  return (
    <div class="row" data-testid="person" data-name={name}>
      <Avatar name={name} />
      <button
        type="button"
        class="row-name"
        data-roving
        data-testid="call-person"
        disabled={number === ""}
        title={t("search:call", { name })}
        onClick={() => void desk.ask("calls.dial", { target: number, source: { kind: "panel" } })}
      >
        <strong>{name}</strong>
        {facts ?? <span class="facts">{second}</span>}
        <LearnedLine learned={person.learned} look="facts" />
      </button>
      <div class="acts">
        {during !== null && number !== "" && (
          <IconButton
            icon={PhoneForwarded}
            label={t("search:transfer", { name })}
            data-testid="transfer-to-person"
            onClick={() => void desk.ask("calls.transfer", { callId: during.id, target: number })}
          />
        )}
        <IconButton
          icon={ScrollText}
          label={t("search:log", { name })}
          data-testid="open-log"
          aria-expanded={open.value === "log"}
          onClick={() => turn("log")}
        />
        <IconButton
          icon={open.value === "card" ? ChevronUp : ChevronDown}
          label={t("search:card", { name })}
          data-testid="open-card"
          aria-expanded={open.value === "card"}
          onClick={() => turn("card")}
        />
      </div>
      {open.value !== null && (
        <div class="unfolded">
          {origin}
          {open.value === "card" && <Correspondent person={person} desk={desk} plan={plan} during={during} />}
          {open.value === "log" && <LogOf desk={desk} numbers={person.numbers} />}
        </div>
      )}
    </div>
  );
}
