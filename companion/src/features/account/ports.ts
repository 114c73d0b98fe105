import type { Account, RegistrationReason } from "@twp/shared/protocol/index.ts";

/** Everything that is needed to register; never leaves the companion, never reaches a log. */
export type Credentials = Readonly<
  Pick<Account, "displayName" | "user" | "domain" | "server" | "transport"> & { password: string }
>;

/** A line towards one registrar, open until closed. */
export type OpenLine = Readonly<{
  /** Registers or refreshes (RFC 3261 section 10.2); resolves with the seconds granted. Rejects with `RegistrationRefusal`. */
  register: () => Promise<number>;
  /** Takes the binding back and frees the port. Never rejects; gives up after a second. */
  close: () => Promise<void>;
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

/** Where passwords rest: the system's keyring, or a file only the user can read. */
export type Secrets = Readonly<{
  read: (name: string) => Promise<string | null>;
  write: (name: string, secret: string) => Promise<void>;
}>;
