import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encryptions, type Encryption } from "@twp/shared/protocol/settings.ts";
import { drawIdentity } from "./dtls/certificate.ts";
import type { OwnHandshake } from "./handshake-terms.ts";
import { drawIceCredentials } from "./ice-lite.ts";
import { drawKeys, sameKey, writeCrypto } from "./keys.ts";
import { beginNegotiation, makeAnswer, makeOffer, takeAnswer, type Negotiation } from "./negotiation.ts";
import { createProtection } from "./protection.ts";
import { writeRtp } from "./rtp.ts";

const own: OwnHandshake = { identity: drawIdentity(), ice: drawIceCredentials() };
const begin = (encryption: Encryption): Negotiation =>
  beginNegotiation("1", "192.0.2.1", 5000, ["PCMA", "PCMU"], { encryption, keys: drawKeys(), handshake: own });
const sdp = (...media: string[]): string =>
  ["v=0", "o=- 1 1 IN IP4 192.0.2.20", "s=-", "c=IN IP4 192.0.2.20", "t=0 0", ...media, ""].join("\r\n");
const cryptoLines = (text: string): readonly string[] => text.match(/^a=crypto:.*$/gmu) ?? [];

/** One round: the first offers, the second answers; what both hold then, or who refused. */
function round(offering: Negotiation, answering: Negotiation) {
  const offer = makeOffer(offering, "sendrecv");
  const answer = makeAnswer(answering, offer.sdp, "sendrecv");
  if ("refused" in answer) return { refused: answer.refused };
  const accepted = takeAnswer(offer.next, answer.sdp);
  if ("refused" in accepted) return { refused: accepted.refused };
  return { we: accepted.next, they: answer.next, offer: offer.sdp, answer: answer.sdp };
}

function agreed(offering: Negotiation, answering: Negotiation) {
  const outcome = round(offering, answering);
  if (!("we" in outcome) || outcome.we === undefined) throw new Error("refused");
  return outcome;
}

describe("what two telephones of ours agree on", () => {
  it.each([
    ["off", "off", "plain"],
    ["off", "offered", "plain"],
    ["off", "required", "not-encrypted"],
    ["offered", "off", "plain"],
    ["offered", "offered", "encrypted"],
    ["offered", "required", "encrypted"],
    ["required", "off", "encrypted"],
    ["required", "offered", "encrypted"],
    ["required", "required", "encrypted"],
  ] as const)("%s here and %s there: %s", (here, there, expected) => {
    const outcome = round(begin(here), begin(there));
    const found = "refused" in outcome ? outcome.refused : outcome.we.agreement?.keys ? "encrypted" : "plain";
    expect(found).toBe(expected);
  });

  it("is never half encrypted: whatever is wanted, both have keys that fit, or neither has", () => {
    const wanted = fc.constantFrom(...encryptions);
    fc.assert(
      fc.property(wanted, wanted, fc.array(fc.boolean(), { maxLength: 4 }), (here, there, turns) => {
        const first = round(begin(here), begin(there));
        if ("refused" in first) return;
        let [we, they] = [first.we, first.they];
        for (const ours of turns) {
          const next = ours ? agreed(we, they) : agreed(they, we);
          [we, they] = ours ? [next.we, next.they] : [next.they, next.we];
          const [a, b] = [we.agreement?.keys ?? null, they.agreement?.keys ?? null];
          expect(a === null).toBe(first.we.agreement?.keys === null);
          expect(a === null).toBe(b === null);
          if (a === null || b === null) continue;
          expect(sameKey(a.send, b.receive) && sameKey(b.send, a.receive)).toBe(true);
          expect(sameKey(a.send, b.send)).toBe(false);
        }
      }),
    );
  });
});

it("offers keys beside plain sound (RFC 8643), or encrypted sound alone", () => {
  const opportunistic = makeOffer(begin("offered"), "sendrecv").sdp;
  expect(opportunistic).toMatch(/^m=audio 5000 RTP\/AVP /mu);
  expect(cryptoLines(opportunistic)).toHaveLength(4);
  expect(makeOffer(begin("required"), "sendrecv").sdp).toMatch(/^m=audio 5000 RTP\/SAVP /mu);
  expect(cryptoLines(makeOffer(begin("off"), "sendrecv").sdp)).toEqual([]);
});

