import * as v from "valibot";
import { Account, AccountEvent, accountCommands, applyAccountEvent, noAccount } from "./account.ts";
import { Call, CallsEvent, applyCallsEvent, callsCommands } from "./calls.ts";
import { Devices, DevicesEvent, applyDevicesEvent, defaultDevices, devicesCommands } from "./devices.ts";
import { ContactsEvent, ContactsState, applyContactsEvent, contactsCommands, noContacts } from "./contacts.ts";
import { conferencesCommands } from "./conferences.ts";
import { DialPlan, DiallingEvent, applyDiallingEvent, defaultDialPlan, diallingCommands } from "./dialling.ts";
import { doctorCommands } from "./doctor.ts";
import { GuardEvent, GuardState, applyGuardEvent, guardCommands, nobodyWaits } from "./guard.ts";
import { Hotkeys, HotkeysEvent, applyHotkeysEvent, hotkeysCommands, noHotkeys } from "./hotkeys.ts";
import { JournalEvent, JournalState, applyJournalEvent, journalCommands, noJournal } from "./journal.ts";
import { Conversation, MessagesEvent, applyMessagesEvent, messagesCommands } from "./messages.ts";
import { pageMemoryCommands } from "./page-memory.ts";
import { PageNamesEvent, PageNamesState, applyPageNamesEvent, noPageNames, pageNamesCommands } from "./page-names.ts";
import { Recall, RecallsEvent, applyRecallsEvent, recallsCommands } from "./recalls.ts";
import {
  RecordingsEvent,
  RecordingsState,
  applyRecordingsEvent,
  noRecordings,
  recordingsCommands,
} from "./recordings.ts";
import { searchCommands } from "./search.ts";
import { SettingsEvent, SettingsState, applySettingsEvent, defaultSettings, settingsCommands } from "./settings.ts";
import { SoundState, SoundsEvent, applySoundsEvent, silence, soundsCommands } from "./sounds.ts";
import { VoiceMail, VoiceMailEvent, applyVoiceMailEvent, noVoiceMail, voiceMailCommands } from "./voice-mail.ts";

export * from "./envelope.ts";
export * from "./account.ts";
export * from "./calls.ts";
export * from "./devices.ts";
export * from "./contacts.ts";
export * from "./conferences.ts";
export * from "./dialling.ts";
export * from "./doctor.ts";
export * from "./guard.ts";
export * from "./chords.ts";
export * from "./hotkeys.ts";
export * from "./journal.ts";
export * from "./messages.ts";
export * from "./page-memory.ts";
export * from "./page-names.ts";
export * from "./recalls.ts";
export * from "./recordings.ts";
export * from "./search.ts";
export * from "./settings.ts";
export * from "./sounds.ts";
export * from "./voice-mail.ts";

/** Everything a window mirrors. What grows (journal, search results) is asked for in pages and never stands here. */
export const State = v.object({
  account: Account,
  calls: v.array(Call),
  recalls: v.array(Recall),
  devices: Devices,
  contacts: ContactsState,
  dialling: DialPlan,
  guard: GuardState,
  hotkeys: Hotkeys,
  journal: JournalState,
  messages: v.array(Conversation),
  pageNames: PageNamesState,
  recordings: RecordingsState,
  settings: SettingsState,
  sounds: SoundState,
  voiceMail: VoiceMail,
});
export type State = Readonly<{
  account: Account;
  calls: readonly Call[];
  recalls: readonly Recall[];
  devices: Devices;
  contacts: ContactsState;
  dialling: DialPlan;
  guard: GuardState;
  hotkeys: Hotkeys;
  journal: JournalState;
  messages: readonly Conversation[];
  pageNames: PageNamesState;
  recordings: RecordingsState;
  settings: SettingsState;
  sounds: SoundState;
  voiceMail: VoiceMail;
}>;

/** The state before anything happened. */
export const initialState: State = {
  account: noAccount,
  calls: [],
  recalls: [],
  devices: defaultDevices,
  contacts: noContacts,
  dialling: defaultDialPlan,
  guard: nobodyWaits,
  hotkeys: noHotkeys,
  journal: noJournal,
  messages: [],
  pageNames: noPageNames,
  recordings: noRecordings,
  settings: { values: defaultSettings, notices: [] },
  sounds: silence,
  voiceMail: noVoiceMail,
};

/** Everything that can happen, in the past tense, with whole entities. */
export const Event = v.variant("type", [
  AccountEvent,
  ...CallsEvent.options,
  RecallsEvent,
  DevicesEvent,
  ContactsEvent,
  DiallingEvent,
  GuardEvent,
  HotkeysEvent,
  JournalEvent,
  ...MessagesEvent.options,
  PageNamesEvent,
  RecordingsEvent,
  SettingsEvent,
  SoundsEvent,
  VoiceMailEvent,
]);
export type Event = v.InferOutput<typeof Event>;

/** Folds one event into the state. Both sides use it, so a late window sees what an early one folded. */
export function applyEvent(state: State, event: Event): State {
  switch (event.type) {
    case "account.changed":
      return { ...state, account: applyAccountEvent(state.account, event) };
    case "calls.changed":
    case "calls.removed":
      return { ...state, calls: applyCallsEvent(state.calls, event) };
    case "devices.changed":
      return { ...state, devices: applyDevicesEvent(state.devices, event) };
    case "contacts.changed":
      return { ...state, contacts: applyContactsEvent(state.contacts, event) };
    case "recalls.changed":
      return { ...state, recalls: applyRecallsEvent(state.recalls, event) };
    case "dialling.changed":
      return { ...state, dialling: applyDiallingEvent(state.dialling, event) };
    case "guard.changed":
      return { ...state, guard: applyGuardEvent(state.guard, event) };
    case "hotkeys.changed":
      return { ...state, hotkeys: applyHotkeysEvent(state.hotkeys, event) };
    case "journal.changed":
      return { ...state, journal: applyJournalEvent(state.journal, event) };
    case "messages.changed":
    case "messages.closed":
      return { ...state, messages: applyMessagesEvent(state.messages, event) };
    case "pageNames.changed":
      return { ...state, pageNames: applyPageNamesEvent(state.pageNames, event) };
    case "recordings.changed":
      return { ...state, recordings: applyRecordingsEvent(state.recordings, event) };
    case "settings.changed":
      return { ...state, settings: applySettingsEvent(state.settings, event) };
    case "sounds.changed":
      return { ...state, sounds: applySoundsEvent(state.sounds, event) };
    case "voiceMail.changed":
      return { ...state, voiceMail: applyVoiceMailEvent(state.voiceMail, event) };
  }
}

/** Every command with the schema of its parameters and of its result. */
export const commands = {
  ...accountCommands,
  ...callsCommands,
  ...devicesCommands,
  ...contactsCommands,
  ...conferencesCommands,
  ...diallingCommands,
  ...doctorCommands,
  ...guardCommands,
  ...hotkeysCommands,
  ...journalCommands,
  ...messagesCommands,
  ...pageMemoryCommands,
  ...pageNamesCommands,
  ...recallsCommands,
  ...recordingsCommands,
  ...searchCommands,
  ...settingsCommands,
  ...soundsCommands,
  ...voiceMailCommands,
} as const;
export type Commands = typeof commands;
export type Command = keyof Commands;
export type Params<C extends Command> = v.InferOutput<Commands[C]["params"]>;
export type Result<C extends Command> = v.InferOutput<Commands[C]["result"]>;
