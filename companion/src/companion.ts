import { Failure, commands, type Command, type Notice } from "@twp/shared/protocol/index.ts";
import type { Devices, DialPlan, Event, Settings } from "@twp/shared/protocol/index.ts";
import * as v from "valibot";
import { createAccount } from "./features/account/account.ts";
import type { Credentials, OpenLine, Secrets, WatchNetwork } from "./features/account/ports.ts";
import type { StoredAccount } from "./features/account/stored.ts";
import { createCalls } from "./features/calls/calls.ts";
import { encryptionOn } from "./features/calls/secrecy.ts";
import type { Line } from "./features/calls/ports.ts";
import { createDevices } from "./features/devices/devices.ts";
import { createPhones } from "./features/devices/phones.ts";
import { createContacts, type StoredContacts } from "./features/contacts/contacts.ts";
import { createDoctor } from "./features/doctor/doctor.ts";
import { createDialling } from "./features/dialling/dialling.ts";
import { createGuard, type Guard, type GuardPorts } from "./features/guard/guard.ts";
import { createHotkeys, type HotkeysFeature, type HotkeysPorts } from "./features/hotkeys/hotkeys.ts";
import type { OpenKeyboard } from "./features/hotkeys/ports.ts";
import { createJournal } from "./features/journal/journal.ts";
import type { JournalStore } from "./features/journal/ports.ts";
import type { SpokenLanguage } from "./features/recordings/consent.ts";
import type { RecordingStore } from "./features/recordings/ports.ts";
import { createRecordings } from "./features/recordings/recordings.ts";
import { createMessages } from "./features/messages/messages.ts";
import type { Courier } from "./features/messages/ports.ts";
import { createPageMemory, type PageMemory } from "./features/page-memory/page-memory.ts";
import type { PageStore } from "./features/page-memory/ports.ts";
import { createPageNames } from "./features/page-names/page-names.ts";
import type { NameStore } from "./features/page-names/ports.ts";
import { createMirror, type Mirror } from "./features/mirror.ts";
import type { Asker, Clock, Commands, Document, Log } from "./features/ports.ts";
import { contactsSource, journalSource, pageNamesSource } from "./features/search/people.ts";
import { createSearch } from "./features/search/search.ts";
import { createRecalls } from "./features/recalls/recalls.ts";
import { createSettings, type SettingsFeature } from "./features/settings/settings.ts";
import type { SoundEngine } from "./features/sounds/ports.ts";
import { createSounds } from "./features/sounds/sounds.ts";
import type { MailAccess, Mailbox, MessageBox, OpenMessageBox, StoredVoiceMail } from "./features/voice-mail/ports.ts";
import { createVoiceMail, type VoiceMailFeature, type VoiceMailPorts } from "./features/voice-mail/voice-mail.ts";

/** The world as the companion sees it; `daemon.ts` builds it from adapters, tests from what they hold in their hand. */
export type CompanionPorts = Readonly<{
  documents: Readonly<{
    settings: Document<Settings>;
    devices: Document<Devices>;
    account: Document<StoredAccount>;
    dialling: Document<DialPlan>;
    contacts: Document<StoredContacts>;
    voiceMail: Document<StoredVoiceMail>;
  }>;
  journal: JournalStore;
  pages: PageStore;
  pageNames: NameStore;
  recordings: RecordingStore;
  /** The file of what is said to whoever is recorded, in that language. */
  announcement: (language: SpokenLanguage) => string;
  /** The computer's. */
  language: SpokenLanguage;
  notices: readonly Notice[];
  secrets: Secrets;
  /** The embedded office: `open` starts it and gives this user's place in it, `mail` is the mailbox it keeps for them. */
  office: Readonly<{ open: () => Promise<Credentials>; mail: MessageBox }>;
  openImap: (access: MailAccess) => OpenMessageBox;
  openLine: (credentials: Credentials) => Promise<OpenLine & Line & Mailbox & Courier>;
  watchNetwork: WatchNetwork;
  openKeyboard: OpenKeyboard;
  sound: SoundEngine;
  /** The file of what the other party hears while the user's browser is away. */
  waitingTone: string;
  clock: Clock;
  chance: () => number;
  newId: () => string;
  newCode: () => string;
  version: string;
  /** The computer's time zone (IANA). */
  zone: string;
  /** The system it runs on, for whoever helps. */
  system: string;
  log: Log;
}>;

