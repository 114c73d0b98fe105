import * as v from "valibot";

/** More conversations than a person has at once; the one that was silent longest goes first. */
export const mostConversations = 8;
/** The last texts of each; older ones are forgotten. */
export const mostTexts = 25;
/** In characters: what a telephone of another make shows as well, and eight conversations of it fit into one frame. */
export const longestText = 1000;

/**
 * Why a text did not arrive:
 * - `nobody-there`: no telephone of theirs is registered
 * - `not-understood`: their telephone takes no messages
 * - `refused`: they, or a server on the way, do not want it
 * - `unsent`: nobody answered
 */
export const messageFaults = ["nobody-there", "not-understood", "refused", "unsent"] as const;
export type MessageFault = (typeof messageFaults)[number];

/** A text of ours is `sending` until the other side has taken it; one of theirs has `arrived`. */
const Way = v.variant("state", [
  v.object({ state: v.picklist(["arrived", "sending", "sent"]) }),
  v.object({ state: v.literal("failed"), reason: v.picklist(messageFaults) }),
]);
export type Way = v.InferOutput<typeof Way>;

const Text = v.object({
  id: v.string(),
  text: v.pipe(v.string(), v.maxLength(longestText)),
  /** In milliseconds since the epoch. */
  at: v.number(),
  way: Way,
});
export type Text = v.InferOutput<typeof Text>;

/** What was written with somebody. Nothing of it is kept: it is gone when it is closed, or the companion ends (guide, section 2.6). */
export const Conversation = v.object({
  number: v.string(),
  name: v.string(),
  texts: v.array(Text),
  /** So many of theirs were not yet seen. */
  unread: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type Conversation = v.InferOutput<typeof Conversation>;

const number = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const whom = v.strictObject({ number });

export const messagesCommands = {
  /** Sends a text to a number (RFC 3428); what becomes of it stands in the conversation. */
  "messages.send": {
    params: v.strictObject({ number, text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longestText)) }),
    result: v.null(),
  },
  /** Sends a text that failed once more. */
  "messages.again": {
    params: v.strictObject({ number, id: v.pipe(v.string(), v.maxLength(64)) }),
    result: v.null(),
  },
  "messages.seen": { params: whom, result: v.null() },
  /** Closes the conversation, which erases it. */
  "messages.close": { params: whom, result: v.null() },
} as const;

export const MessagesEvent = v.variant("type", [
  v.object({ type: v.literal("messages.changed"), conversation: Conversation }),
  v.object({ type: v.literal("messages.closed"), number: v.string() }),
]);
export type MessagesEvent = v.InferOutput<typeof MessagesEvent>;

/** Folds one event into the conversations; the one with the latest text stands first. */
export function applyMessagesEvent(all: readonly Conversation[], event: MessagesEvent): readonly Conversation[] {
  const number = event.type === "messages.closed" ? event.number : event.conversation.number;
  const others = all.filter((each) => each.number !== number);
  if (event.type === "messages.closed") return others;
  const at = all.findIndex((each) => each.number === number);
  const isNews = all[at]?.texts.at(-1)?.id !== event.conversation.texts.at(-1)?.id;
  return isNews || at < 0 ? [event.conversation, ...others] : all.with(at, event.conversation);
}
