import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { associate } from "../../companion/src/adapters/media/dtls/association.ts";
import { drawIdentity, type Fingerprint, type Identity } from "../../companion/src/adapters/media/dtls/certificate.ts";
import { parseDescription } from "../../companion/src/adapters/media/sdp.ts";
import { leaveNoCall, registered, startWithWindow, type Window } from "../peers/companion.ts";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startPhone, type Phone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";

const stops: (() => unknown)[] = [];
const phoneStops: (() => unknown)[] = [];
let kamailio: Kamailio;
let window: Window;
beforeAll(async () => {
  kamailio = await startKamailio();
  stops.push(kamailio.stop);
  window = await startWithWindow({ user: "alice", port: kamailio.port }, stops);
  await registered(window);
  await window.ask("settings.change", { encryption: "required" });
});
afterEach(async () => {
  await leaveNoCall(window);
  for (const stop of phoneStops.splice(0).toReversed()) await stop();
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

type Described = Readonly<{ profile?: string; attributes?: readonly string[] }>;
type SoundPhone = Readonly<{
  phone: Phone;
  media: Socket;
  ours: () => Readonly<{ port: number; fingerprints: readonly Fingerprint[] }>;
}>;

/** A telephone that answers every call with that description of its sound, and the socket where that comes. */
async function answering(
  user: string,
  { profile = "UDP/TLS/RTP/SAVP", attributes = [] }: Described,
): Promise<SoundPhone> {
  const media = createSocket("udp4");
  media.bind(0, "127.0.0.1");
  await once(media, "listening");
  const lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"];
  const sound = [`m=audio ${media.address().port} ${profile} 0`, "a=rtcp-mux", ...attributes, ""];
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  const description = [...lines, ...sound].join("\r\n");
  const phone = await startPhone({ user, proxy: `sip:127.0.0.1:${kamailio.port}`, bindings, description });
  phoneStops.push(() => media.close(), phone.stop);
  await phone.register();
  const ours = () => {
    const section = parseDescription(phone.answered.at(-1)?.remote.sdp ?? "")?.sections[0];
    if (section === undefined) throw new Error("nobody has called");
    return section;
  };
  return { phone, media, ours };
}

const announcing = ({ fingerprint: { hash, value } }: Identity): readonly string[] => [
  `a=fingerprint:${hash} ${value}`,
  "a=setup:active",
];

async function dial(user: string): Promise<void> {
  await window.ask("calls.dial", { target: `${user}@${kamailioDomain}`, source: { kind: "panel" } });
}

const call = () => window.state().calls.at(-1);

/** The telephone does its part in the handshake, as whoever it is. */
function shake({ media, ours }: SoundPhone, identity: Identity): void {
  const { port, fingerprints } = ours();
  const association = associate({
    role: "client",
    identity,
    announced: fingerprints,
    send: (datagram) => media.send(datagram, port, "127.0.0.1"),
    settled: () => undefined,
    failed: () => undefined,
  });
  media.on("message", (datagram) => association.take(datagram));
  phoneStops.push(association.close);
}

describe("a telephone that makes keys of its own", () => {
  it("is spoken with; where the signalling could have been changed, nothing confirms who it is", async () => {
    const identity = drawIdentity();
    const bob = await answering("bob", { attributes: announcing(identity) });
    await dial("bob");
    await until(() => call()?.state === "active", "bob answers");
    shake(bob, identity);
    await until(() => call()?.secured === "unconfirmed", "both have keys");
  });

  it("that shows another certificate than it announced is hung up, and the call says why", async () => {
    const bob = await answering("bob", { attributes: announcing(drawIdentity()) });
    await dial("bob");
    await until(() => call()?.state === "active", "bob answers");
    shake(bob, drawIdentity());
    await until(() => call()?.end === "wrong-certificate", "the call ends");
    await until(() => bob.phone.wire.some((text) => text.startsWith("< BYE ")), "bob is hung up");
    expect(call()?.secured).toBeNull();
  });

  it("that never begins, and sends garbage instead, is hung up in the end", async () => {
    const { media, ours } = await answering("bob", { attributes: announcing(drawIdentity()) });
    await dial("bob");
    await until(() => call()?.state === "active", "bob answers");
    for (const first of [0, 1, 20, 21, 22, 23, 63, 64, 128, 200])
      for (const length of [0, 1, 12, 13, 14, 25, 60, 1200])
        media.send(Buffer.alloc(length + 1, first), ours().port, "127.0.0.1");
    await until(() => call()?.end === "no-keys", "the call ends");
  });
});

describe("a telephone that answers as it was not asked", () => {
  it.each([
    ["encrypted, without a key", { profile: "RTP/SAVP" }],
    ["with a handshake in which nobody takes part", { profile: "UDP/TLS/RTP/SAVP" }],
    ["in the clear", { profile: "RTP/AVP" }],
    ["with a fingerprint nobody can verify", { attributes: ["a=setup:active", "a=fingerprint:md5 00:11:22"] }],
  ])("%s, is hung up where encryption is required", async (_, described) => {
    const bob = await answering("bob", described);
    await dial("bob");
    await until(() => call()?.end === "not-encrypted", "the call ends");
    await until(() => bob.phone.wire.some((text) => text.startsWith("< BYE ")), "bob is hung up");
  });
});
