import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { objectionOf, refusesOffer } from "./objection.ts";

const sound = (profile: string, port = 4000): string => `v=0\r\nm=audio ${port} ${profile} 0\r\n`;
const [plain, encrypted] = [sound("RTP/AVP"), sound("RTP/SAVP")];
const saying = (warnings: string, description = "") => ({ warnings, description });

describe("a refused offer", () => {
  it.each([
    ["nothing", saying(""), "unsaid"],
    ["that the transport is unknown", saying('302 peer "Incompatible transport protocol"'), "encryption"],
    ["that an attribute is unknown", saying('399 peer "Hm", 306 peer "Attribute not understood"'), "encryption"],
    ["that no format is common", saying('305 peer "Incompatible media format"'), "formats"],
    ["what many say of everything", saying('304 peer "Media type not available"'), "unsaid"],
    ["a number within its words", saying('399 peer "see 302 there"'), "unsaid"],
  ])("whose peer says %s", (_, refused, objection) => {
    expect(objectionOf(refused, plain)).toBe(objection);
  });

  it.each([
    ["encrypted sound", plain, encrypted, "encryption"],
    ["feedback, encrypted", plain, sound("UDP/TLS/RTP/SAVPF"), "encryption"],
    ["plain sound", encrypted, plain, "encryption"],
    ["what we have offered", plain, plain, "formats"],
    ["both", plain, encrypted + plain, "formats"],
    ["nothing it would take", plain, sound("RTP/SAVP", 0), "unsaid"],
  ])("whose peer describes %s", (_, offer, description, objection) => {
    expect(objectionOf(saying("", description), offer)).toBe(objection);
  });

  it("is understood whatever a peer writes", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (warnings, description) => {
        expect(["encryption", "formats", "unsaid"]).toContain(objectionOf({ warnings, description }, plain));
      }),
    );
  });
});

it("only some refusals are about the offer", () => {
  expect([415, 488, 606].every(refusesOffer)).toBe(true);
  expect([404, 486, 503].some(refusesOffer)).toBe(false);
});
