import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultDialPlan, type DialPlan } from "../protocol/dialling.ts";
import { explainDial, planDial, showNumber } from "./plan.ts";
import { presetNames, presets, type PresetName } from "./presets.ts";

const planOf = (name: PresetName, country: string): DialPlan => ({
  ...defaultDialPlan,
  ...presets[name],
  internalLengths: [...presets[name].internalLengths],
  country,
});

/** The country it is written in, how, and the number in the three forms. */
const publicNumbers = [
  ["FR", "01 99 00 12 34", "0199001234", "0033199001234", "+33199001234"],
  ["FR", "01.99.00.12.34", "0199001234", "0033199001234", "+33199001234"],
  ["FR", "+33 (0)1 99 00 12 34", "0199001234", "0033199001234", "+33199001234"],
  ["FR", "0033 1 99 00 12 34", "0199001234", "0033199001234", "+33199001234"],
  ["FR", "tel:+33-1-99-00-12-34", "0199001234", "0033199001234", "+33199001234"],
  ["FR", "06 39 98 00 11", "0639980011", "0033639980011", "+33639980011"],
  ["FR", "0800 12 34 56", "0800123456", "0033800123456", "+33800123456"],
  ["FR", "+44 20 7946 0018", "00442079460018", "00442079460018", "+442079460018"],
  ["FR", "+1 212 555 0123", "0012125550123", "0012125550123", "+12125550123"],
  ["FR", "0049 30 901820", "004930901820", "004930901820", "+4930901820"],
  ["DE", "030 901820", "030901820", "004930901820", "+4930901820"],
  ["DE", "030/90 18 20", "030901820", "004930901820", "+4930901820"],
  ["DE", "+49 (0)30 901820", "030901820", "004930901820", "+4930901820"],
  ["DE", "+33 1 99 00 12 34", "0033199001234", "0033199001234", "+33199001234"],
  ["GB", "020 7946 0018", "02079460018", "00442079460018", "+442079460018"],
  ["GB", "(020) 7946 0018", "02079460018", "00442079460018", "+442079460018"],
  ["GB", "+44 20 7946 0018", "02079460018", "00442079460018", "+442079460018"],
  ["GB", "+33 1 99 00 12 34", "0033199001234", "0033199001234", "+33199001234"],
  ["US", "(212) 555-0123", "2125550123", "01112125550123", "+12125550123"],
  ["US", "1-212-555-0123", "2125550123", "01112125550123", "+12125550123"],
  ["US", "+1 212 555 0123", "2125550123", "01112125550123", "+12125550123"],
  ["US", "011 44 20 7946 0018", "011442079460018", "011442079460018", "+442079460018"],
  ["CH", "044 668 18 00", "0446681800", "0041446681800", "+41446681800"],
] as const;

/** What leaves as it is under every plan, and what it was taken for. */
const asTheyAre = [
  ["FR", "112", "emergency"],
  ["FR", "15", "emergency"],
  ["GB", "999", "emergency"],
  ["US", "911", "emergency"],
  ["FR", "*97", "service"],
  ["DE", "**610", "service"],
  ["FR", "#31#0199001234", "service"],
  ["FR", "anna@office.test", "address"],
] as const;

describe("N2: a telephone system's usual plan", () => {
  const cases = presetNames.flatMap((name) => publicNumbers.map((number) => [name, ...number] as const));
  it.each(cases)("%s in %s makes of %s what it wants", (name, country, text, national, international, e164) => {
    const { outsidePrefix, outsideFormat } = presets[name];
    const dial = { e164, national: outsidePrefix + national, international: outsidePrefix + international }[
      outsideFormat
    ];
    expect(planDial(text, planOf(name, country))).toEqual({ kind: "outside", e164, dial });
  });

  it.each(
    presetNames.flatMap((name) => asTheyAre.map(([country, text, kind]) => [name, country, text, kind] as const)),
  )("%s in %s lets %s leave as it is", (name, country, text, kind) => {
    expect(planDial(text, planOf(name, country))).toEqual({ kind, dial: text });
  });

  it.each(presetNames)("%s: what is shown of a number, and what is dialled for it, means the same number", (name) => {
    const written = fc.constantFrom(...publicNumbers);
    const home = fc.constantFrom("FR", "DE", "GB", "US", "CH");
    fc.assert(
      fc.property(written, home, ([, , , , e164], country) => {
        const plan = planOf(name, country);
        expect(planDial(showNumber(e164, country), plan)).toMatchObject({ e164 });
        const { dial } = planDial(e164, plan) as { dial: string };
        expect(planDial(dial.slice(dial.startsWith("+") ? 0 : plan.outsidePrefix.length), plan)).toMatchObject({
          e164,
        });
      }),
    );
  });
});

