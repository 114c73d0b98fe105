import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultDialPlan, type DialPlan } from "../protocol/dialling.ts";
import { looksDialable, planDial, showNumber } from "./plan.ts";

const france = defaultDialPlan;
const behindPbx: DialPlan = { ...france, outsidePrefix: "0", outsideFormat: "national" };
const germanOffice: DialPlan = {
  ...france,
  country: "DE",
  outsidePrefix: "0",
  internalLengths: [2],
  outsideFormat: "international",
};
const america: DialPlan = {
  ...france,
  country: "US",
  outsidePrefix: "9",
  internalLengths: [4],
  outsideFormat: "national",
};

describe("a dial plan", () => {
  it.each([
    ["01 70 18 43 10", france, "outside", "+33170184310"],
    ["+33 (0)1 70 18 43 10", france, "outside", "+33170184310"],
    ["tel:+33-1-70-18-43-10", france, "outside", "+33170184310"],
    ["0033 1 70 18 43 10", france, "outside", "+33170184310"],
    ["01.70.18.43.10", behindPbx, "outside", "00170184310"],
    ["+49 30 901820", behindPbx, "outside", "0004930901820"],
    ["030 901820", germanOffice, "outside", "0004930901820"],
    ["(415) 555-2671", america, "outside", "94155552671"],
    ["+33 1 70 18 43 10", america, "outside", "901133170184310"],
    ["5012", france, "internal", "5012"],
    ["12", germanOffice, "internal", "12"],
    ["*21*5020#", france, "service", "*21*5020#"],
    ["sip:anna@office.test", france, "address", "anna@office.test"],
    ["anna@[::1]:5070", france, "address", "anna@[::1]:5070"],
    ["１２３４", france, "internal", "1234"],
    ["٠١٢", france, "internal", "012"],
    ["\u202a5012\u202c", france, "internal", "5012"],
  ] as const)("makes of %s what leaves", (text, plan, kind, dial) => {
    expect(planDial(text, plan)).toMatchObject({ kind, dial });
  });

  it.each([
    ["", "number-empty"],
    ["  \u200b ", "number-empty"],
    ["hello", "number-not-dialable"],
    ["0170184310; rm -rf", "number-not-dialable"],
    ["anna@", "number-not-dialable"],
    ["a@b\r\nVia: x", "number-not-dialable"],
    ["1".repeat(60), "number-not-dialable"],
  ])("refuses %j with a code", (text, reason) => {
    expect(planDial(text, france)).toEqual({ kind: "refused", reason });
  });

  it("never throws, and what it dials is safe in a SIP header", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
        const dialled = planDial(text, france);
        if (dialled.kind !== "refused") expect(dialled.dial).toMatch(/^[^\s<>"\p{Cc}]+$/u);
      }),
    );
  });

  it("dials a public number the same way however it is written", () => {
    const digits = fc.stringMatching(/^[1-9]\d{7}$/u);
    fc.assert(
      fc.property(digits, fc.constantFrom(" ", ".", "-", "\u00a0", "/"), (rest, gap) => {
        const written = `01${rest}`.replace(/(\d\d)(?=\d)/gu, `$1${gap}`);
        expect(planDial(written, france)).toEqual(planDial(`+331${rest}`, france));
      }),
    );
  });
});

describe("a shown number", () => {
  it("is national at home and international elsewhere", () => {
    expect(showNumber("+33170184310", "FR")).toBe("01 70 18 43 10");
    expect(showNumber("+33170184310", "DE")).toBe("+33 1 70 18 43 10");
    expect(showNumber("5012", "FR")).toBe("5012");
  });
});

describe("the field", () => {
  it.each(["01 70", "5012", "*21#", "+33", "anna@office.test"])("offers to call %s", (text) => {
    expect(looksDialable(text)).toBe(true);
  });
  it.each(["Marc", "", "Salle 12b", "@"])("does not offer to call %j", (text) => {
    expect(looksDialable(text)).toBe(false);
  });
});
