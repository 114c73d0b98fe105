import { numberKey } from "@twp/shared/dialling/same-number.ts";
import {
  Failure,
  mostConversations,
  mostTexts,
  type Conversation,
  type DialPlan,
  type State,
  type Text,
  type Way,
} from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Clock } from "../ports.ts";

/** What the conversations need of the world. */
export type ConversationsPorts = Readonly<{
  state: () => Pick<State, "messages">;
  publish: Publish;
  clock: Pick<Clock, "now">;
  newId: () => string;
  plan: () => DialPlan;
  /** The user's own name for a number, else the given one. */
  nameFor: (number: string, own: string) => string;
}>;

/** What is written with others, by their numbers in any spelling. */
export type Conversations = Readonly<{
  /** Throws `text-unknown` where nothing was written. */
  with: (number: string) => Conversation;
  /** Adds a text, and begins a conversation with it where there is none; the one that was silent longest may have to go. */
  add: (number: string, own: string, text: string, way: Way) => Text;
  /** Says what became of a text; of one that was closed meanwhile nobody wants to know. */
  mark: (number: string, id: string, way: Way) => void;
  seen: (number: string) => void;
  close: (number: string) => void;
}>;

/** Begins with none. */
export function createConversations({
  state,
  publish,
  clock,
  newId,
  plan,
  nameFor,
}: ConversationsPorts): Conversations {
  const find = (number: string): Conversation | undefined => {
    const key = numberKey(number, plan());
    return state().messages.find((each) => numberKey(each.number, plan()) === key);
  };
  const known = (number: string): Conversation => {
    const found = find(number);
    if (found === undefined) throw new Failure("text-unknown");
    return found;
  };
  const change = (conversation: Conversation): void => publish({ type: "messages.changed", conversation });
  const close = (number: string): void => publish({ type: "messages.closed", number });
  return {
    with: known,
    add(number, own, text, way) {
      const before = find(number);
      if (before === undefined)
        state()
          .messages.slice(mostConversations - 1)
          .forEach((silent) => close(silent.number));
      const added: Text = { id: newId(), text, at: clock.now(), way };
      const begun = before ?? { number, name: "", texts: [], unread: 0 };
      const texts = [...begun.texts, added].slice(-mostTexts);
      const unread = way.state === "arrived" ? Math.min(begun.unread + 1, texts.length) : 0;
      change({ ...begun, name: nameFor(number, own || begun.name), texts, unread });
      return added;
    },
    mark(number, id, way) {
      const found = find(number);
      const at = found?.texts.findIndex((each) => each.id === id) ?? -1;
      const text = found?.texts[at];
      if (found !== undefined && text !== undefined)
        change({ ...found, texts: found.texts.with(at, { ...text, way }) });
    },
    seen: (number) => change({ ...known(number), unread: 0 }),
    close: (number) => close(known(number).number),
  };
}