/** The switchboard: everything a window can see and ask, and nothing of how it reaches the wire. */
export type Companion = Readonly<{
  mirror: Mirror;
  /** Runs a command whose name and parameters are still unknown. Rejects with `Failure`. */
  handle: (command: string, params: unknown, asker: Asker) => Promise<unknown>;
  sessionEnded: (session: string) => void;
  door: SettingsFeature["door"];
  pair: SettingsFeature["pair"];
  /** Tells the user of something that happened to a file. */
  note: SettingsFeature["note"];
  start: () => Promise<void>;
  /** Ends calls politely, unregisters, and leaves. */
  stop: () => Promise<void>;
}>;

/** Puts the features together. */
export function createCompanion(ports: CompanionPorts): Companion {
  const { documents, log } = ports;
  const mirror = createMirror(logged(log));
  const { publish } = mirror;
  let line: (Line & Courier) | null = null;

  const settings = createSettings({ ...ports, document: documents.settings, publish });
  const devices = createDevices(documents.devices, publish);
  const dialling = createDialling(documents.dialling, publish);
  const recording = createRecording(ports, mirror);
  const people = createPeople(ports, dialling.plan, mirror, recording.recordings.between);
  const heard = () => (line === null ? undefined : line.heard);
  const doctor = createDoctor({ ...ports, mirror, openSound: ports.sound.open, heard });
  const calls = createCalls({
    ...ports,
    traced: doctor.traced,
    publish,
    ...people.named,
    openSound: ports.sound.open,
    ...recording,
    devices: devices.value,
    phones: createPhones(ports.clock),
    plan: dialling.plan,
    settings: () => mirror.state().settings.values,
    isHeard: () => mirror.state().sounds.holder !== null,
    doubtLine: () => account.refresh(),
    line: () => (mirror.state().account.kind === "none" ? "no-account" : registeredLine(mirror, line)),
  });
  const voiceMail = voiceMailOf(ports, mirror, people.named.nameFor);
  const watch = () => line?.watch ?? null;
  const guard = guardOf(ports, mirror, { plan: dialling.plan, nameFor: people.named.nameFor, call: calls.dial });
  const dial = (number: string) => guard.dial(number, { kind: "panel" });
  const recalls = createRecalls({ ...ports, state: mirror.state, publish, watch, dial });
  const messages = messagesOf(ports, mirror, people.named.nameFor, dialling.plan, () => line);
  const expectCalls = expectingCalls(ports, mirror, () => line);
  mirror.subscribe(({ type }) => renaming.has(type) && calls.rename());
  const openLine = async (credentials: Credentials): Promise<OpenLine> => {
    const opened = await ports.openLine(credentials);
    line = opened;
    calls.listen(opened);
    voiceMail.listen(opened, isAtOffice(mirror) ? ports.office.mail : null);
    messages.listen(opened);
    recalls.renew();
    expectCalls();
    return opened;
  };
  const account = createAccount({
    ...ports,
    office: ports.office.open,
    document: documents.account,
    publish,
    openLine,
  });
  const sounds = createSounds({ mirror, engine: ports.sound, clock: ports.clock, calls, log });
  const hotkeys = hotkeysOf(ports, mirror, people.contacts, () => companion);
  const pages = pagesOf(ports, mirror, dialling.plan);
  const places = { account, settings, devices, dialling, guard, people, messages, hotkeys, pages };
  const talk = { calls, recalls, recording, doctor, sounds, voiceMail };
  const companion = companionOf(mirror, ports.sound, { ...places, ...talk });
  return companion;
}

