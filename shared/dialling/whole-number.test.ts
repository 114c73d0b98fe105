import { describe, expect, it } from "vitest";
import { defaultDialPlan } from "../protocol/index.ts";
import { isWholeNumber } from "./whole-number.ts";

const plan = { ...defaultDialPlan, country: "FR" };

describe("the whole of a text", () => {
  it.each(["01 99 00 12 34", "+44 20 7946 0123", "tel:+33199001234", "anna@example.org", "201", "*97", "112"])(
    "%j is a number",
    (text) => expect(isWholeNumber(text, plan)).toBe(true),
  );

  it.each(["12/05/2026", "2026-05-12", "3.14", "192.168.1.20", "20260512093000", "12.50", "Sophie", "poste 12", ""])(
    "%j is none",
    (text) => expect(isWholeNumber(text, plan)).toBe(false),
  );
});
