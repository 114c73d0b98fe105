import { type Contact, type DialPlan, type Purpose, type State } from "@twp/shared/protocol/index.ts";
import type { Leaving } from "./key-news.ts";
import { orderFor, type Order } from "./key-order.ts";
import { PressFailed } from "./ports.ts";

/** What there is when keys are pressed. */
export type Moment = Readonly<{
  state: Pick<State, "calls" | "dialling">;
  contacts: readonly Contact[];
  /** Reads the selected text. Rejects with `PressFailed`. */
  selection: () => Promise<string>;
}>;

/** What pressed keys come to: a command, or a text to look for. Rejects with `PressFailed` where they come to nothing. */
export async function meantBy(purpose: Purpose, moment: Moment): Promise<Order | Leaving> {
  switch (purpose.kind) {
    case "selection":
      return ofSelected(await moment.selection(), moment.state.dialling);
    case "contact":
      return dial(moment.contacts.find(({ id }) => id === purpose.contactId)?.numbers[0] ?? "");
    case "answer":
    case "hangUp":
    case "mute":
    case "hold": {
      const order = orderFor(purpose.kind, moment.state.calls);
      if (order === null) throw new PressFailed("no-such-call");
      return order;
    }
  }
}

/** Most people never switch the key for a selected text on: what reads numbers in texts is loaded with the wish for it. */
export const loadReader = () => import("./selected-text.ts");

async function ofSelected(text: string, plan: DialPlan): Promise<Order | Leaving> {
  const { meaningOf } = await loadReader();
  const meaning = meaningOf(text, plan);
  switch (meaning.kind) {
    case "dial":
      return dial(meaning.target);
    case "search":
      return meaning;
    case "nothing":
      throw new PressFailed(meaning.why);
  }
}

const dial = (target: string): Order => ({ command: "calls.dial", params: { target, source: { kind: "hotkey" } } });
