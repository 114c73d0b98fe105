import {
  Account,
  Devices,
  Contact,
  DialPlan,
  ImapPlace,
  Settings,
  defaultDevices,
  defaultDialPlan,
  defaultSettings,
  noAccount,
  type Notice,
  type Purpose,
} from "@twp/shared/protocol/index.ts";
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { networkInterfaces, release, type as osType } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { openGateway } from "./adapters/gateway/gateway.ts";
import { demoPages } from "./adapters/gateway/pages.ts";
import type { Refused, Switchboard } from "./adapters/gateway/session.ts";
import { openKeyboard } from "./adapters/hotkeys/keyboard.ts";
import { openImapBox } from "./adapters/imap/imap-box.ts";
import { startSoundEngine } from "./adapters/media/engine.ts";
import { openLine, type LinePorts } from "./adapters/sip/line.ts";
import { openDatabase } from "./adapters/storage/database.ts";
import { openDocument, type DocumentForm, type Shelf } from "./adapters/storage/documents.ts";
import { journalIn, journalSteps } from "./adapters/storage/journal.ts";
import { pageNamesIn, pageNamesSteps } from "./adapters/storage/page-names.ts";
import { pagesIn, pagesSteps } from "./adapters/storage/pages.ts";
import { admitBrowser, admitted, hashOf, pairingsForm, sameHash, type Pairings } from "./adapters/storage/pairings.ts";
import { recordingsIn } from "./adapters/storage/recordings.ts";
import { openSecrets } from "./adapters/storage/secrets.ts";
import { systemClock } from "./adapters/system/clock.ts";
import { announceInstance } from "./adapters/system/instance.ts";
import { watchNetwork } from "./adapters/system/network.ts";
import { createCompanion, type Companion, type CompanionPorts } from "./companion.ts";
import { migrations as accountMigrations, type StoredAccount } from "./features/account/stored.ts";
import type { SpokenLanguage } from "./features/recordings/consent.ts";
import { diallingMigrations } from "./features/dialling/stored.ts";
import type { StoredContacts } from "./features/contacts/contacts.ts";
import { contactsMigrations } from "./features/contacts/stored.ts";
import type { Document, Log } from "./features/ports.ts";
import type { StoredVoiceMail } from "./features/voice-mail/ports.ts";
import { settingsMigrations } from "./features/settings/stored.ts";
import { afterFailure, lockedFor, tryCode } from "./features/settings/pairing.ts";
import { locateServer, startLineEngine } from "./line-engine.ts";
import { createOfficePlace } from "./office-place.ts";
import { terminalTexts } from "./texts.ts";
import { version } from "./version.ts";

/** What the process gives: its folder, its log, its language. */
export type World = Readonly<{
  folder: string;
  notices: Notice[];
  log: Log;
  /** What the office calls a user who has no name yet. */
  officeName: string;
  /** The terminal's language, which the office speaks. */
  language: SpokenLanguage;
  env: NodeJS.ProcessEnv;
  /** A browser that has to be paired is at the door. */
  onStranger: () => void;
}>;

/** A companion with its adapters around it. */
export type Running = Readonly<{
  port: number;
  pair: Companion["pair"];
  stop: () => Promise<void>;
}>;

const { registration: _none, ...storedNoAccount } = noAccount;
const settingsForm: DocumentForm<Settings> = {
  name: "settings",
  schema: Settings,
  first: defaultSettings,
  migrations: settingsMigrations,
};
const diallingForm: DocumentForm<DialPlan> = {
  name: "dialling",
  schema: DialPlan,
  first: defaultDialPlan,
  migrations: diallingMigrations,
};
const devicesForm: DocumentForm<Devices> = { name: "devices", schema: Devices, first: defaultDevices };
const contactsForm: DocumentForm<StoredContacts> = {
  name: "contacts",
  schema: v.object({ contacts: v.array(Contact) }),
  first: { contacts: [] },
  migrations: contactsMigrations,
};
const voiceMailForm: DocumentForm<StoredVoiceMail> = {
  name: "voice-mail",
  schema: v.object({ imap: v.nullable(ImapPlace) }),
  first: { imap: null },
};
const accountForm: DocumentForm<StoredAccount> = {
  name: "account",
  schema: v.omit(Account, ["registration"]),
  first: storedNoAccount,
  migrations: accountMigrations,
};

const soundFiles = {
  waitingTone: fileURLToPath(new URL("../sounds/waiting.wav", import.meta.url)),
  announcement: (language: SpokenLanguage) =>
    fileURLToPath(new URL(`../sounds/${language}/recorded.wav`, import.meta.url)),
} as const;
const pages = demoPages(fileURLToPath(new URL("../pages/demo", import.meta.url)));
const about = {
  version,
  system: `${osType()} ${release()}, Node ${process.versions.node}`,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
} as const;

