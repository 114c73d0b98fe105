import { initialState, type DialPlan } from "@twp/shared/protocol/index.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { X } from "../../ui/icons.ts";
import { shown } from "../dialling/numbers.ts";
import { standingAlone } from "./conversation-view.ts";
import { Conversation } from "./conversation.tsx";

/** Whoever wrote, or was written to, and is not spoken with; closing one erases it. */
export function ConversationList({ desk, plan }: { desk: Desk; plan: DialPlan }) {
  const { messages, calls } = desk.state.value ?? initialState;
  return (
    <>
      {standingAlone(messages, calls).map((written) => {
        const { number } = written;
        const name = written.name || shown(number, plan.country);
        return (
          <section key={number} class="conversation-card" aria-label={t("messages:with", { name })}>
            <header>
              <h2>{name}</h2>
              <IconButton
                icon={X}
                label={t("messages:close")}
                data-testid="close-conversation"
                onClick={() => void desk.ask("messages.close", { number })}
              />
            </header>
            <Conversation number={number} name={name} written={written} desk={desk} />
          </section>
        );
      })}
    </>
  );
}
