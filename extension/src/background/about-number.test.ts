import { explainDial } from "@twp/shared/dialling/plan.ts";
import { defaultDialPlan, type DialPlan } from "@twp/shared/protocol/dialling.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { en } from "../languages/en.ts";
import { learn, speak } from "../texts.ts";
import { shownSteps } from "./number-steps.ts";
import { minutesOf, timeThere } from "./time-there.ts";

beforeAll(() => {
  learn("en", en);
  speak("en");
});

describe("what will really be dialled", () => {
  const behindZero: DialPlan = { ...defaultDialPlan, outsidePrefix: "0", outsideFormat: "national" };
  const steps = (text: string, number: string, plan = defaultDialPlan): string[] =>
    shownSteps(text, explainDial(number, plan)).map(({ value, meaning }) => `${value}: ${meaning}`);

  it("is told from what stands on the page to what leaves, step by step", () => {
    expect(steps("01 99 00 12 34", "+33199001234", behindZero)).toEqual([
      "01 99 00 12 34: as it stands here",
      "+33199001234: World-wide form",
      "0199001234: As within the country",
      "Dials 00199001234: With the prefix for an outside line",
    ]);
    expect(steps("01 99\n 00 12 34", "+33199001234")).toEqual([
      "01 99 00 12 34: as it stands here",
      "Dials +33199001234: World-wide form",
    ]);
    expect(steps("poste 412", "412")).toEqual([
      "poste 412: as it stands here",
      "Dials 412: An internal number: leaves as it is",
    ]);
  });

  it("is plain, whatever marks or digits the page writes", () => {
    expect(steps("\u202E01 99\u00AD 00 12 34\u202C", "+33199001234")[0]).toBe("01 99 00 12 34: as it stands here");
    expect(steps("\u0660\u0661 \u0669\u0669", "+33199001234")[0]).toBe("01 99: as it stands here");
  });

  it("is nothing where nothing can be", () => {
    expect(steps("hello", "hello")).toEqual([]);
  });
});

describe("the time where a number rings", () => {
  const noon = 12 * 60;
  it("is told where it is another than here, and warned of where people sleep", () => {
    expect(timeThere(null, noon, "en")).toBeNull();
    expect(timeThere({ from: noon, to: noon }, noon, "en")).toBeNull();
    expect(timeThere({ from: 660, to: 660 }, noon, "en-GB")).toEqual({ text: "It is 11:00 there.", isLate: false });
    expect(timeThere({ from: 180, to: 240 }, noon, "en-GB")).toEqual({
      text: "It is between 03:00 and 04:00 there. Outside 8:00–20:00: they may be asleep.",
      isLate: true,
    });
    expect(timeThere({ from: 480, to: 480 }, noon, "en-GB")?.isLate).toBe(false);
    expect(timeThere({ from: 1200, to: 1200 }, noon, "en-GB")?.isLate).toBe(true);
  });

  it("is compared with the computer's own clock", () => {
    expect(minutesOf(new Date(2026, 10, 30, 20, 15))).toBe(20 * 60 + 15);
  });
});
