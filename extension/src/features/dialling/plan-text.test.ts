import { DialPlan, defaultDialPlan } from "@twp/shared/protocol/dialling.ts";
import { presetNames, presets } from "@twp/shared/dialling/presets.ts";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { listsOf, presetOf, textsOf } from "./plan-text.ts";

const digits = fc.stringMatching(/^\d{1,8}$/u);
const range = fc
  .tuple(fc.stringMatching(/^[0-4]\d{2}$/u), fc.stringMatching(/^[5-9]\d{2}$/u))
  .map(([from, to]) => ({ from, to }));
const plan = fc.record({
  internalLengths: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 8 }),
  internalRanges: fc.array(range, { maxLength: 5 }),
  shortCodes: fc.array(
    fc.record({ code: fc.stringMatching(/^[\d*#]{1,8}$/u), number: fc.constantFrom("01 99 00 12 34", "a=b@uc.test") }),
    { maxLength: 5 },
  ),
  emergencyNumbers: fc.array(digits, { maxLength: 5 }),
});

describe("N2: the lists of a dial plan", () => {
  it("are read as they are written", () => {
    fc.assert(
      fc.property(plan, (lists) => {
        const whole: DialPlan = { ...defaultDialPlan, ...lists };
        expect(listsOf(textsOf(whole))).toEqual(lists);
        expect(v.is(DialPlan, whole)).toBe(true);
      }),
    );
  });

  it.each([
    ["3, 4 5000 – 5099;2", [3, 4, 2], [{ from: "5000", to: "5099" }]],
    ["", [], []],
  ])("%j holds these lengths and ranges", (internal, internalLengths, internalRanges) => {
    expect(listsOf({ internal, codes: "", emergency: "" })).toMatchObject({ internalLengths, internalRanges });
  });

  it.each([
    { internal: "9", codes: "", emergency: "" },
    { internal: "x", codes: "", emergency: "" },
    { internal: "50-5", codes: "", emergency: "" },
    { internal: "99-10", codes: "", emergency: "" },
    { internal: "", codes: "12", emergency: "" },
    { internal: "", codes: "x = 5012", emergency: "" },
    { internal: "", codes: "", emergency: "+33" },
  ])("that mean nothing make no plan: %o", (texts) => {
    expect(v.is(DialPlan, { ...defaultDialPlan, ...listsOf(texts) })).toBe(false);
  });
});

it.each(presetNames)("N2: what %s fills in is told from every other", (name) => {
  expect(presetOf({ ...defaultDialPlan, ...presets[name], internalLengths: [...presets[name].internalLengths] })).toBe(
    name,
  );
  expect(presetOf({ ...defaultDialPlan, outsidePrefix: "77" })).toBe("own");
});
