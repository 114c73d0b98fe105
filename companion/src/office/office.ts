import type { SoundEngine } from "../features/sounds/ports.ts";
import { connectCall } from "./connecting.ts";
import { createDigest, type Digest } from "./digest.ts";
import { extensions } from "./extensions.ts";
import { answerExtension, type Premises } from "./people.ts";
import { createRegistrar } from "./registrar.ts";
import type { Language } from "./spoken.ts";
import type { Responder, SipRequest, Srf } from "../srf/application.ts";
import { headerText, quoted, userOf } from "../srf/headers.ts";

/** Somebody with an account. */
export type OfficeUser = Readonly<{
  /** The extension, which is also the name that authenticates. */
  user: string;
  displayName: string;
  language: Language;
  /** `hashPassword(user, domain, password)`: the password itself is not kept. */
  passwordHash: string;
}>;

export type OfficeOptions = Readonly<{
  /** Connected to its engine; routes are added at once. */
  srf: Srf;
  sounds: SoundEngine;
  /** The domain of all addresses, and the realm of passwords. */
  domain: string;
  users: readonly OfficeUser[];
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
  const premises: Premises = { srf, sounds: options.sounds, domain, now, contactsOf, signal };

  srf.register((request, response) => {
    const user = authenticate(digest, "WWW-Authenticate", request, response, now());
    if (user !== null) registrar.take(request, response, user);
  });
  srf.invite((request, response) => {
    const user = authenticate(digest, "Proxy-Authenticate", request, response, now());
    const caller = user === null ? undefined : users.get(user);
    if (caller !== undefined) route(premises, users, caller, request, response, options.onError ?? (() => undefined));
  });
  srf.options((_request, response) => response.send(200));
  return { contactsOf };
}

function route(
  premises: Premises,
  users: ReadonlyMap<string, OfficeUser>,
  caller: OfficeUser,
  request: SipRequest,
  response: Responder,
  onError: (error: unknown) => void,
): void {
  const called = userOf(request.uri);
  const extension = extensions.get(called);
  // Without a description there is nothing to answer, and a bridge could not tell the two sides' late answers apart.
  if (request.body === "") return response.send(488);
  if (extension !== undefined) {
    answerExtension(premises, extension, caller, request, response).catch(onError);
    return;
  }
  if (!users.has(called)) return response.send(404);
  const contacts = premises.contactsOf(called);
  if (contacts.length === 0) return response.send(480);
  const { srf, domain, signal } = premises;
  const headers = {
    From: `${quoted(caller.displayName)} <sip:${encodeURIComponent(caller.user)}@${domain}>`,
    To: `<sip:${encodeURIComponent(called)}@${domain}>`,
  };
  connectCall(srf, request, response, contacts, headers, signal);
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