/** After these a party of a call may have another name. */
const renaming: ReadonlySet<Event["type"]> = new Set(["contacts.changed", "pageNames.changed", "settings.changed"]);

/** Who presses a key of the desktop: this user, in no browser. */
const atTheKeyboard: Asker = { session: "hotkeys", browser: { id: "local", name: "twp" } };

/** The keys of the desktop, whose presses come in by the same door as a window's commands. */
function hotkeysOf(
  ports: CompanionPorts,
  mirror: Mirror,
  contacts: HotkeysPorts["contacts"],
  companion: () => Companion,
): HotkeysFeature {
  const run: HotkeysPorts["run"] = ({ command, params }) => companion().handle(command, params, atTheKeyboard);
  return createHotkeys({ ...ports, mirror, contacts, run });
}

/** The pages on which numbers were seen. */
function pagesOf(ports: CompanionPorts, { state }: Mirror, plan: () => DialPlan): PageMemory {
  return createPageMemory({ ...ports, store: ports.pages, settings: () => state().settings.values, plan });
}

/** The messages of the line's server, or of a mail server of the user's. */
function voiceMailOf(ports: CompanionPorts, { publish, state }: Mirror, nameFor: VoiceMailPorts["nameFor"]) {
  const authorities = () => state().account.authorities;
  return createVoiceMail({ ...ports, document: ports.documents.voiceMail, publish, nameFor, authorities });
}

/** The door to the calls that the user starts. */
function guardOf(ports: CompanionPorts, mirror: Mirror, calls: Pick<GuardPorts, "plan" | "nameFor" | "call">): Guard {
  const settings = () => mirror.state().settings.values;
  return createGuard({ ...ports, ...calls, settings, publish: mirror.publish });
}

/** What is written with others on the line that is registered. */
function messagesOf(
  ports: CompanionPorts,
  mirror: Mirror,
  nameFor: VoiceMailPorts["nameFor"],
  plan: () => DialPlan,
  line: () => (Line & Courier) | null,
) {
  const { publish, state } = mirror;
  const courier = (): Courier => {
    const found = registeredLine(mirror, line());
    if (found === "line-not-registered") throw new Failure(found);
    return found;
  };
  return createMessages({ ...ports, state, publish, nameFor, plan, courier });
}

function isAtOffice({ state }: Mirror): boolean {
  return state().account.kind === "office";
}

/** The features of a companion by their names. */
type Features = Readonly<{
  account: ReturnType<typeof createAccount>;
  calls: ReturnType<typeof createCalls>;
  messages: ReturnType<typeof createMessages>;
  pages: PageMemory;
  recalls: ReturnType<typeof createRecalls>;
  devices: ReturnType<typeof createDevices>;
  dialling: ReturnType<typeof createDialling>;
  guard: Guard;
  people: ReturnType<typeof createPeople>;
  recording: ReturnType<typeof createRecording>;
  doctor: ReturnType<typeof createDoctor>;
  hotkeys: HotkeysFeature;
  settings: SettingsFeature;
  sounds: ReturnType<typeof createSounds>;
  voiceMail: VoiceMailFeature;
}>;

/** What is left to do when every feature stands. */
function companionOf(mirror: Mirror, sound: SoundEngine, features: Features): Companion {
  const { account, calls, settings, sounds } = features;
  const handlers = {
    ...account.commands,
    ...calls.commands,
    ...features.messages.commands,
    ...features.pages.commands,
    ...features.recalls.commands,
    ...features.devices.commands,
    ...features.dialling.commands,
    ...features.guard.commands,
    ...features.people.commands,
    ...features.doctor.commands,
    ...features.hotkeys.commands,
    ...features.recording.recordings.commands,
    ...settings.commands,
    ...sounds.commands,
    ...features.voiceMail.commands,
  };
  return {
    mirror,
    handle: (command, params, asker) => handle(handlers, command, params, asker),
    sessionEnded: sounds.sessionEnded,
    door: settings.door,
    pair: settings.pair,
    note: settings.note,
    async start() {
      features.hotkeys.start();
      await Promise.all([account.start(), features.voiceMail.start()]);
    },
    async stop() {
      features.hotkeys.stop();
      features.voiceMail.stop();
      calls.endAll();
      await account.stop();
      await sound.stop();
    },
  };
}

