import {
  Failure,
  noAccount,
  type Account,
  type Registration,
  type accountCommands,
} from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Clock, Commands, Document, Log } from "../ports.ts";
import { RegistrationRefusal, type Credentials, type OpenLine, type Secrets } from "./ports.ts";
import { afterOutcome, type Outcome } from "./registration.ts";

/** What rests on the disk: never a password. */
export type StoredAccount = Readonly<Omit<Account, "registration">>;

/** What the account needs of the world. */
export type AccountPorts = Readonly<{
  document: Document<StoredAccount>;
  secrets: Secrets;
  /** Starts the embedded office if it is not running and gives this user's place in it. */
  office: () => Promise<Credentials>;
  /** Opens the line; from then on calls can come. Rejects with `RegistrationRefusal`. */
  openLine: (credentials: Credentials) => Promise<OpenLine>;
  publish: Publish;
  clock: Clock;
  /** In [0, 1). */
  chance: () => number;
  log: Log;
}>;

/** The user's account and the true state of its registration. */
export type AccountFeature = Readonly<{
  commands: Commands<keyof typeof accountCommands>;
  /** Goes on the line with the stored account, or with the office where none is set. Never rejects. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
  current: () => Account;
  /** Something made the line doubtful: asks the registrar now how it stands. */
  refresh: () => void;
}>;

const passwordName = "sip-password";

/** Begins off the line. */
export function createAccount(ports: AccountPorts): AccountFeature {
  const line = createRegistration(ports);
  let starts = 0;
  /** Goes on the line with what the document says now; where even the line cannot be opened, it tries again like a failed registration. */
  const goOn = async (): Promise<void> => {
    const mine = ++starts;
    try {
      const stored = ports.document.value();
      const credentials = await credentialsOf(ports, stored);
      await line.open({ ...stored, ...pickPlace(credentials) }, credentials);
    } catch (error) {
      if (mine === starts) line.fail(error, () => void goOn());
    }
  };
  return {
    current: line.account,
    start: goOn,
    async stop() {
      starts += 1;
      await line.close();
    },
    refresh: line.ask,
    commands: {
      async "account.change"({ password, ...place }) {
        if (password !== undefined) await ports.secrets.write(passwordName, password);
        else if ((await ports.secrets.read(passwordName)) === null) throw new Failure("account-incomplete");
        await ports.document.write({ kind: "sip", ...place });
        void goOn();
        return null;
      },
      async "account.useOffice"() {
        await ports.document.write({ ...ports.document.value(), kind: "office" });
        void goOn();
        return null;
      },
      "account.register"() {
        if (line.account().kind === "none") throw new Failure("no-account");
        line.ask();
        return null;
      },
    },
  };
}

/** Where the account is registered, without its password. */
function pickPlace({ displayName, user, domain, server, transport }: Credentials): Omit<StoredAccount, "kind"> {
  return { displayName, user, domain, server, transport };
}

/** Nobody needs an account to try TWP: until one is set, the office gives a place. */
async function credentialsOf(ports: AccountPorts, stored: StoredAccount): Promise<Credentials> {
  if (stored.kind !== "sip") return ports.office();
  return { ...pickPlace({ ...stored, password: "" }), password: (await ports.secrets.read(passwordName)) ?? "" };
}

/** One registration after the other: opening a new account closes the one before. */
function createRegistration(ports: AccountPorts) {
  const { publish, clock, log } = ports;
  let account: Account = noAccount;
  let open: OpenLine | null = null;
  let failures = 0;
  let generation = 0;
  let stopWaiting: () => void = () => undefined;

  const show = (registration: Registration): void => {
    account = { ...account, registration };
    publish({ type: "account.changed", account });
  };
  const settle = (outcome: Outcome, retry: () => void): void => {
    const next = afterOutcome(outcome, failures, clock.now(), ports.chance());
    failures = next.failures;
    show(next.registration);
    log("registration", { state: next.registration.state, reason: outcome.type === "failed" ? outcome.reason : null });
    stopWaiting();
    stopWaiting = next.again === null ? () => undefined : clock.after(next.again - clock.now(), retry);
  };
  /** Asks the registrar over the open line; an answer that comes after the account changed is thrown away. */
  const ask = (): void => {
    const [asked, line] = [generation, open];
    if (line === null) return;
    stopWaiting();
    if (account.registration.state !== "registered") show({ state: "registering" });
    line.register().then(
      (seconds) => asked === generation && settle({ type: "granted", seconds }, ask),
      (error: unknown) => asked === generation && settle({ type: "failed", reason: reasonOf(error) }, ask),
    );
  };
  const close = async (): Promise<void> => {
    generation += 1;
    stopWaiting();
    const closing = open;
    open = null;
    await closing?.close();
  };
  return {
    account: () => account,
    ask,
    close,
    fail: (error: unknown, retry: () => void): void => settle({ type: "failed", reason: reasonOf(error) }, retry),
    async open(stored: StoredAccount, credentials: Credentials): Promise<void> {
      await close();
      const mine = generation;
      failures = 0;
      account = { ...stored, kind: stored.kind === "sip" ? "sip" : "office", registration: { state: "registering" } };
      publish({ type: "account.changed", account });
      const opened = await ports.openLine(credentials);
      // Another account was set while this line opened: it has no owner any more.
      if (mine !== generation) return opened.close();
      open = opened;
      ask();
    },
  };
}

function reasonOf(error: unknown) {
  return error instanceof RegistrationRefusal ? error.reason : "server-unreachable";
}
