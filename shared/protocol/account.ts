import * as v from "valibot";

/** How the line's SIP messages travel. TLS and WebSocket join with the engine's second storey. */
export const transports = ["udp", "tcp"] as const;

/**
 * Why the line is not registered (`account:reason.<code>`).
 * `wrong-password` is final until the account changes; every other reason is tried again with back-off.
 */
export const registrationReasons = [
  "wrong-password",
  "unknown-user",
  "server-unreachable",
  "server-refused",
  "port-taken",
] as const;
export type RegistrationReason = (typeof registrationReasons)[number];

/**
 * Where the line stands with its registrar (RFC 3261 section 10).
 * - `none`: no account is set
 * - `registering`: a REGISTER is on its way and none has succeeded yet
 * - `registered`: calls can come and go; `until` is when the binding ends unless refreshed
 * - `waiting`: the last try failed; the next one is at `retryAt`
 * - `refused`: the registrar said no for good (wrong password); only a change of the account helps
 */
export const Registration = v.variant("state", [
  v.object({ state: v.literal("none") }),
  v.object({ state: v.literal("registering") }),
  v.object({ state: v.literal("registered"), until: v.number() }),
  v.object({ state: v.literal("waiting"), reason: v.picklist(registrationReasons), retryAt: v.number() }),
  v.object({ state: v.literal("refused"), reason: v.picklist(registrationReasons) }),
]);
export type Registration = v.InferOutput<typeof Registration>;

/** The user's SIP account as windows see it: never a password. */
export const Account = v.object({
  kind: v.picklist(["none", "office", "sip"]),
  displayName: v.string(),
  user: v.string(),
  domain: v.string(),
  server: v.string(),
  transport: v.picklist(transports),
  registration: Registration,
});
export type Account = v.InferOutput<typeof Account>;

/** What a newcomer has before anything is set. */
export const noAccount: Account = {
  kind: "none",
  displayName: "",
  user: "",
  domain: "",
  server: "",
  transport: "udp",
  registration: { state: "none" },
};

const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max), v.regex(/^[^\p{Cc}<>"]*$/u));
const required = (max: number) => v.pipe(line(max), v.minLength(1), v.regex(/^\S+$/u));

export const accountCommands = {
  /** Sets the account and registers. An absent password keeps the stored one; `server` is `host[:port]`, empty for the domain's own. */
  "account.change": {
    params: v.strictObject({
      displayName: line(120),
      user: required(120),
      domain: required(255),
      server: line(255),
      transport: v.picklist(transports),
      password: v.optional(v.pipe(v.string(), v.maxLength(256))),
    }),
    result: v.null(),
  },
  /** Goes back to the embedded office. */
  "account.useOffice": { params: v.null(), result: v.null() },
  /** Tries to register at once instead of waiting for `retryAt`. */
  "account.register": { params: v.null(), result: v.null() },
} as const;

export const AccountEvent = v.object({ type: v.literal("account.changed"), account: Account });
export type AccountEvent = v.InferOutput<typeof AccountEvent>;

/** Folds one event into the account. */
export function applyAccountEvent(_account: Account, event: AccountEvent): Account {
  return event.account;
}
