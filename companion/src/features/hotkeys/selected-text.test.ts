import { planDial } from "@twp/shared/dialling/plan.ts";
import { defaultDialPlan } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meaningOf } from "./selected-text.ts";

const plan = { ...defaultDialPlan, country: "FR" };

describe("the selected text", () => {
  it.each([
    ["01 99 00 12 34", "01 99 00 12 34"],
    ["  01 99\n00 12 34\n", "01 99 00 12 34"],
    ["+44 20 7946 0123", "+44 20 7946 0123"],
    ["tel:+33199001234", "tel:+33199001234"],
    ["anna@example.org", "anna@example.org"],
    ["201", "201"],
    ["*97", "*97"],
    ["Tél. : 01 99 00 12 34", "+33199001234"],
    ["Sophie Perrin, 01 99 00 12 34", "+33199001234"],
    ["01 99 00 12 34 poste 12", "+33199001234"],
  ])("F77: %j is called", (text, target) => {
    expect(meaningOf(text, plan)).toEqual({ kind: "dial", target });
  });

  it.each([
    ["Sophie Perrin"],
    ["12/05/2026"],
    ["2026-05-12"],
    ["3.14"],
    ["192.168.1.20"],
    ["20260512093000"],
    ["facture 0199001234"],
    ["01 99 00 12 34 ou 01 99 00 12 35"],
    [`01 99 00 12 34 ${"is told of in a text that is longer ".repeat(3)}`],
  ])("F76: %j is looked for", (text) => {
    expect(meaningOf(text, plan)).toEqual({ kind: "search", text: text.trim() });
  });

  it.each([
    ["", "selection-empty"],
    [" \n\t", "selection-empty"],
    ["word ".repeat(60), "selection-too-long"],
  ])("%j comes to nothing", (text, why) => {
    expect(meaningOf(text, plan)).toEqual({ kind: "nothing", why });
  });

  it("whatever it is, only what the plan can dial is called, and the field can take what is looked for", () => {
    const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[\d +()./*#-]{0,30}$/u));
    fc.assert(
      fc.property(text, (selected) => {
        const meaning = meaningOf(selected, plan);
        if (meaning.kind === "dial") expect(planDial(meaning.target, plan).kind).not.toBe("refused");
        if (meaning.kind === "search") expect(meaning.text).toMatch(/^(?=\S)[^]{0,255}\S$/u);
      }),
    );
  });
});