it("an offer that insists on keys after one of both was refused takes no plain answer", () => {
  const { next, sdp: offer } = makeOffer(makeOffer(begin("offered"), "sendrecv").next, "sendrecv", "keys");
  expect(offer).toMatch(/^m=audio 5000 RTP\/SAVP /mu);
  expect(cryptoLines(offer)).toHaveLength(4);
  expect(takeAnswer(next, sdp("m=audio 6000 RTP/AVP 0"))).toHaveProperty("refused");
  expect(takeAnswer(next, sdp("m=audio 6000 RTP/SAVP 0"))).toHaveProperty("refused");
  const answer = makeAnswer(begin("offered"), offer, "sendrecv");
  expect("refused" in answer ? answer : takeAnswer(next, answer.sdp)).toMatchObject({
    next: { agreement: { keys: { profile: "RTP/SAVP" } } },
  });
});

it("a later offer names the suite in use first, with the same key, in the same profile", () => {
  const { we, offer } = agreed(begin("required"), begin("offered"));
  const again = makeOffer(we, "sendonly").sdp;
  expect(cryptoLines(again)).toEqual(cryptoLines(offer));
  expect(again).toContain("RTP/SAVP");
});

it("of the same sound, encrypted and plain side by side, the encrypted one is taken", () => {
  const [key] = drawKeys();
  const crypto = key === undefined ? "" : writeCrypto({ ...key, tag: 7 });
  const offer = sdp("m=audio 6000 RTP/AVP 0", "m=audio 6002 RTP/SAVP 0", `a=crypto:${crypto}`);
  for (const wanted of encryptions) {
    const outcome = makeAnswer(begin(wanted), offer, "sendrecv");
    const answer = "refused" in outcome ? outcome.why : outcome.sdp;
    expect(answer).toMatch(/m=audio 0 RTP\/AVP 0\r\nm=audio 5000 RTP\/SAVP 0\r\n/u);
    expect(cryptoLines(answer)[0]).toMatch(/^a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:/u);
  }
});

const short = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwg";
const unknown = "a=crypto:1 F8_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

it.each([
  ["encrypted sound without a key", sdp("m=audio 6000 RTP/SAVP 0")],
  ["a key that is too short", sdp("m=audio 6000 RTP/SAVP 0", short)],
  ["a suite nobody knows", sdp("m=audio 6000 RTP/SAVP 0", unknown)],
  ["keys by DTLS alone", sdp("m=audio 6000 UDP/TLS/RTP/SAVP 0", "a=setup:actpass", "a=fingerprint:sha-256 00:11")],
])("%s is refused, as an offer and as an answer", (_name, text) => {
  for (const wanted of encryptions) {
    expect(makeAnswer(begin(wanted), text, "sendrecv")).toHaveProperty("refused");
    expect(takeAnswer(makeOffer(begin(wanted), "sendrecv").next, text)).toHaveProperty("refused");
  }
});

