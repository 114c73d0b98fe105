import { Failure, type Account, type accountCommands } from "@twp/shared/protocol/index.ts";
import type { Commands, Document } from "../ports.ts";
import type { Credentials, Place, Secrets, WatchNetwork } from "./ports.ts";
import { createRegistering, type Registering, type RegisteringPorts } from "./registering.ts";
import type { StoredAccount } from "./stored.ts";

/** What the account needs of the world. */
export type AccountPorts = Readonly<{
  document: Document<StoredAccount>;
  secrets: Secrets;
  /** Starts the embedded office if it is not running and gives this user's place in it. */
  office: () => Promise<Credentials>;
  watchNetwork: WatchNetwork;
}> &
  RegisteringPorts;

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
const engineSecretName = "engine-secret";

/** Begins off the line. */
export function createAccount(ports: AccountPorts): AccountFeature {
  let starts = 0;
  let stopWatching: () => void = () => undefined;
  /** Goes on the line with what the document says now; where even the line cannot be opened, it tries again like a failed registration. */
  const goOn = async (): Promise<void> => {
    const mine = ++starts;
    try {
      const stored = ports.document.value();
      const credentials = await credentialsOf(ports, stored);
      await line.open({ ...stored, ...placeOf(credentials) }, credentials);
    } catch (error) {
      if (mine === starts) line.fail(error, () => void goOn());
    }
  };
  const line = createRegistering(ports, () => void goOn());
  return {
    current: line.account,
    start() {
      stopWatching = ports.watchNetwork(line.doubt);
      return goOn();
    },
    async stop() {
      stopWatching();
      starts += 1;
      await line.close();
    },
    refresh: line.ask,
    commands: commandsOf(ports, line, () => {
      line.forgive();
      void goOn();
    }),
  };
}

function commandsOf(ports: AccountPorts, line: Registering, goOn: () => void): AccountFeature["commands"] {
  const { secrets, document } = ports;
  return {
    async "account.change"({ password, engineSecret, ...place }) {
      if (password === undefined && (await secrets.read(passwordName)) === null)
        throw new Failure("account-incomplete");
      if (password !== undefined) await secrets.write(passwordName, password);
      if (engineSecret !== undefined) await secrets.write(engineSecretName, engineSecret);
      await document.write({ kind: "sip", ...place });
      goOn();
      return null;
    },
    async "account.useOffice"() {
      await document.change((stored) => ({ ...stored, kind: "office" }));
      goOn();
      return null;
    },
    "account.register"() {
      if (line.account().kind === "none") throw new Failure("no-account");
      line.lookAround();
      return null;
    },
  };
}

/** The account without its secrets. */
function placeOf(account: Place): Place {
  const { displayName, user, domain, servers, transport, authorities, engine } = account;
  return { displayName, user, domain, servers, transport, authorities, engine };
}

/** Nobody needs an account to try TWP: until one is set, the office gives a place. */
async function credentialsOf(ports: AccountPorts, stored: StoredAccount): Promise<Credentials> {
  if (stored.kind !== "sip") return ports.office();
  const [password, engineSecret] = await Promise.all([passwordName, engineSecretName].map(ports.secrets.read));
  return { ...placeOf(stored), password: password ?? "", engineSecret: engineSecret ?? "" };
}
