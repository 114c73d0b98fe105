import type { Account, RegistrationReason } from "@twp/shared/protocol/index.ts";

/** Where an account is registered and how it gets there, without its secrets. */
export type Place = Readonly<
  Pick<Account, "displayName" | "user" | "domain" | "servers" | "transport" | "authorities" | "engine">
>;

/** Everything that is needed to register; never leaves the companion, never reaches a log. */
export type Credentials = Place & Readonly<{ password: string; engineSecret: string }>;

/** One of the ways to the registrar: a server of the account over one transport. */
export type Way = Readonly<{
  /** As the account names it. */
  server: string;
  /** Nobody on the way can read or change what is said. */
  secure: boolean;
}>;

/** A line towards one registrar, open until closed. */
export type OpenLine = Readonly<{
  /** Where it can register, best first; at least one. */
  ways: readonly Way[];
  /**
   * Registers or refreshes by that way (RFC 3261 section 10.2), which calls take from then on; resolves with the seconds granted.
   * Rejects with `RegistrationRefusal`. A `hasty` one does not wait long for a silent server.
   */
  register: (way: number, hasty: boolean) => Promise<number>;
  /** Hears when the flow to the server in use has failed, and when it is back: then is the time to register (RFC 5626 section 4.5). */
  onFlow: (listener: () => void) => void;
  /** Would a line opened now stand elsewhere: at another address of ours, or with other ways? Where nobody can tell, no. */
  moved: () => Promise<boolean>;
  /** Takes the binding back and frees everything. Never rejects; gives up after a second. */
  close: () => Promise<void>;
  /** Takes the binding back, and closes once the calls that run on it are over. */
  retire: () => void;
}>;

/** The registrar said no, or could not be asked. */
export class RegistrationRefusal extends Error {
  readonly reason: RegistrationReason;
  constructor(reason: RegistrationReason, options?: ErrorOptions) {
    super(reason, options);
    this.name = "RegistrationRefusal";
    this.reason = reason;
  }
}

/** Calls back whenever this computer is elsewhere: its addresses changed, or it woke up. Returns its stop. */
export type WatchNetwork = (changed: () => void) => () => void;

/** Where passwords rest: the system's keyring, or a file only the user can read. */
export type Secrets = Readonly<{
  read: (name: string) => Promise<string | null>;
  write: (name: string, secret: string) => Promise<void>;
}>;