/** Has the sound of the next call opened ahead; anew where the line stands on another server now, or the sound is wanted otherwise. */
function expectingCalls({ sound }: CompanionPorts, mirror: Mirror, current: () => Line | null): () => void {
  const expectCalls = (): void => {
    const line = current();
    if (line === null) return;
    sound.prepare(line.local, encryptionOn(line, mirror.state().settings.values.encryption));
  };
  mirror.subscribe(({ type }) => {
    if (type === "account.changed" || type === "settings.changed") expectCalls();
  });
  return expectCalls;
}

/** A listener that throws is a bug, which ends nothing. */
function logged(log: Log): (error: unknown) => void {
  return (error) => log("listener failed", { message: error instanceof Error ? error.name : "unknown" });
}

/** How calls are recorded, and where that is kept. */
function createRecording({ sound, recordings: store, log }: CompanionPorts, { publish }: Mirror) {
  return { record: sound.record, recordings: createRecordings({ store, publish, log }) };
}

/** Whom the user knows, whom there were calls with, and how both are found. */
function createPeople(
  ports: CompanionPorts,
  plan: () => DialPlan,
  { publish, subscribe, state }: Mirror,
  recordedBetween: RecordingStore["between"],
) {
  const { newId, log } = ports;
  const contacts = createContacts({ document: ports.documents.contacts, plan, publish, newId });
  const isNamed = (number: string): boolean => contacts.contactOf(number) !== null || journal.nameOf(number) !== "";
  const wishes = { isNamed, settings: () => state().settings.values, plan, publish };
  const names = createPageNames({ ...ports, store: ports.pageNames, ...wishes });
  const journal = createJournal({
    store: ports.journal,
    contactOf: contacts.contactOf,
    learnedOf: names.nameOf,
    recordedBetween,
    plan,
    publish,
    log,
  });
  // After what the same turn still tells the network: a hang-up must not wait for the disk.
  subscribe((event) => queueMicrotask(() => journal.hear(event)));
  const sources = [
    contactsSource(contacts, journal),
    journalSource(contacts, journal, names),
    pageNamesSource(contacts, journal, names),
  ];
  return {
    contacts: contacts.all,
    commands: {
      ...contacts.commands,
      ...journal.commands,
      ...names.commands,
      ...createSearch({ sources, plan }).commands,
    },
    named: {
      /** The user's own name for a number, else the party's, else the one it gave before. */
      nameFor: (number: string, own: string) => contacts.contactOf(number)?.name ?? (own || journal.nameOf(number)),
      learnedFor: names.nameOf,
    },
  };
}

function registeredLine<L extends Line>(mirror: Mirror, line: L | null): L | "line-not-registered" {
  return line !== null && mirror.state().account.registration.state === "registered" ? line : "line-not-registered";
}

/** Parses what a window asked for, once, and runs it. */
async function handle(handlers: Commands<Command>, name: string, params: unknown, asker: Asker): Promise<unknown> {
  if (!isCommand(name)) throw new Failure("unknown-command");
  const parsed = v.safeParse(commands[name].params, params);
  if (!parsed.success) throw new Failure("bad-request", v.summarize(parsed.issues));
  // The schema and the handler stand under the same name; the compiler cannot follow that through the union.
  const run = handlers[name] as (given: unknown, by: Asker) => unknown;
  return run(parsed.output, asker);
}

function isCommand(name: string): name is Command {
  return Object.hasOwn(commands, name);
}
