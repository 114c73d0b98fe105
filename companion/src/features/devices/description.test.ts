import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  blackHole,
  readAudio,
  samePlace,
  shareCodec,
  takesSound,
  without,
  writeAudio,
  type Audio,
} from "./description.ts";

const lines = (...each: readonly string[]): string => `${each.join("\r\n")}\r\n`;
const phone = lines(
  "v=0",
  "o=- 17 3 IN IP4 192.0.2.7",
  "s=-",
  "c=IN IP4 192.0.2.7",
  "t=0 0",
  "m=audio 4000 RTP/AVP 0 101",
  "a=rtpmap:101 telephone-event/8000",
  "a=inactive",
);
const read = (text: string): Audio => readAudio(text) ?? expect.fail("no sound");
const direction = fc.constantFrom("sendrecv" as const, "sendonly" as const, "recvonly" as const, "inactive" as const);

describe("the sound in a description", () => {
  it("is read with its place, its formats and its direction", () => {
    expect(read(phone)).toEqual({
      origin: "- 17 3 IN IP4 192.0.2.7",
      connection: "IN IP4 192.0.2.7",
      port: "4000",
      formats: "RTP/AVP 0 101",
      lines: ["a=rtpmap:101 telephone-event/8000"],
      direction: "inactive",
    });
  });

  it("is what was written, in any direction", () => {
    fc.assert(
      fc.property(direction, (given) => {
        expect(read(writeAudio(read(phone), given))).toEqual({ ...read(phone), direction: given });
      }),
    );
  });

  it("stands where its own section says, and is not there without one that is open", () => {
    const elsewhere = phone.replace("a=inactive", "c=IN IP4 192.0.2.8");
    expect(read(elsewhere)).toMatchObject({ connection: "IN IP4 192.0.2.8", direction: "sendrecv" });
    expect(samePlace(read(phone), read(elsewhere))).toBe(false);
    for (const nothing of ["", phone.replace("audio 4000", "audio 0"), phone.replace("m=audio", "m=video"), "nonsense"])
      expect(readAudio(nothing)).toBeNull();
  });

  it("takes no sound at the address of zero", () => {
    const old = phone.replaceAll("192.0.2.7", "0.0.0.0").replace("a=inactive\r\n", "");
    expect(read(old).direction).toBe("sendonly");
    expect(takesSound(read(old))).toBe(false);
  });

  it("answers an offer section by section, and refuses what is not sound", () => {
    const offer = phone.replace("m=audio", "m=video 5000 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\nm=audio");
    const answer = writeAudio(read(phone), "sendrecv", offer);
    expect(answer.match(/^m=.*$/gmu)?.map((each) => each.trim())).toEqual([
      "m=video 0 RTP/AVP 96",
      "m=audio 4000 RTP/AVP 0 101",
    ]);
  });

  it("shares a codec with another, by whatever type it goes, and digits are none", () => {
    const other = (formats: string, ...named: readonly string[]): Audio => ({
      ...read(phone),
      formats: `RTP/AVP ${formats}`,
      lines: named.map((name) => `a=rtpmap:${name}`),
    });
    expect(shareCodec(read(phone), other("8 96", "96 pcmu/8000"))).toBe(true);
    expect(shareCodec(read(phone), other("8 101", "101 telephone-event/8000"))).toBe(false);
    expect(shareCodec(read(phone), other("101", "101 telephone-event/8000"))).toBe(false);
    expect(shareCodec(other("13 77"), other("13"))).toBe(false);
  });

  it("loses one part of its direction at a time", () => {
    expect(without("sendrecv", "receives")).toBe("sendonly");
    expect(without("sendrecv", "sends")).toBe("recvonly");
    fc.assert(
      fc.property(direction, (given) => {
        expect(without(without(given, "sends"), "receives")).toBe("inactive");
      }),
    );
  });

  it("of a black hole is inactive, on either kind of address", () => {
    expect(writeAudio(blackHole("192.0.2.1", 5))).toContain("o=- 5 1 IN IP4 192.0.2.1\r\n");
    expect(read(writeAudio(blackHole("2001:db8::1", 5)))).toMatchObject({
      connection: "IN IP6 2001:db8::1",
      direction: "inactive",
    });
  });
});
