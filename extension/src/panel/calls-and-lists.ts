import { Announcer } from "../features/calls/announcer.tsx";
import { CallList } from "../features/calls/call-list.tsx";
import { CodeTools } from "../features/calls/code-tools.tsx";
import { SearchedText } from "../features/hotkeys/searched-text.ts";
import { ConversationList } from "../features/messages/conversation-list.tsx";
import { RecallList } from "../features/recalls/recall-list.tsx";
import { Lists } from "./lists.tsx";
import { OpenInWindow } from "./open-in-window.tsx";

/** What the panel holds besides its frame. */
export const callsAndLists = {
  Announcer,
  CallList,
  CodeTools,
  ConversationList,
  RecallList,
  Lists,
  OpenInWindow,
  SearchedText,
};
export type CallsAndLists = typeof callsAndLists;