describe("a handshake for keys", () => {
  const shaken = (wanted: Encryption) => {
    const offer = makeOffer(begin("offered"), "sendrecv", "handshake");
    const answer = makeAnswer(begin(wanted), offer.sdp, "sendrecv");
    if ("refused" in answer) throw new Error(answer.why);
    const accepted = takeAnswer(offer.next, answer.sdp);
    if ("refused" in accepted) throw new Error(accepted.why);
    return { offer: offer.sdp, answer: answer.sdp, we: accepted.next, they: answer.next };
  };

  it.each(encryptions)("is taken whatever is wanted, as here where that is %s, and who answers begins", (wanted) => {
    const { offer, answer, we, they } = shaken(wanted);
    expect(offer).toMatch(/^m=audio 5000 UDP\/TLS\/RTP\/SAVP /mu);
    expect([offer, answer].map((text) => /^a=setup:(.*)$/mu.exec(text)?.[1])).toEqual(["actpass", "active"]);
    expect([we, they].map(({ agreement }) => agreement?.handshake?.role)).toEqual(["server", "client"]);
    expect(we.agreement).toMatchObject({ keys: null, remote: { port: 5000, rtcpPort: 5000 } });
    expect(cryptoLines(offer + answer)).toEqual([]);
  });

  it("stays through later offers of both, each in its role", () => {
    let { we, they } = shaken("offered");
    for (const ours of [true, false, false, true]) {
      const next = ours ? agreed(we, they) : agreed(they, we);
      [we, they] = ours ? [next.we, next.they] : [next.they, next.we];
      expect(next.offer).toContain("m=audio 5000 UDP/TLS/RTP/SAVP ");
      expect([we, they].map(({ agreement }) => agreement?.handshake?.role)).toEqual(["server", "client"]);
    }
  });

  it("is refused where we have no part in it, or the peer has none", () => {
    const { sdp: offer, next } = makeOffer(begin("required"), "sendrecv", "handshake");
    expect(makeAnswer(beginNegotiation("1", "192.0.2.1", 5000, ["PCMA"]), offer, "sendrecv")).toHaveProperty("refused");
    expect(takeAnswer(next, sdp("m=audio 6000 UDP/TLS/RTP/SAVP 8"))).toHaveProperty("refused");
    expect(makeAnswer(begin("required"), offer.replace("actpass", "holdconn"), "sendrecv")).toHaveProperty("refused");
  });

  it("is taken in the place of keys by a peer that is left the choice", () => {
    const { next, sdp: offer } = makeOffer(begin("required"), "sendrecv");
    expect(offer).toContain("a=setup:actpass");
    const part = ["a=setup:active", `a=fingerprint:sha-256 ${own.identity.fingerprint.value}`];
    const taken = takeAnswer(next, sdp("m=audio 6000 RTP/SAVP 0", ...part));
    expect(taken).toMatchObject({ next: { agreement: { keys: null, handshake: { role: "server" } } } });
    if ("refused" in taken) return;
    const again = makeOffer(taken.next, "sendonly").sdp;
    expect(again).toContain("m=audio 5000 RTP/SAVP ");
    expect(cryptoLines(again)).toEqual([]);
  });

  it("with a peer that checks the way first is answered with where it may check, and a way not known yet is no hold", () => {
    const browser = sdp("m=audio 9 UDP/TLS/RTP/SAVPF 0", "c=IN IP4 0.0.0.0", "a=rtcp-mux", "a=setup:actpass");
    const credentials = "a=ice-ufrag:4ZcD\r\na=ice-pwd:2/1muCWoOi3uLifh0NuRHlIw\r\n";
    const offer = `${browser}a=fingerprint:sha-256 ${own.identity.fingerprint.value}\r\n${credentials}`;
    const answer = makeAnswer(begin("offered"), offer, "sendrecv");
    if ("refused" in answer) throw new Error(answer.why);
    expect(answer.sdp).toMatch(/a=ice-lite\r\nm=audio 5000 UDP\/TLS\/RTP\/SAVPF 0\r\n/u);
    expect(answer.sdp).toContain("a=candidate:1 1 UDP 2130706431 192.0.2.1 5000 typ host\r\n");
    expect(answer.sdp).toContain(`a=ice-pwd:${own.ice.password}\r\n`);
    expect(answer.next.agreement).toMatchObject({ direction: "sendrecv", heldByPeer: false });
  });
});

it("an answer that names a key we did not offer is refused", () => {
  const { next } = makeOffer(begin("offered"), "sendrecv");
  const [key] = drawKeys();
  if (key === undefined) throw new Error("no key");
  for (const [tag, found] of [
    [1, "next"],
    [2, "refused"],
    [9, "refused"],
  ] as const) {
    const answer = sdp("m=audio 6000 RTP/AVP 0", `a=crypto:${writeCrypto({ ...key, tag })}`);
    expect(takeAnswer(next, answer)).toHaveProperty(found);
  }
});

describe("a session's packets", () => {
  const packet = (sequence: number): Uint8Array =>
    writeRtp({ payloadType: 0, marker: false, sequence, timestamp: 0, ssrc: 7, payload: Uint8Array.of(1, 2, 3) });

  it("go plain, encrypted, under another key and plain again; what was sealed before the change is still understood", () => {
    const { we, they } = agreed(begin("offered"), begin("offered"));
    const [here, there] = [createProtection(), createProtection()];
    const sent = (sequence: number) => there.open.rtp(here.seal.rtp(packet(sequence)) ?? new Uint8Array(0));
    expect(sent(1)).toEqual(packet(1));
    here.agree(we.agreement?.keys ?? null);
    there.agree(they.agreement?.keys ?? null);
    expect(sent(2)).toEqual(Buffer.from(packet(2)));
    expect(there.open.rtp(packet(3))).toBeNull();
    const late = here.seal.rtp(packet(4)) ?? new Uint8Array(0);
    const other = agreed(begin("offered"), begin("offered"));
    here.agree(other.we.agreement?.keys ?? null);
    there.agree(other.they.agreement?.keys ?? null);
    expect(sent(5)).toEqual(Buffer.from(packet(5)));
    expect(there.open.rtp(late)).toEqual(Buffer.from(packet(4)));
    here.agree(null);
    there.agree(null);
    expect(sent(6)).toEqual(packet(6));
  });

  it("are never hidden twice by the same stream, when a key of ours comes back", () => {
    const { we } = agreed(begin("offered"), begin("offered"));
    const here = createProtection();
    const report = Uint8Array.of(0x80, 201, 0, 2, 0, 0, 0, 7, 0, 0, 0, 0);
    const keys = we.agreement?.keys ?? null;
    here.agree(keys);
    const first = here.seal.rtcp(report);
    here.agree(null);
    here.agree(keys);
    expect(here.seal.rtcp(report)).not.toEqual(first);
  });
});
