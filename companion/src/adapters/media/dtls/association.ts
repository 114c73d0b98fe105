import { createAssembly, type Message } from "./assembly.ts";
import { Malformed } from "./bytes.ts";
import { isAnnounced, type Fingerprint, type Identity } from "./certificate.ts";
import { clientHearing, greet } from "./client.ts";
import { createFlights } from "./flights.ts";
import { messages as numbers } from "./messages.ts";
import { contents, parseRecords, type DtlsRecord } from "./record.ts";
import { serverHearing } from "./server.ts";
import { createTalk, WrongCertificate, type ExchangedKeys, type MessageName, type Role } from "./talk.ts";

/*
 *  client   greeting ──HelloVerifyRequest──▶ greeting ──ServerHello──▶ certificate ──Certificate──▶ keys ──ServerKeyExchange──▶ request
 *              request ──CertificateRequest──▶ request ──ServerHelloDone──▶ finishing ──Finished──▶ settled
 *
 *  server   greeting ──ClientHello──▶ certificate ──Certificate──▶ keys ──ClientKeyExchange──▶ proof ──CertificateVerify──▶ finishing
 *              finishing ──Finished──▶ settled
 *
 *  either   anything else, a certificate that was not announced, a signature that does not fit, no end within the patience ──▶ failed
 */
const orders = {
  client: {
    greeting: { helloVerifyRequest: "greeting", serverHello: "certificate" },
    certificate: { certificate: "keys" },
    keys: { serverKeyExchange: "request" },
    request: { certificateRequest: "request", serverHelloDone: "finishing" },
    finishing: { finished: "settled" },
  },
  server: {
    greeting: { clientHello: "certificate" },
    certificate: { certificate: "keys" },
    keys: { clientKeyExchange: "proof" },
    proof: { certificateVerify: "finishing" },
    finishing: { finished: "settled" },
  },
} as const satisfies Record<Role, Partial<Record<Phase, Partial<Record<MessageName, Phase>>>>>;

type Phase = "greeting" | "certificate" | "keys" | "request" | "proof" | "finishing" | "settled" | "failed";

/** Why no keys came about: the peer is not whom its description announces, or it did not do its part. */
export type AssociationFault = "wrong-certificate" | "no-keys";

export type AssociationOptions = Readonly<{
  role: Role;
  identity: Identity;
  /** What the peer's description says of its certificate. */
  announced: readonly Fingerprint[];
  send: (datagram: Uint8Array) => void;
  settled: (keys: ExchangedKeys) => void;
  failed: (why: AssociationFault) => void;
}>;

/** A DTLS 1.2 association that exists to agree on the keys of encrypted sound (RFC 6347, RFC 5764). */
export type Association = Readonly<{
  /** Takes a datagram, from untrusted bytes. Never throws. */
  take: (datagram: Uint8Array) => void;
  /** Says the last thing once more: the way to the peer has only now opened. */
  repeat: () => void;
  close: () => void;
}>;

/** Milliseconds for the whole handshake. */
const patience = 12_000;
const fatal = 2;
const warning = 1;
const alerts = { closeNotify: 0, handshakeFailure: 40, badCertificate: 42 } as const;

/** Begins an association. The client says its hello at once; `settled` or `failed` is called once, unless it is closed before. */
export function associate(options: AssociationOptions): Association {
  const { role, identity } = options;
  const flights = createFlights(options.send);
  const assembly = createAssembly();
  const talk = createTalk(role, identity, flights);
  const hearing = (role === "client" ? clientHearing : serverHearing)(talk, (certificate) => {
    if (!isAnnounced(certificate, options.announced)) throw new WrongCertificate();
    talk.takeCertificate(certificate);
  });
  let phase: Phase = "greeting";

  const end = (last: "settled" | "failed"): void => {
    phase = last;
    clearTimeout(deadline);
    flights.rest();
  };
  const fail = (why: AssociationFault): void => {
    end("failed");
    flights.alert(fatal, why === "wrong-certificate" ? alerts.badCertificate : alerts.handshakeFailure);
    options.failed(why);
  };
  const deadline = setTimeout(() => fail("no-keys"), patience);
  const step = (message: Message): void => {
    const name = nameOf(message);
    const next = name === null ? undefined : nextPhase(role, phase, name);
    if (name === null || next === undefined) throw new Malformed("out of turn");
    const before = talk.everything();
    talk.hear(message);
    hearing[name]?.(message.body, before);
    phase = next;
    if (phase !== "settled") return;
    end("settled");
    options.settled(talk.soundKeys());
  };
  const takeRecord = (record: DtlsRecord): void => {
    const opened = record.epoch === 0 ? record : talk.open(record);
    if (opened === null) return;
    if (opened.type === contents.alert && opened.body[0] === fatal && phase !== "settled") return fail("no-keys");
    if (opened.type !== contents.handshake) return;
    const { messages, again } = assembly.take(opened.body);
    // Our last words were lost: the client says its own once more.
    if (phase === "settled" && role === "server" && again) flights.repeat();
    for (const message of messages) if (phase !== "settled") step(message);
  };
  if (role === "client") greet(talk);
  return {
    take(datagram) {
      try {
        for (const record of parseRecords(datagram)) if (phase !== "failed") takeRecord(record);
      } catch (error) {
        fail(error instanceof WrongCertificate ? "wrong-certificate" : "no-keys");
      }
    },
    repeat: () => phase !== "failed" && phase !== "settled" && flights.repeat(),
    close() {
      if (phase === "settled") flights.alert(warning, alerts.closeNotify);
      if (phase !== "failed") end("failed");
    },
  };
}

const names = new Map<number, string>(Object.entries(numbers).map(([name, number]) => [number, name]));

function nameOf({ type }: Message): MessageName | null {
  const name = names.get(type);
  return name !== undefined && isName(name) ? name : null;
}

function isName(name: string): name is MessageName {
  return Object.hasOwn(numbers, name);
}

function nextPhase(role: Role, phase: Phase, name: MessageName): Phase | undefined {
  const order: Partial<Record<Phase, Partial<Record<MessageName, Phase>>>> = orders[role];
  return order[phase]?.[name];
}
