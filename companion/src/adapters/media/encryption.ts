import type { Encryption } from "@twp/shared/protocol/settings.ts";
import type { Keying } from "../../features/sounds/ports.ts";
import {
  announcesHandshake,
  answeredTerms,
  chosenTerms,
  handshakeProtocol,
  isHandshake,
  type HandshakeTerms,
  type OwnHandshake,
} from "./handshake-terms.ts";
import type { MasterKey, TaggedKey } from "./keys.ts";
import type { Refusal } from "./refusal.ts";
import type { Section } from "./sdp.ts";

/*
 *                 we offer                                    a peer's offer of                                 an answer without a key
 *                                                             UDP/TLS/RTP/SAVP   RTP/SAVP    RTP/AVP + key   RTP/AVP
 *   off           RTP/AVP                                     encrypted          encrypted   plain           plain     plain
 *   offered       RTP/AVP + key (RFC 8643)                    encrypted          encrypted   encrypted       plain     plain
 *     refused     RTP/SAVP + both, then UDP/TLS/RTP/SAVP      …                  …           …               …         refused
 *   required      RTP/SAVP + key and handshake                encrypted          encrypted   encrypted       refused   refused
 *     refused     UDP/TLS/RTP/SAVP (RFC 5764)                 …                  …           …               …         refused
 *
 *   later offers  as it was agreed: a session neither loses its keys nor gets some by an offer of ours
 */

/** What the user wants of a session, our own keys in it, which stay for its life: one for each suite we know, best first; and our part in a handshake. */
export type Security = Readonly<{ encryption: Encryption; keys: readonly MasterKey[]; handshake: OwnHandshake | null }>;

/** Neither offered nor understood. */
export const openly: Security = { encryption: "off", keys: [], handshake: null };

/** How a session is encrypted whose keys stand in the descriptions: what we seal with, what the peer seals with, and the profile it was agreed in. */
export type AgreedKeys = Readonly<{ send: MasterKey; receive: MasterKey; profile: Profile }>;

export type Profile = "RTP/AVP" | "RTP/SAVP";

/** How the sound of a session is encrypted: by keys in the descriptions, by those of a handshake, or not at all. */
export type Secured = Readonly<{ keys: AgreedKeys | null; handshake: HandshakeTerms | null }>;

/** What an offer of ours says of encryption. */
export type OfferedKeys = Readonly<{ protocol: string; keys: readonly TaggedKey[]; handshake: boolean }>;

const plain: OfferedKeys = { protocol: "RTP/AVP", keys: [], handshake: false };
const unsecured: Secured = { keys: null, handshake: null };

/** What is agreed of an offer or answer, and which key our answer gives. */
type Outcome = Readonly<{ agreed: Secured; ours: readonly TaggedKey[] }>;

/** What our next offer says of keys. One that insists on encryption leaves it to the peer which of the two it knows. */
export function offeredKeys(
  { encryption, keys, handshake }: Security,
  agreement: Secured | null,
  only?: Keying,
): OfferedKeys {
  if (agreement !== null) return agreedAgain(keys, agreement);
  const known = handshake !== null;
  if (only === "handshake" && known) return { protocol: handshakeProtocol, keys: [], handshake: true };
  if (encryption === "required" || only === "keys")
    return { protocol: "RTP/SAVP", keys: tagged(keys), handshake: known };
  return encryption === "off" ? plain : { protocol: "RTP/AVP", keys: tagged(keys), handshake: false };
}

function agreedAgain(ours: readonly MasterKey[], { keys, handshake }: Secured): OfferedKeys {
  if (handshake !== null) return { protocol: handshake.protocol, keys: [], handshake: true };
  if (keys === null) return plain;
  const order = ours.toSorted((a, b) => Number(b.suite === keys.send.suite) - Number(a.suite === keys.send.suite));
  return { protocol: keys.profile, keys: tagged(order), handshake: false };
}

function tagged(keys: readonly MasterKey[]): readonly TaggedKey[] {
  return keys.map((key, at) => Object.assign({ tag: at + 1 }, key));
}

/** What the peer's answer makes of the keys we offered: it names one of them by its tag and suite (RFC 4568 section 5.1.3), or takes the handshake. */
export function answeredKeys(
  security: Security,
  offered: OfferedKeys,
  answer: Section,
  before: Secured | null,
): Outcome | Refusal {
  for (const receive of answer.keys) {
    const send = offered.keys.find(({ tag, suite }) => tag === receive.tag && suite === receive.suite);
    if (send !== undefined) return byKeys({ send, receive, profile: profileOf(answer) });
  }
  if (offered.handshake && announcesHandshake(answer))
    return { agreed: { keys: null, handshake: answeredTerms(answer, before?.handshake ?? null) }, ours: [] };
  if (answer.keyed && offered.keys.length > 0) return refusal(security, "an answer with a key that was not offered");
  if (isSecure(answer) || offered.protocol !== "RTP/AVP") return refusal(security, "no key in the answer");
  return { agreed: unsecured, ours: [] };
}

/** Which of the keys the peer offers is taken: its first that we know, with our own of that suite; else its handshake. */
export function chosenKeys(security: Security, offer: Section, before: Secured | null): Outcome | Refusal {
  const { encryption, keys, handshake } = security;
  const wanted = encryption !== "off" || isSecure(offer);
  for (const receive of wanted && !isHandshake(offer) ? offer.keys : []) {
    const send = keys.find(({ suite }) => suite === receive.suite);
    if (send !== undefined)
      return byKeys({ send, receive, profile: profileOf(offer) }, [{ ...send, tag: receive.tag }]);
  }
  if (wanted && handshake !== null && announcesHandshake(offer))
    return { agreed: { keys: null, handshake: chosenTerms(offer, before?.handshake ?? null) }, ours: [] };
  if (isSecure(offer) || encryption === "required") return refusal(security, "no key that we understand");
  return { agreed: unsecured, ours: [] };
}

/** Is anything encrypted by what was agreed? */
export function isSecured({ keys, handshake }: Secured): boolean {
  return keys !== null || handshake !== null;
}

function byKeys(keys: AgreedKeys, ours: readonly TaggedKey[] = []): Outcome {
  return { agreed: { keys, handshake: null }, ours };
}

function isSecure(section: Section): boolean {
  return section.protocol.startsWith("RTP/S") || isHandshake(section);
}

function profileOf(section: Section): Profile {
  return isSecure(section) ? "RTP/SAVP" : "RTP/AVP";
}

function refusal({ encryption }: Security, why: string): Refusal {
  return { refused: encryption === "required" ? "not-encrypted" : "no-common-codec", why };
}
