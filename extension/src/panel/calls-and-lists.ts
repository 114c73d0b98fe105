import { Announcer } from "../features/calls/announcer.tsx";
import { CallList } from "../features/calls/call-list.tsx";
import { CodeTools } from "../features/calls/code-tools.tsx";
import { ClipboardWatch } from "../features/clipboard/clipboard-watch.tsx";
import { DropPlace } from "../features/dropping/drop-place.tsx";
import { SearchedText } from "../features/hotkeys/searched-text.ts";
import { ConversationList } from "../features/messages/conversation-list.tsx";
import { Palette } from "../features/palette/palette.tsx";
import { RecallList } from "../features/recalls/recall-list.tsx";
import { Lists } from "./lists.tsx";
import { OpenInWindow } from "./open-in-window.tsx";

/** What the panel holds besides its frame. */
export const callsAndLists = {
  Announcer,
  CallList,
  ClipboardWatch,
  CodeTools,
  ConversationList,
  DropPlace,
  Palette,
  RecallList,
  Lists,
  OpenInWindow,
  SearchedText,
};
export type CallsAndLists = typeof callsAndLists;
