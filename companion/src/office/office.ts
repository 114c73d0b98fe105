import * as v from "valibot";
import type { SoundEngine } from "../features/sounds/ports.ts";
import { connectCall } from "./connecting.ts";
import { createDigest, type Digest } from "./digest.ts";
import { extensions, messagesExtension } from "./extensions.ts";
import { summaryOf } from "./mail.ts";
import type { Mailboxes } from "./mailboxes.ts";
import { createMessageSummary } from "./message-summary.ts";
import { answerExtension, type Premises } from "./people.ts";
import { passMessage } from "./passing-messages.ts";
import { createRegistrar } from "./registrar.ts";
import { languages } from "./spoken.ts";
import { takeMessage } from "./taking-messages.ts";
import { answer } from "./talk.ts";
import type { Headers, Responder, SipRequest, Srf } from "../srf/application.ts";
import { headerText, quoted, userOf } from "../srf/headers.ts";

/** Somebody with an account. */
const OfficeUserSchema = v.object({
  /** The extension, which is also the name that authenticates. */
  user: v.pipe(v.string(), v.regex(/^\d{1,16}$/u)),
  displayName: v.pipe(v.string(), v.maxLength(80)),
  language: v.picklist(languages),
  /** `hashPassword(user, domain, password)`: the password itself is not kept. */
  passwordHash: v.pipe(v.string(), v.regex(/^[\da-f]{32}$/u)),
});
export type OfficeUser = Readonly<v.InferOutput<typeof OfficeUserSchema>>;

/** Who has an account at the office beside its own user, as its folder says. */
export const Colleagues = v.object({ colleagues: v.array(OfficeUserSchema) });

export type OfficeOptions = Readonly<{
  /** Connected to its engine; routes are added at once. */
  srf: Srf;
  sounds: SoundEngine;
  /** The domain of all addresses, and the realm of passwords. */
  domain: string;
  users: readonly OfficeUser[];
  /** Where callers leave messages; without it, the office takes none. */
  mail?: Mailboxes;
  /** Milliseconds that a user's phones ring before the caller may leave a message. */
  ringing?: number;
  now?: () => number;
  /** Hears of a call that failed inside the office; nothing in it names a person. */
  onError?: (error: unknown) => void;
  /** Hangs up all calls; the engine has to live a moment longer, so that the phones hear of it. */
  signal: AbortSignal;
}>;

export type Office = Readonly<{
  /** The contacts of a user's phones that are registered now. */
  contactsOf: (user: string) => readonly string[];
}>;

/** Opens the office on an engine of its own. */
export function createOffice(options: OfficeOptions): Office {
  const { srf, domain, signal, now = Date.now } = options;
  const users = new Map(options.users.map((user) => [user.user, user]));
  const digest = createDigest(domain, (user) => users.get(user)?.passwordHash ?? null);
  const registrar = createRegistrar(now);
  const { contactsOf } = registrar;
  const { sounds, mail = null, ringing = 20_000, onError = () => undefined } = options;
  const premises: Premises = { srf, sounds, domain, now, mail, contactsOf, signal };

  srf.register((request, response) => {
    const user = authenticate(digest, "WWW-Authenticate", request, response, now());
    if (user !== null) registrar.take(request, response, user);
  });
  srf.invite((request, response) => {
    const user = authenticate(digest, "Proxy-Authenticate", request, response, now());
    const caller = user === null ? undefined : users.get(user);
    if (caller !== undefined) route({ ...premises, users, ringing, onError }, caller, request, response);
  });
  srf.message((request, response) => {
    const user = authenticate(digest, "Proxy-Authenticate", request, response, now());
    const sender = user === null ? undefined : users.get(user);
    if (sender !== undefined) bring({ ...premises, users, ringing, onError }, sender, request, response);
  });
  if (mail !== null) tellOfMail(premises, mail, digest);
  srf.options((_request, response) => response.send(200));
  return { contactsOf };
}

