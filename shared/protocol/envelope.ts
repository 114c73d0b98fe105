import * as v from "valibot";

/** The wire's version. Both sides must speak the same one; a mismatch is shown as a banner that names the side to update. */
export const protocolVersion = 1;

/** The loopback ports a companion may listen on, in the order both sides try them. */
export const companionPorts = [48170, 48171, 48172, 48173, 48174] as const;

/** The largest frame either side accepts, in bytes. */
export const frameLimit = 1024 * 1024;

/** Seconds between two `alive` messages; a browser ends a quiet worker after 30 s and WebSocket pings do not count. */
export const aliveEvery = 20;

/** Why a request failed: a closed list, translated by the window (`failures:<code>`); the message beside it is for the log. */
export const failureCodes = [
  "bad-request",
  "unknown-command",
  "too-many-requests",
  "no-account",
  "line-not-registered",
  "number-empty",
  "number-not-dialable",
  "link-malformed",
  "call-unknown",
  "call-wrong-state",
  "recall-unknown",
  "peer-refused",
  "too-many-calls",
  "no-forward-number",
  "device-unknown",
  "phone-not-answered",
  "phone-refused",
  "contact-unknown",
  "contact-incomplete",
  "sound-unavailable",
  "sound-held-elsewhere",
  "sound-refused",
  "account-incomplete",
  "storage-failed",
  "consent-missing",
  "recording-unknown",
  "message-unknown",
  "text-unknown",
  "mailbox-unreachable",
  "mailbox-certificate",
  "mailbox-refused",
  "mailbox-folder",
  "mailbox-not-encrypted",
  "mailbox-incomplete",
  "internal",
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** Why the door stayed closed before a session began (`refusals:<code>`). */
export const refusalCodes = ["token-wrong", "code-wrong", "code-expired", "no-code-open", "locked-out"] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** A failure with a code that a window can translate. Features throw it; the gateway turns it into a `failure` message. */
export class Failure extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string = code, options?: ErrorOptions) {
    super(message, options);
    this.name = "Failure";
    this.code = code;
  }
}

/** Which kind of page speaks; the companion uses it for its log and to find who may hold the sound. */
export const clientKinds = ["panel", "window", "worker", "sound", "welcome", "options", "doctor", "cli"] as const;
export type ClientKind = (typeof clientKinds)[number];

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

/** What a window says: it proves who it is (or pairs), asks, and stays alive. */
export const ClientMessage = v.variant("type", [
  v.strictObject({ type: v.literal("pair"), code: v.pipe(v.string(), v.regex(/^\d{6}$/u)), name: text(80) }),
  v.strictObject({ type: v.literal("authenticate"), token: text(128), client: v.picklist(clientKinds) }),
  v.strictObject({
    type: v.literal("request"),
    id: v.pipe(v.number(), v.integer(), v.minValue(1)),
    command: text(64),
    params: v.unknown(),
  }),
  v.strictObject({ type: v.literal("alive") }),
]);
export type ClientMessage = v.InferOutput<typeof ClientMessage>;

const revision = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the companion says. `state` and `event` are parsed by the feature schemas of `index.ts`. */
export const ServerMessage = v.variant("type", [
  /** `instance` tells one companion from another: several people may share a computer, and each browser knows which one is its own. */
  v.object({ type: v.literal("hello"), protocol: v.number(), companion: v.string(), instance: v.string() }),
  v.object({ type: v.literal("paired"), token: v.string() }),
  v.object({ type: v.literal("refused"), code: v.picklist(refusalCodes), retryAfter: v.optional(v.number()) }),
  /** `browser` is the id of the paired browser that this window belongs to. */
  /** `watched`: is there another window that can show the user what happens? */
  v.object({
    type: v.literal("snapshot"),
    session: v.string(),
    browser: v.string(),
    revision,
    state: v.unknown(),
    watched: v.boolean(),
  }),
  v.object({ type: v.literal("event"), revision, event: v.unknown() }),
  v.object({ type: v.literal("result"), id: v.number(), result: v.unknown() }),
  v.object({ type: v.literal("failure"), id: v.number(), code: v.picklist(failureCodes), message: v.string() }),
  v.object({ type: v.literal("alive") }),
]);
export type ServerMessage = v.InferOutput<typeof ServerMessage>;
