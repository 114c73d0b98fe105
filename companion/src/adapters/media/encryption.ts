import type { Encryption } from "@twp/shared/protocol/settings.ts";
import type { Keying } from "../../features/sounds/ports.ts";
import type { MasterKey, TaggedKey } from "./keys.ts";
import type { Refusal } from "./refusal.ts";
import type { Section } from "./sdp.ts";

/*
 *                 we offer                        a peer's offer of                    an answer without a key
 *                                                 RTP/SAVP    RTP/AVP + key   RTP/AVP
 *   off           RTP/AVP                         encrypted   plain           plain     plain
 *   offered       RTP/AVP + key (RFC 8643)        encrypted   encrypted       plain     plain
 *     refused     RTP/SAVP + key, once more         …           …               …       refused
 *   required      RTP/SAVP + key (RFC 4568)       encrypted   encrypted       refused   refused
 *
 *   later offers  as it was agreed: a session neither loses its keys nor gets some by an offer of ours
 */

/** What the user wants of a session, and our own keys in it, which stay for its life: one for each suite we know, best first. */
export type Security = Readonly<{ encryption: Encryption; keys: readonly MasterKey[] }>;

/** Neither offered nor understood. */
export const openly: Security = { encryption: "off", keys: [] };

/** How a session is encrypted: what we seal with, what the peer seals with, and the profile it was agreed in. */
export type AgreedKeys = Readonly<{ send: MasterKey; receive: MasterKey; profile: Profile }>;

export type Profile = "RTP/AVP" | "RTP/SAVP";

/** The keys of an offer of ours. */
export type OfferedKeys = Readonly<{ protocol: Profile; keys: readonly TaggedKey[] }>;

const plain: OfferedKeys = { protocol: "RTP/AVP", keys: [] };

/** What is agreed of an offer or answer, if anything, and what our answer says of it. */
type Outcome = Readonly<{ agreed: AgreedKeys | null; ours: readonly TaggedKey[] }>;

/** What our next offer says of keys. */
export function offeredKeys(
  { encryption, keys }: Security,
  agreement: Readonly<{ keys: AgreedKeys | null }> | null,
  only?: Keying,
): OfferedKeys {
  const agreed = agreement?.keys ?? null;
  const insists = encryption === "required" || only === "keys";
  if (agreement === null ? encryption === "off" && !insists : agreed === null) return plain;
  const suite = agreed?.send.suite;
  const order = keys.toSorted((a, b) => Number(b.suite === suite) - Number(a.suite === suite));
  return {
    protocol: agreed?.profile ?? (insists ? "RTP/SAVP" : "RTP/AVP"),
    keys: order.map((key, at) => Object.assign({ tag: at + 1 }, key)),
  };
}

/** What the peer's answer makes of the keys we offered: it names one of them by its tag and suite (RFC 4568 section 5.1.3). */
export function answeredKeys(security: Security, offered: OfferedKeys, answer: Section): Outcome | Refusal {
  const unkeyed = offered.keys.length === 0 || !answer.keyed;
  if (unkeyed && (isSecure(answer) || offered.protocol === "RTP/SAVP"))
    return refusal(security, "no key in the answer");
  if (unkeyed) return { agreed: null, ours: [] };
  for (const receive of answer.keys) {
    const send = offered.keys.find(({ tag, suite }) => tag === receive.tag && suite === receive.suite);
    if (send !== undefined) return { agreed: { send, receive, profile: profileOf(answer) }, ours: [] };
  }
  return refusal(security, "an answer with a key that was not offered");
}

/** Which of the keys the peer offers is taken: its first that we know, with our own of that suite. */
export function chosenKeys(security: Security, offer: Section): Outcome | Refusal {
  const { encryption, keys } = security;
  if (encryption !== "off" || isSecure(offer)) {
    for (const receive of offer.keys) {
      const send = keys.find(({ suite }) => suite === receive.suite);
      if (send === undefined) continue;
      const agreed = { send, receive, profile: profileOf(offer) };
      return { agreed, ours: [{ ...send, tag: receive.tag }] };
    }
  }
  if (isSecure(offer) || encryption === "required") return refusal(security, "no key that we understand");
  return { agreed: null, ours: [] };
}

function isSecure({ protocol }: Section): boolean {
  return protocol.startsWith("RTP/S");
}

function profileOf(section: Section): Profile {
  return isSecure(section) ? "RTP/SAVP" : "RTP/AVP";
}

function refusal({ encryption }: Security, why: string): Refusal {
  return { refused: encryption === "required" ? "not-encrypted" : "no-common-codec", why };
}
