import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultDialPlan, type DialPlan } from "../protocol/dialling.ts";
import { CallSource, defaultSettings, guardReasons, type SourceKind } from "../protocol/index.ts";
import { factsOf } from "./facts.ts";
import { guardCall, harmless, type NumberFacts } from "./guard.ts";
import { isNight, timesThere } from "./local-time.ts";

const plan: DialPlan = {
  ...defaultDialPlan,
  outsidePrefix: "0",
  internalLengths: [2, 3, 4],
  outsideFormat: "national",
};
const british: DialPlan = { ...plan, country: "GB" };
const noon = { now: Date.UTC(2026, 10, 29, 12), zone: "Europe/Paris" };
const kinds: readonly SourceKind[] = CallSource.options.flatMap(
  ({ entries }): readonly SourceKind[] => entries.kind.options,
);

describe("N4: what is known of a number before it is called", () => {
  it.each<[string, DialPlan, Partial<NumberFacts>]>([
    ["01 99 00 12 34", plan, {}],
    ["06 39 98 00 11", plan, {}],
    ["5012", plan, {}],
    ["bob@uc.test", plan, {}],
    ["*97", plan, {}],
    ["*15", plan, {}],
    ["0800 12 34 56", plan, {}],
    ["0899 12 34 56", plan, { charge: "premium" }],
    ["+33 899 12 34 56", plan, { charge: "premium" }],
    ["0820 12 34 56", plan, { charge: "shared-cost" }],
    ["118 712", plan, { charge: "premium" }],
    ["3949", { ...plan, internalLengths: [2, 3] }, { charge: "shared-cost" }],
    ["3949", plan, {}],
    ["+881 6 1234 5678", plan, { charge: "satellite" }],
    ["+870 773 111 632", plan, { charge: "satellite" }],
    ["+882 16 1234 5678", plan, { charge: "satellite" }],
    ["+979 123456789", plan, { charge: "premium" }],
    ["0871 123 4567", british, { charge: "premium" }],
    ["020 7946 0018", british, {}],
    ["+44 20 7946 0018", plan, { foreign: true, there: { from: 720, to: 720 } }],
    ["15", plan, { emergency: true }],
    ["112", british, { emergency: true }],
    ["999", british, { emergency: true }],
    ["999", plan, {}],
    ["333", { ...plan, emergencyNumbers: ["333"] }, { emergency: true }],
    ["7", { ...plan, shortCodes: [{ code: "7", number: "0899 12 34 56" }] }, { charge: "premium" }],
    ["7", { ...plan, internalLengths: [], shortCodes: [{ code: "7", number: "07" }] }, {}],
  ])("%s in %o", (text, used, expected) => {
    expect(factsOf(text, used, noon)).toEqual({ ...harmless, ...expected });
  });

  it.each(["tel:0899123456", "sip:0899123456@uc.test", "#31#0899123456", "*670899123456", "00899123456"])(
    "what costs more is seen behind what stands before it: %s",
    (text) => {
      expect(factsOf(text, plan, noon).charge).toBe("premium");
    },
  );

  it("reads any text without failing", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void factsOf(text, plan, noon)));
  });
});

