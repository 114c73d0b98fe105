import { describe, expect, it } from "vitest";
import { compare, levelOf, type Look } from "./paint-order.ts";

const flows: Look = { isTopmost: false, position: "static", zIndex: "auto", isWhole: false };
const placed = (zIndex = "auto"): Look => ({ ...flows, position: "absolute", zIndex });
const whole: Look = { ...flows, isWhole: true };
const topmost: Look = { ...flows, isTopmost: true };

describe("how high it lies", () => {
  it.each([
    ["what flows, at the bottom", [flows, flows], { z: 0, isLayer: false }],
    ["what is placed, in a layer", [flows, placed()], { z: 0, isLayer: true }],
    ["what is in something placed, with it", [placed("2"), flows], { z: 2, isLayer: true }],
    ["what says how high, through what does not", [placed(), flows, placed("3"), flows], { z: 3, isLayer: true }],
    ["what is in a layer, never higher than that", [placed("1"), placed("9")], { z: 1, isLayer: true }],
    ["what is in something faint or turned, with it", [whole, placed("9")], { z: 0, isLayer: true }],
    ["what is fixed, with all that is in it", [{ ...flows, position: "fixed" }, placed("9")], { z: 0, isLayer: true }],
    ["what is laid below everything", [placed("-1")], { z: -1, isLayer: true }],
    ["what opens above everything", [topmost, placed("-1")], { z: Infinity, isLayer: true }],
  ] as const)("%s", (_, chain, level) => {
    expect(levelOf(chain)).toEqual(level);
  });
});

describe("of two", () => {
  it.each([
    ["the higher layer is above", [placed("2")], [placed("1")], 1],
    ["what is placed is above what flows", [placed()], [flows], 1],
    ["what is laid below everything is not", [placed("-1")], [flows], -1],
    ["that are alike, the document decides", [placed()], [whole], 0],
    ["that are topmost, either may be above", [topmost], [topmost], 1],
    ["what is topmost is above the highest layer", [topmost], [placed("2147483647")], 1],
  ] as const)("%s", (_, one, other, order) => {
    expect(Math.sign(compare(levelOf(one), levelOf(other)))).toBe(order);
  });
});
