import { createECDH, randomBytes, timingSafeEqual } from "node:crypto";
import type { MasterKey, Suite } from "../keys.ts";
import { writeMessage, type Message } from "./assembly.ts";
import { Malformed } from "./bytes.ts";
import { isSignedBy, signed, type Identity } from "./certificate.ts";
import type { Flights } from "./flights.ts";
import * as wire from "./messages.ts";
import { suiteOf } from "./profiles.ts";
import { openRecord, type DtlsRecord } from "./record.ts";
import { finishedBy, masterSecret, recordKeys, soundKeys, type Randoms } from "./secrets.ts";

/** Who begins: the side that its description calls active is the client (RFC 5763 section 5). */
export type Role = "client" | "server";

/** A message of the handshake by its name. */
export type MessageName = keyof typeof wire.messages;

/** What a side does about each message that it may hear; `before` is all that was said until it came. Throws where the message does not fit. */
export type Hearing = Partial<Record<MessageName, (body: Uint8Array, before: Uint8Array) => void>>;

/** The keys that a handshake brought about. */
export type ExchangedKeys = Readonly<{ send: MasterKey; receive: MasterKey }>;

/** The peer is not whom its description announces. */
export class WrongCertificate extends Error {}

/** What both sides have said so far, and what follows from it, whichever side we are. */
export type Talk = ReturnType<typeof createTalk>;

export function createTalk(role: Role, identity: Identity, flights: Flights) {
  const peer = role === "client" ? "server" : "client";
  const random = randomBytes(32);
  const half = createECDH("prime256v1");
  half.generateKeys();
  let said: Uint8Array[] = [];
  let theirs: Readonly<{ random: Uint8Array; suite: Suite; binds: boolean }> | null = null;
  let certificate: Uint8Array | null = null;
  let master: Uint8Array | null = null;
  const everything = (): Uint8Array => Buffer.concat(said);
  const randoms = (): Randoms => {
    const other = known(theirs).random;
    return role === "client" ? { client: random, server: other } : { client: other, server: random };
  };
  return {
    random,
    randoms,
    /** Our half of the key exchange: a point on the curve. */
    point: (): Uint8Array => half.getPublicKey(),
    everything,
    /** Nothing counts of what was said before (RFC 6347 section 4.2.6). */
    forget: () => void (said = []),
    hear: (message: Message) => void said.push(writeMessage(message)),
    say: (name: MessageName, body: Uint8Array) => void said.push(flights.add(wire.messages[name], body)),
    fly: flights.fly,
    showCertificate(): void {
      this.say("certificate", wire.writeCertificate(identity.certificate));
    },
    /** Our signature under something that only this handshake has. */
    sign: (bytes: Uint8Array): Uint8Array => wire.writeSignature(signed(identity, bytes)),
    agree(hello: wire.Hello, profile: number | undefined): void {
      const suite = suiteOf(profile);
      if (suite === null) throw new Malformed("no suite in common");
      theirs = { random: hello.random, suite, binds: wire.bindsSecret(hello) };
    },
    takeCertificate: (body: Uint8Array) => void (certificate = body),
    /** Whoever shows a certificate must own its key. */
    prove({ scheme, signature }: wire.Proof, bytes: Uint8Array): void {
      if (!isSignedBy(known(certificate), scheme, bytes, signature)) throw new WrongCertificate();
    },
    /** Both know the secret now, from our half and theirs. */
    share(point: Uint8Array): void {
      master = masterSecret(half.computeSecret(point), randoms(), known(theirs).binds ? everything() : null);
    },
    /** From here on we are under the new keys, and say what we have heard. */
    finish(): void {
      flights.change(recordKeys(known(master), randoms())[role]);
      this.say("finished", finishedBy(role, known(master), everything()));
    },
    checkFinished(body: Uint8Array, before: Uint8Array): void {
      const expected = finishedBy(peer, known(master), before);
      if (body.length !== expected.length || !timingSafeEqual(body, expected)) throw new Malformed("not what was said");
    },
    /** Opens a record of the peer's; null before its keys are known. */
    open: (record: DtlsRecord): DtlsRecord | null =>
      master === null ? null : openRecord(record, recordKeys(master, randoms())[peer]),
    soundKeys(): ExchangedKeys {
      const keys = soundKeys(known(master), randoms(), known(theirs).suite);
      return { send: keys[role], receive: keys[peer] };
    },
  };
}

function known<T>(value: T | null): T {
  if (value === null) throw new Malformed("out of turn");
  return value;
}
