import { CallList } from "../features/calls/call-list.tsx";
import { CodeTools } from "../features/calls/code-tools.tsx";
import { GuardCard } from "../features/guard/guard-card.tsx";
import { ConversationList } from "../features/messages/conversation-list.tsx";
import { RecallList } from "../features/recalls/recall-list.tsx";
import { Around } from "./around.tsx";
import { Lists } from "./lists.tsx";
import { OpenInWindow } from "./open-in-window.tsx";

/** What the panel holds besides its frame. */
export const callsAndLists = {
  Around,
  CallList,
  CodeTools,
  ConversationList,
  GuardCard,
  RecallList,
  Lists,
  OpenInWindow,
};
export type CallsAndLists = typeof callsAndLists;
