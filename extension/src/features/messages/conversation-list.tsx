import { initialState, type Conversation as Written, type DialPlan } from "@twp/shared/protocol/index.ts";
import type { Signal } from "@preact/signals";
import type { PanelWish } from "../../browser/panel-wish.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { X } from "../../ui/icons.ts";
import { shown } from "../dialling/numbers.ts";
import { standingAlone, withWished } from "./conversation-view.ts";
import { Conversation } from "./conversation.tsx";

/** `wished` may be somebody to write to. */
type Props = { desk: Desk; plan: DialPlan; wished: Signal<PanelWish | null> };

/** Whoever wrote, or is written to, and is not spoken with; closing one erases it. */
export function ConversationList({ desk, plan, wished }: Props) {
  const { messages, calls } = desk.state.value ?? initialState;
  const wish = wished.value?.kind === "message" ? wished.value.number : null;
  const close = (written: Written): void => {
    if (written.number === wish) wished.value = null;
    if (messages.includes(written)) void desk.ask("messages.close", { number: written.number });
  };
  return (
    <>
      {withWished(standingAlone(messages, calls), messages, wish).map((written) => {
        const { number } = written;
        const name = written.name || shown(number, plan.country);
        const writes = number === wish;
        return (
          <section
            key={`${number} ${writes ? "writes" : ""}`}
            class="conversation-card"
            aria-label={t("messages:with", { name })}
          >
            <header>
              <h2>{name}</h2>
              <IconButton
                icon={X}
                label={t("messages:close")}
                data-testid="close-conversation"
                onClick={() => close(written)}
              />
            </header>
            <Conversation number={number} name={name} written={written} desk={desk} writes={writes} />
          </section>
        );
      })}
    </>
  );
}
