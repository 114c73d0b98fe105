import * as v from "valibot";

/** How the line's SIP messages travel; `auto` leaves it to what the domain's DNS says (RFC 3263 section 4.1). */
export const transports = ["auto", "udp", "tcp", "tls", "ws", "wss"] as const;

/**
 * Why the line is not registered (`account:reason.<code>`).
 * `wrong-password` is final until the account changes; every other reason is tried again with back-off.
 */
export const registrationReasons = [
  "wrong-password",
  "unknown-user",
  "server-unreachable",
  "server-not-found",
  "server-refused",
  "network-unreachable",
  "certificate-untrusted",
  "certificate-expired",
  "certificate-name",
  "tls-failed",
  "websocket-refused",
  "authorities-unreadable",
  "port-taken",
  "engine-unreachable",
  "engine-refused",
] as const;
export type RegistrationReason = (typeof registrationReasons)[number];

/**
 * Where the line stands with its registrar (RFC 3261 section 10).
 * - `none`: no account is set
 * - `registering`: a REGISTER is on its way and none has succeeded yet
 * - `registered`: calls can come and go; `until` is when the binding ends unless refreshed, `backup` the server in use where
 *   it is not the first of the account's
 * - `waiting`: the last try failed; the next one is at `retryAt`
 * - `refused`: the registrar said no for good (wrong password); only a change of the account helps
 */
export const Registration = v.variant("state", [
  v.object({ state: v.literal("none") }),
  v.object({ state: v.literal("registering") }),
  v.object({ state: v.literal("registered"), until: v.number(), backup: v.nullable(v.string()) }),
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
  /** Where the domain's own server is not the one: outbound proxies as `host[:port]`, each the stand-in of the one before it. */
  servers: v.array(v.string()),
  transport: v.picklist(transports),
  /** A PEM file with certificate authorities that are believed beside the computer's own; empty for none. */
  authorities: v.string(),
  /** A drachtio-server as `drachtio://host:port` in place of the embedded engine; empty for that one. */
  engine: v.string(),
  registration: Registration,
});
export type Account = v.InferOutput<typeof Account>;

/** What a newcomer has before anything is set. */
export const noAccount: Account = {
  kind: "none",
  displayName: "",
  user: "",
  domain: "",
  servers: [],
  transport: "auto",
  authorities: "",
  engine: "",
  registration: { state: "none" },
};

const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max), v.regex(/^[^\p{Cc}<>"]*$/u));
/** `host`, `host:port`, an IPv6 address with or without brackets. */
const server = v.pipe(
  line(255),
  v.regex(/^(?:(?:\[[\da-f:.]+\]|[^\s:@/;,[\]]+)(?::\d{1,5})?|[\da-f]*:[\da-f]*:[\da-f:.]*)$/iu),
);
const engine = v.pipe(line(300), v.regex(/^(?:drachtio:\/\/(?:\[[\da-f:.]+\]|[^\s:@/[\]]+)(?::\d{1,5})?)?$/iu));
const secret = v.optional(v.pipe(v.string(), v.maxLength(256)));
const required = (max: number) => v.pipe(line(max), v.minLength(1), v.regex(/^\S+$/u));

export const accountCommands = {
  /** Sets the account and registers. An absent password or engine secret keeps the stored one. */
  "account.change": {
    params: v.strictObject({
      displayName: line(120),
      user: required(120),
      domain: required(255),
      servers: v.pipe(v.array(server), v.maxLength(8)),
      transport: v.picklist(transports),
      authorities: line(1024),
      engine,
      password: secret,
      engineSecret: secret,
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