/** What calls are led by. */
type Switchboard = Premises &
  Readonly<{ users: ReadonlyMap<string, OfficeUser>; ringing: number; onError: (error: unknown) => void }>;

function route(switchboard: Switchboard, caller: OfficeUser, request: SipRequest, response: Responder): void {
  const { srf, domain, signal, mail, onError } = switchboard;
  const called = userOf(request.uri);
  const extension = extensions.get(called);
  // Without a description there is nothing to answer, and a bridge could not tell the two sides' late answers apart.
  if (request.body === "") return response.send(488);
  if (extension !== undefined) {
    answerExtension(switchboard, extension, caller, request, response).catch(onError);
    return;
  }
  if (!switchboard.users.has(called)) return response.send(404);
  const unanswered = (status: number): void => {
    if (mail === null) return response.send(status);
    toMailbox(switchboard, mail, called, caller, request, response).catch(onError);
  };
  const contacts = switchboard.contactsOf(called);
  if (contacts.length === 0) return unanswered(480);
  const headers = between(caller, called, domain);
  const patience = mail === null ? vain : switchboard.ringing;
  connectCall(srf, request, response, contacts, headers, { patience, unanswered }, signal);
}

/** Brings a text to a user's telephones. */
function bring(
  { srf, users, domain, contactsOf }: Switchboard,
  sender: OfficeUser,
  request: SipRequest,
  response: Responder,
): void {
  const called = userOf(request.uri);
  const contacts = users.has(called) ? contactsOf(called) : null;
  if (contacts === null || contacts.length === 0) return response.send(contacts === null ? 404 : 480);
  passMessage(srf, request, response, contacts, between(sender, called, domain));
}

/** Who asks for whom, as the office vouches for it. */
function between({ displayName, user }: OfficeUser, called: string, domain: string): Headers {
  return {
    From: `${quoted(displayName)} <sip:${encodeURIComponent(user)}@${domain}>`,
    To: `<sip:${encodeURIComponent(called)}@${domain}>`,
  };
}

/** Milliseconds that phones ring where there is no mailbox. */
const vain = 120_000;

/** Lets a caller leave a message for somebody who does not answer. */
async function toMailbox(
  { srf, sounds, now, signal }: Premises,
  mail: Mailboxes,
  called: string,
  { user: number, displayName: name, language }: OfficeUser,
  request: SipRequest,
  response: Responder,
): Promise<void> {
  const talk = await answer(srf, sounds, request, response, signal);
  if (talk !== null) await takeMessage(mail, called, { number, name, language }, talk, now);
}

/** Tells users of their messages. */
function tellOfMail({ srf, domain, now, signal }: Premises, mail: Mailboxes, digest: Digest): void {
  const account = `sip:${messagesExtension}@${domain}`;
  const summary = createMessageSummary(srf, now, (user) => summaryOf(mail.messagesOf(user), account));
  signal.addEventListener("abort", mail.onChange(summary.changed));
  srf.subscribe((request, response) => {
    if (summary.knows(request)) return summary.take(request, response, null);
    const user = authenticate(digest, "WWW-Authenticate", request, response, now());
    if (user !== null) summary.take(request, response, user);
  });
}

/** The user who sends this, or null after a challenge or a refusal (RFC 3261 section 22). */
function authenticate(
  digest: Digest,
  header: "WWW-Authenticate" | "Proxy-Authenticate",
  request: SipRequest,
  response: Responder,
  now: number,
): string | null {
  const isProxy = header === "Proxy-Authenticate";
  const credentials = headerText(request, isProxy ? "Proxy-Authorization" : "Authorization");
  const verdict = digest.judge({ method: request.method, uri: request.uri, credentials }, now);
  if (verdict.kind === "accepted") return verdict.user;
  if (verdict.kind === "refused") response.send(403);
  else response.send(isProxy ? 407 : 401, { headers: { [header]: digest.challenge(now, verdict.kind === "stale") } });
  return null;
}
