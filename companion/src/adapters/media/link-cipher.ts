import type { RtpHeader, SrtpSession } from "werift";
import type { MasterKey, Suite } from "./keys.ts";
import { createOpener, createSealer } from "./srtp.ts";

/** The suites a browser chooses from, by their numbers (RFC 5764 section 4.1.2, RFC 7714 section 14.2). */
const suitesByProfile: Readonly<Record<number, Suite>> = { 1: "AES_CM_128_HMAC_SHA1_80", 7: "AEAD_AES_128_GCM" };

type Werift = Pick<typeof import("werift"), "SrtpAuthenticationError">;

/**
 * Has the sound of a link sealed and opened by our own ciphers: werift makes a key anew for every packet, which was a quarter of what a call
 * costs. A profile that is not ours stays werift's. What was not sealed by the browser is thrown, as werift expects it, and goes no further.
 */
export function sealByOurselves({ SrtpAuthenticationError }: Werift, session: SrtpSession): void {
  const { keys, profile } = session.config;
  const suite = suitesByProfile[profile];
  if (suite === undefined) return;
  const master = (key: Buffer, salt: Buffer): MasterKey => ({ suite, key, salt, identifier: new Uint8Array(0) });
  const sealer = createSealer(master(keys.localMasterKey, keys.localMasterSalt), new Map());
  const opener = createOpener(master(keys.remoteMasterKey, keys.remoteMasterSalt), new Map());
  session.encrypt = (payload: Buffer, header: RtpHeader) =>
    asBuffer(sealer.rtp(Buffer.concat([header.serialize(header.serializeSize), payload])));
  session.decrypt = (packet: Buffer) => {
    const opened = opener.rtp(packet);
    if (opened === null) throw new SrtpAuthenticationError("not sealed by the browser, or come again");
    return asBuffer(opened);
  };
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