describe("the hour where a number rings", () => {
  const paris = { country: "FR", zone: "Europe/Paris" };
  const at = (hour: number): number => Date.UTC(2026, 10, 29, hour);
  it.each([
    ["+442079460018", "GB", 12, { from: 720, to: 720 }],
    ["+12125550123", "US", 12, { from: 420, to: 420 }],
    ["+14155550123", "US", 12, { from: 240, to: 240 }],
    ["+61255501234", "AU", 12, { from: 23 * 60, to: 23 * 60 }],
    ["+4930123456", "DE", 23, { from: 0, to: 0 }],
    ["+351210000000", "PT", 12, { from: 11 * 60, to: 12 * 60 }],
  ])("%s in %s at %d h UTC", (number, country, hour, expected) => {
    expect(timesThere(number, country, at(hour), paris)).toEqual(expected);
  });

  it("is the user's own in the same country, unless its places differ and both are known", () => {
    expect(timesThere("+33199001234", "FR", at(23), paris)).toBeNull();
    const newYork = { country: "US", zone: "America/New_York" };
    expect(timesThere("+12125550123", "US", at(12), newYork)).toBeNull();
    expect(timesThere("+14155550123", "US", at(12), newYork)).toEqual({ from: 240, to: 240 });
    expect(timesThere("+14155550123", "US", at(12), { ...newYork, zone: "UTC" })).toBeNull();
    expect(timesThere("+18005550123", null, at(12), newYork)).toBeNull();
  });

  it.each([
    [480, 480, false],
    [479, 479, true],
    [1199, 1199, false],
    [1200, 1200, true],
    [0, 420, true],
    [420, 500, false],
    [1260, 60, true],
    [1140, 1260, false],
    [1380, 479, true],
  ])("from %d to %d minutes is night: %s", (from, to, night) => {
    expect(isNight({ from, to })).toBe(night);
  });

  it("is night only where it is night at every place between", () => {
    const minutes = fc.nat(1439);
    fc.assert(
      fc.property(minutes, fc.nat(1439), (from, length) => {
        const every = Array.from({ length: length + 1 }, (_, step) => (from + step) % 1440);
        expect(isNight({ from, to: (from + length) % 1440 })).toBe(every.every((each) => each < 480 || each >= 1200));
      }),
    );
  });
});

const facts: fc.Arbitrary<NumberFacts> = fc.record({
  emergency: fc.boolean(),
  charge: fc.constantFrom(null, "premium" as const, "shared-cost" as const, "satellite" as const),
  foreign: fc.boolean(),
  there: fc.option(fc.record({ from: fc.nat(1439), to: fc.nat(1439) })),
});
const policy = fc.record({ dialDelay: fc.integer({ min: 0, max: 5 }), askBefore: fc.subarray([...guardReasons]) });

describe("what becomes of a call before it begins", () => {
  const night = { from: 180, to: 180 };
  it.each<[Partial<NumberFacts>, SourceKind, readonly string[], number]>([
    [{}, "panel", [], 0],
    [{}, "page", [], 3],
    [{}, "drop", [], 3],
    [{}, "selection", [], 3],
    [{}, "address-bar", [], 3],
    [{}, "clipboard", [], 0],
    [{ foreign: true }, "page", [], 3],
    [{ charge: "premium" }, "page", ["premium"], 0],
    [{ charge: "shared-cost", there: night }, "panel", ["shared-cost", "night"], 0],
    [{ emergency: true }, "panel", ["emergency"], 0],
    [{}, "link", [], 0],
    [{ charge: "premium" }, "link", ["premium"], 0],
  ])("%o from %s: %o, %d s", (known, source, reasons, delay) => {
    const { askBefore } = defaultSettings;
    const asks = reasons.length > 0 || source === "link";
    expect(guardCall({ ...harmless, ...known }, { dialDelay: 3, askBefore }, source)).toEqual({ asks, reasons, delay });
  });

  it("an emergency is never delayed, asked for one reason at most, and for none where the user wants none", () => {
    fc.assert(
      fc.property(facts, policy, fc.constantFrom(...kinds), (known, wanted, source) => {
        const { reasons, delay } = guardCall({ ...known, emergency: true }, wanted, source);
        expect(delay).toBe(0);
        expect(reasons).toEqual(wanted.askBefore.includes("emergency") ? ["emergency"] : []);
      }),
    );
  });

  it("only what the user wants to be asked is asked, and what is asked does not begin by itself", () => {
    fc.assert(
      fc.property(facts, policy, fc.constantFrom(...kinds), (known, wanted, source) => {
        const { asks, reasons, delay } = guardCall(known, wanted, source);
        expect(asks).toBe(reasons.length > 0 || source === "link");
        if (asks) expect(delay).toBe(0);
        for (const reason of reasons) expect(wanted.askBefore).toContain(reason);
        expect([0, wanted.dialDelay]).toContain(delay);
      }),
    );
  });
});
