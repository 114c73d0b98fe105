import { expiryLimits, phonesOf, register, type Bindings, type Registration } from "./bindings.ts";
import type { Responder, SipRequest } from "../srf/application.ts";
import { copied, headerText, readHeader, userOf } from "../srf/headers.ts";

/** Keeps where the users' phones are. */
export type Registrar = Readonly<{
  /** Answers a REGISTER of an authenticated user. */
  take: (request: SipRequest, response: Responder, user: string) => void;
  /** The contacts at which a user can be called now. */
  contactsOf: (user: string) => readonly string[];
}>;

/** Opens the registrar; its memory is this process. */
export function createRegistrar(now: () => number): Registrar {
  const byUser = new Map<string, Bindings>();
  const phones = (user: string): Bindings => phonesOf(byUser.get(user) ?? [], now());
  return {
    take: (request, response, user) => {
      // One may register oneself only (RFC 3261 section 10.3, step 4).
      if (userOf(toUri(request)) !== user) return response.send(403);
      const contacts = readContacts(request);
      if (contacts === null) return response.send(400);
      const sequence = Number.parseInt(headerText(request, "CSeq"), 10);
      const callId = copied(headerText(request, "Call-ID"));
      const outcome = register(byUser.get(user) ?? [], { callId, sequence, contacts }, now());
      if ("status" in outcome) return response.send(outcome.status, refusal(outcome.status));
      keep(byUser, user, outcome.bindings);
      const contact = list(phones(user), now());
      const date = { Date: new Date(now()).toUTCString() };
      response.send(200, { headers: contact === "" ? date : { Contact: contact, ...date } });
    },
    contactsOf: (user) => phones(user).map(({ contact }) => contact),
  };
}

function refusal(status: number): Parameters<Responder["send"]>[1] {
  return status === 423 ? { headers: { "Min-Expires": String(expiryLimits.shortest) } } : {};
}

function keep(byUser: Map<string, Bindings>, user: string, bindings: Bindings): void {
  if (bindings.length === 0) byUser.delete(user);
  else byUser.set(user, bindings);
}

function list(phones: Bindings, now: number): string {
  return phones.map((phone) => `<${phone.contact}>;expires=${Math.round((phone.expiresAt - now) / 1000)}`).join(", ");
}

/** The contacts of a REGISTER, none where it only asks; null where they cannot be read. */
function readContacts(request: SipRequest): Registration["contacts"] | null {
  const expires = headerText(request, "Expires");
  const general = /^\d{1,10}$/u.test(expires) ? Number(expires) : expiryLimits.usual;
  const text = headerText(request, "Contact");
  if (text === "") return [];
  // `*` ends everything, and only with an expiry of nought (RFC 3261 section 10.2.2).
  if (text.trim() === "*") return general === 0 ? "all" : null;
  const parsed = readHeader(request, "Contact");
  if (!Array.isArray(parsed)) return null;
  const contacts = parsed.map((contact: unknown) => readContact(contact, general));
  return contacts.some((contact) => contact === null) ? null : contacts.filter((contact) => contact !== null);
}

function readContact(contact: unknown, general: number): Readonly<{ uri: string; expires: number }> | null {
  if (typeof contact !== "object" || contact === null || !("uri" in contact)) return null;
  const { uri } = contact;
  if (typeof uri !== "string" || !/^sips?:[^\s<>"]{1,500}$/iu.test(uri)) return null;
  const parameters = "params" in contact && typeof contact.params === "object" ? contact.params : null;
  const own = parameters !== null && "expires" in parameters ? String(parameters.expires) : "";
  return { uri: copied(uri), expires: /^\d{1,10}$/u.test(own) ? Number(own) : general };
}

function toUri(request: SipRequest): string {
  const to = readHeader(request, "To");
  return typeof to === "object" && to !== null && "uri" in to && typeof to.uri === "string" ? to.uri : "";
}