/** Builds every adapter and puts the companion between them. Rejects with `PortsTaken`. */
export async function compose(world: World): Promise<Running> {
  const { folder, notices, log, env } = world;
  const shelf: Shelf = { folder, notice: (notice) => void notices.push(notice), newId: randomUUID, now: Date.now, log };
  const [{ pairings, ...documents }, databases] = await Promise.all([documentsOf(shelf), openDatabases(shelf)]);
  // Written at the first start, so that the companion is the same one at the second.
  await pairings.write(pairings.value());
  const keyring = env["TWP_SECRETS"] !== "file";
  const office = officeOf(world, (notice) => companion.note(notice));
  const companion = createCompanion({
    documents,
    ...storesIn(databases, folder),
    ...soundFiles,
    ...desktopOf(world),
    language: world.language,
    notices,
    secrets: await openSecrets(shelf, keyring, () => log("no keyring")),
    office,
    openImap: (access) => openImapBox(access, systemClock),
    openLine: (credentials) => openLine(credentials, linePorts(log)),
    sound: await startSoundEngine({ warm: false, onCrash: () => log("sound thread ended") }),
    clock: systemClock,
    chance: Math.random,
    newId: randomUUID,
    newCode: () => String(randomInt(1_000_000)).padStart(6, "0"),
    ...about,
    log,
  });
  const localToken = randomBytes(32).toString("base64url");
  const gateway = await openGateway({
    switchboard: switchboardOf(companion, pairings, localToken),
    subscribe: companion.mirror.subscribe,
    pages,
    version,
    instance: pairings.value().instance,
    ...shelf,
    onStranger: world.onStranger,
  });
  const withdraw = await announceInstance(folder, { pid: process.pid, port: gateway.port, token: localToken });
  void companion.start();
  return {
    port: gateway.port,
    pair: companion.pair,
    async stop() {
      await withdraw();
      await companion.stop();
      office.close();
      await gateway.stop();
      databases.calls.close();
      databases.pages.close();
      databases.names.close();
    },
  };
}

/** What is small, each in a document. */
async function documentsOf(shelf: Shelf) {
  const [settings, account, devices, dialling, contacts, voiceMail, pairings] = await Promise.all([
    openDocument(shelf, settingsForm),
    openDocument(shelf, accountForm),
    openDocument(shelf, devicesForm),
    openDocument(shelf, diallingForm),
    openDocument(shelf, contactsForm),
    openDocument(shelf, voiceMailForm),
    openDocument(shelf, pairingsForm(randomUUID)),
  ]);
  return { settings, account, devices, dialling, contacts, voiceMail, pairings };
}

/** What grows: the calls with their recordings, and the pages, which the user can have forgotten without the calls. */
async function openDatabases(shelf: Shelf) {
  const [calls, pages, names] = await Promise.all([
    openDatabase(shelf, "journal", journalSteps, "journal-set-aside"),
    openDatabase(shelf, "pages", pagesSteps),
    openDatabase(shelf, "page-names", pageNamesSteps),
  ]);
  return { calls, pages, names };
}

function storesIn(
  { calls, pages, names }: Awaited<ReturnType<typeof openDatabases>>,
  folder: string,
): Pick<CompanionPorts, "journal" | "recordings" | "pages" | "pageNames"> {
  return {
    journal: journalIn(calls),
    recordings: recordingsIn(calls, join(folder, "recordings"), randomUUID),
    pages: pagesIn(pages),
    pageNames: pageNamesIn(names),
  };
}

/** The office is in a folder of its own. */
function officeOf({ officeName: displayName, language, folder, log }: World, notice: (notice: Notice) => void) {
  return createOfficePlace({ displayName, language, folder: join(folder, "office") }, { log, notice });
}

/** What the companion hears of this computer's desktop and network. */
function desktopOf({ env, log }: World): Pick<CompanionPorts, "openKeyboard" | "watchNetwork"> {
  const { platform } = process;
  const say = terminalTexts(env);
  const describe = (purpose: Purpose): string =>
    say(`hotkey.${purpose.kind}`, { name: purpose.kind === "contact" ? purpose.name : "" });
  // A portal takes letters, digits and underscores.
  const newToken = (): string => `twp_${randomBytes(8).toString("hex")}`;
  return {
    openKeyboard: (news) => openKeyboard({ env, platform, describe, newToken, clock: systemClock, log }, news),
    watchNetwork: (changed) => watchNetwork(systemClock, networkInterfaces, changed),
  };
}

function linePorts(log: Log): LinePorts {
  return {
    newId: randomUUID,
    chance: Math.random,
    clock: systemClock,
    userAgent: `TWP/${version}`,
    log,
    locate: locateServer,
    startEngine: (wish) => startLineEngine(wish, log),
  };
}

/** The companion as the gateway sees it, with the door in front of it. */
function switchboardOf(companion: Companion, pairings: Document<Pairings>, localToken: string): Switchboard {
  const { door, mirror } = companion;
  const lockedOut = (): Refused => ({ code: "locked-out", retryAfter: lockedFor(door.get(), Date.now()) });
  const isLocked = (): boolean => lockedFor(door.get(), Date.now()) > 0;
  return {
    state: mirror.state,
    revision: mirror.revision,
    handle: companion.handle,
    sessionEnded: companion.sessionEnded,
    authenticate(token) {
      const hash = hashOf(token);
      if (sameHash(hash, hashOf(localToken))) return { id: "local", name: "twp" };
      const browser = admitted(pairings.value(), token);
      if (browser !== undefined) return { id: browser.id, name: browser.name };
      if (isLocked()) return lockedOut();
      door.set(afterFailure(door.get(), Date.now()));
      return { code: "token-wrong" };
    },
    async pair(code, name) {
      const tried = tryCode(door.get(), code, Date.now());
      door.set(tried.door);
      if (tried.refusal === "locked-out") return lockedOut();
      if (tried.refusal !== null) return { code: tried.refusal };
      return admitBrowser(pairings, name, randomUUID(), Date.now());
    },
  };
}
