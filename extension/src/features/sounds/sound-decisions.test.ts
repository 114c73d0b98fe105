import { describe, expect, it } from "vitest";
import { deviceInUse } from "./chosen-device.ts";
import { gainOf, meterOf } from "./loudness.ts";

const headset = { id: "h1", name: "Headset" };
const desk = { id: "d1", name: "Desk loudspeaker" };

describe("the device in use", () => {
  it.each([
    ["the system's where none is chosen", null, [headset], { id: "", missing: null }],
    ["the chosen one", headset, [desk, headset], { id: "h1", missing: null }],
    ["the system's while the chosen one is away, which is named", headset, [desk], { id: "", missing: "Headset" }],
    ["the system's where nothing is plugged in", headset, [], { id: "", missing: "Headset" }],
    ["the chosen one until it is known what is plugged in", headset, null, { id: "h1", missing: null }],
    ["the chosen one while the browser hides ids", headset, [{ id: "", name: "" }], { id: "h1", missing: null }],
    ["the one of the same name under a new id", headset, [{ ...headset, id: "h2" }], { id: "h2", missing: null }],
    ["never another without a name", { id: "x", name: "" }, [{ id: "y", name: "" }], { id: "", missing: "" }],
  ])("is %s", (_, chosen, present, expected) => {
    expect(deviceInUse(chosen, present)).toEqual(expected);
  });
});

describe("a volume", () => {
  it("is silence, the sound as it is, and ten decibels for each halving", () => {
    expect([gainOf(0), gainOf(100)]).toEqual([0, 1]);
    for (const volume of [200, 100, 50, 20])
      expect(20 * Math.log10(gainOf(volume) / gainOf(volume / 2))).toBeCloseTo(10);
  });
});

describe("a meter", () => {
  it.each([
    [-120, 0],
    [-60, 0],
    [-30, 50],
    [0, 100],
    [6, 100],
  ])("at %d dB is filled to %d percent", (level, filled) => {
    expect(meterOf(level)).toBe(filled);
  });
});
