import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RtpHeader, SrtpAuthenticationError, SrtpSession } from "werift";
import { sealByOurselves } from "./link-cipher.ts";

const profiles = [
  { profile: 1, suite: "AES-CM with HMAC", key: 16, salt: 14 },
  { profile: 7, suite: "AES-GCM", key: 16, salt: 12 },
] as const;

/** Both ends of a link: ours, and werift's in place of a browser. */
function bothEnds({ profile, key, salt }: (typeof profiles)[number]) {
  const bytes = (length: number, first: number) => Buffer.from(Array.from({ length }, (_, n) => first + n));
  const [ourKey, ourSalt, theirKey, theirSalt] = [bytes(key, 1), bytes(salt, 40), bytes(key, 80), bytes(salt, 120)];
  const session = (...[local, localSalt, remote, remoteSalt]: readonly [Buffer, Buffer, Buffer, Buffer]) =>
    new SrtpSession({
      keys: {
        localMasterKey: local,
        localMasterSalt: localSalt,
        remoteMasterKey: remote,
        remoteMasterSalt: remoteSalt,
      },
      profile,
    });
  const ours = session(ourKey, ourSalt, theirKey, theirSalt);
  sealByOurselves({ SrtpAuthenticationError }, ours);
  return { ours, browser: session(theirKey, theirSalt, ourKey, ourSalt) };
}

const header = (sequenceNumber: number) =>
  new RtpHeader({ payloadType: 0, sequenceNumber, timestamp: 160, ssrc: 0x1234_5678, marker: false });

describe.each(profiles)("a link sealed by $suite", (form) => {
  it("is understood by the browser, and understands it, over a turn of the sequence numbers", () => {
    const { ours, browser } = bothEnds(form);
    for (const sequence of [65_534, 65_535, 0, 1]) {
      const sound = Buffer.from([sequence & 255, 2, 3]);
      expect(browser.decrypt(ours.encrypt(sound, header(sequence))).subarray(12)).toEqual(sound);
      expect(ours.decrypt(browser.encrypt(sound, header(sequence))).subarray(12)).toEqual(sound);
    }
  });

  it("lets nothing else in, and says so as werift wants to hear it", () => {
    const { ours, browser } = bothEnds(form);
    const once = browser.encrypt(Buffer.from("sound"), header(1));
    ours.decrypt(once);
    expect(() => ours.decrypt(once)).toThrow(SrtpAuthenticationError);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => ours.decrypt(Buffer.from(bytes))).toThrow(SrtpAuthenticationError);
      }),
    );
  });
});