describe("N2: every step of the way is shown", () => {
  const berlin: DialPlan = { ...planOf("zero", "DE"), areaCode: "30", internalLengths: [3] };
  const steps = (text: string, plan: DialPlan): readonly string[] =>
    explainDial(text, plan).steps.map(({ step, result }) => `${step} ${result}`);

  it.each<[string, DialPlan, readonly string[]]>([
    [
      "01 99 00 12 34",
      planOf("zero", "FR"),
      ["read 0199001234", "public +33199001234", "national 0199001234", "prefix 00199001234"],
    ],
    ["01 99 00 12 34", planOf("e164", "FR"), ["read 0199001234", "public +33199001234"]],
    [
      "+44 20 7946 0018",
      planOf("national", "FR"),
      ["read +442079460018", "public +442079460018", "international 00442079460018"],
    ],
    ["90 18 20", berlin, ["read 901820", "local +4930901820", "national 030901820", "prefix 0030901820"]],
    ["040 901820", berlin, ["read 040901820", "public +4940901820", "national 040901820", "prefix 0040901820"]],
    [
      "555-0123",
      { ...planOf("nine", "US"), areaCode: "212" },
      ["read 5550123", "local +12125550123", "national 2125550123", "prefix 92125550123"],
    ],
    ["212-555-0123", { ...planOf("e164", "US"), areaCode: "415" }, ["read 2125550123", "public +12125550123"]],
    ["5012", { ...berlin, internalRanges: [{ from: "5000", to: "5099" }] }, ["read 5012", "internal 5012"]],
    [
      "5100",
      { ...planOf("fritzBox", "FR"), internalRanges: [{ from: "5000", to: "5099" }] },
      ["read 5100", "as-typed 5100"],
    ],
    [
      "7",
      { ...planOf("e164", "FR"), shortCodes: [{ code: "7", number: "01 99 00 12 34" }] },
      ["read 7", "short-code 0199001234", "public +33199001234"],
    ],
    [
      "7",
      { ...planOf("e164", "FR"), shortCodes: [{ code: "7", number: "anna@office.test" }] },
      ["read 7", "short-code anna@office.test"],
    ],
    ["15", { ...planOf("e164", "FR"), shortCodes: [{ code: "15", number: "5012" }] }, ["read 15", "emergency 15"]],
    ["333", { ...planOf("zero", "FR"), emergencyNumbers: ["333"] }, ["read 333", "emergency 333"]],
    ["*21#", planOf("e164", "FR"), ["read *21#", "service *21#"]],
    ["anna@office.test", planOf("e164", "FR"), ["address anna@office.test"]],
    ["hello", planOf("e164", "FR"), []],
  ])("%s", (text, plan, expected) => {
    expect(steps(text, plan)).toEqual(expected);
  });

  it("a code leads to no other code, however they point at each other", () => {
    const plan: DialPlan = {
      ...planOf("e164", "FR"),
      shortCodes: [
        { code: "21", number: "22" },
        { code: "22", number: "21" },
      ],
    };
    expect(planDial("21", plan)).toEqual({ kind: "internal", dial: "22" });
    expect(planDial("22", plan)).toEqual({ kind: "internal", dial: "21" });
  });

  it("the last step is what leaves, whatever the text and the plan", () => {
    const plan = fc.record({
      country: fc.constantFrom("FR", "DE", "US", "ZZ"),
      outsidePrefix: fc.constantFrom("", "0", "9", "*9"),
      areaCode: fc.constantFrom("", "30", "212"),
      internalLengths: fc.subarray([1, 2, 3, 4, 8]),
      internalRanges: fc.subarray([{ from: "5000", to: "5099" }]),
      outsideFormat: fc.constantFrom("e164" as const, "international" as const, "national" as const),
      shortCodes: fc.subarray([
        { code: "1", number: "2" },
        { code: "2", number: "1" },
        { code: "*3", number: "anna@office.test" },
        { code: "4", number: "nobody" },
      ]),
      emergencyNumbers: fc.subarray(["1", "5012"]),
    });
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[+*#0-9 ()./-]{0,16}$/u));
    fc.assert(
      fc.property(text, plan, (given, used) => {
        const { steps: shown, dialled } = explainDial(given, used);
        expect(planDial(given, used)).toEqual(dialled);
        if (dialled.kind !== "refused") expect(shown.at(-1)?.result).toBe(dialled.dial);
        expect(new Set(shown.map(({ step }) => step)).size).toBe(shown.length);
      }),
    );
  });
});
