import { describe, expect, it } from "vitest";
import { counter, deriveKey, gcm } from "./srtp-cipher.ts";

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(" ", ""), "hex");
const hex = (...parts: readonly Uint8Array[]): string => Buffer.concat(parts).toString("hex");
const nothing = new Uint8Array(0);

describe("the test vectors of RFC 3711", () => {
  it("B.2: the key stream", () => {
    const cipher = counter(
      bytes("2b7e151628aed2a6abf7158809cf4f3c"),
      bytes("f0f1f2f3f4f5f6f7f8f9fafbfcfd"),
      nothing,
      10,
    );
    const [stream] = cipher.seal(nothing, new Uint8Array(48), { ssrc: 0, index: 0 }, nothing);
    expect(hex(stream)).toBe(
      "e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0",
    );
  });

  it("B.3: the session keys", () => {
    const master = { key: bytes("e1f97a0d3e018be0d64fa32c06de4139"), salt: bytes("0ec675ad498afeebb6960b3aabe6") };
    expect(hex(deriveKey(master, 0, 16))).toBe("c61e7a93744f39ee10734afe3ff7a087");
    expect(hex(deriveKey(master, 2, 14))).toBe("30cbbc08863d8c85d49db34a9ae1");
    expect(hex(deriveKey(master, 1, 20))).toBe("cebe321f6ff7716b6fd4ab49af256a156d38baa4");
  });
});

describe("the test vectors of RFC 7714", () => {
  const salt = bytes("517569642070726f2071756f");
  const header = bytes("8040f17b8041f8d35501a0b2");
  const body = Buffer.from("Gallia est omnis divisa in partes tres");
  const place = { ssrc: 0x5501a0b2, index: 0xf17b };

  it.each([
    [
      "16.1",
      "000102030405060708090a0b0c0d0e0f",
      "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce",
    ],
    [
      "16.2",
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
      "32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13",
    ],
  ])("%s: a packet", (_section, key, sealed) => {
    const cipher = gcm(bytes(key), salt, "rtp");
    expect(hex(...cipher.seal(header, body, place, nothing))).toBe(sealed);
    const both = bytes(sealed);
    expect(cipher.open(header, both.subarray(0, -16), both.subarray(-16), place, nothing)).toEqual(body);
  });
});
