import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import {
  disown,
  forget,
  hasMemory,
  hasStrip,
  leave,
  leaveMemory,
  leaveStrip,
  list,
  marksOn,
  noSiteRules,
  notNumbersOn,
  siteModes,
  siteNamed,
  siteOf,
  SiteRules,
  takeMemory,
  takeStrip,
  unlist,
  forgetNumbers,
  numbersOn,
  own,
} from "./site-rules.ts";

const site = fc.constantFrom("a.example", "shop.a.example", "b.example");
const rules = fc.record({
  mode: fc.constantFrom(...siteModes),
  listed: fc.array(site, { maxLength: 3 }),
  notNumbers: fc.constant<SiteRules["notNumbers"]>([]),
  numbers: fc.constant<SiteRules["numbers"]>([]),
  withoutStrip: fc.array(site, { maxLength: 3 }),
  withoutMemory: fc.array(site, { maxLength: 3 }),
});

describe("what the user has said of sites", () => {
  it("marks everywhere at first", () => {
    expect(marksOn(noSiteRules, "a.example")).toBe(true);
    expect(siteOf("https://a.example:8443/b?c")).toBe("a.example");
    expect(siteOf("nowhere")).toBe("");
  });

  it("are named as people name them", () => {
    expect(siteNamed(" Shop.A.example/x ")).toBe("shop.a.example");
    expect(siteNamed("http://a.example:80/b")).toBe("a.example");
    expect([siteNamed(""), siteNamed("a b"), siteNamed("///")]).toEqual([null, null, null]);
  });

  it("holds for everything below a site of the list, and for no name that only ends alike", () => {
    const listed = list({ ...noSiteRules, mode: "listed" }, "a.example");
    expect([marksOn(listed, "shop.a.example"), marksOn(listed, "aa.example")]).toEqual([true, false]);
    expect(marksOn(unlist(listed, "a.example"), "a.example")).toBe(false);
  });

  it("marks nothing where it was left, in every mode, and goes on elsewhere", () => {
    fc.assert(
      fc.property(rules, site, site, (before, left, other) => {
        const after = leave(before, left);
        expect(marksOn(after, left)).toBe(false);
        if (!other.endsWith(left) && !left.endsWith(other)) expect(marksOn(after, other)).toBe(marksOn(before, other));
      }),
    );
  });

  it("remembers what is no number on one site alone, until that is forgotten", () => {
    const learned = disown(disown(noSiteRules, "a.example", "+33199001234"), "a.example", "412");
    expect(notNumbersOn(learned, "a.example")).toEqual(["+33199001234", "412"]);
    expect(notNumbersOn(learned, "b.example")).toEqual([]);
    expect(forget(learned, "a.example")).toEqual(noSiteRules);
  });

  it("remembers what is a number on one site alone, until that is forgotten", () => {
    const order = { text: "0199 0012 34", number: "+33199001234" };
    const learned = own(own(noSiteRules, "a.example", order), "a.example", { text: "412", number: "412" });
    expect(numbersOn(learned, "a.example")).toEqual([order, { text: "412", number: "412" }]);
    expect(numbersOn(own(learned, "a.example", order), "a.example").at(-1)).toEqual(order);
    expect(numbersOn(learned, "b.example")).toEqual([]);
    expect(own(learned, "a.example", null)).toBe(learned);
    expect(forgetNumbers(learned, "a.example")).toEqual(noSiteRules);
  });

  it("takes the last word on a number", () => {
    const number = "+33199001234";
    const owned = own(disown(noSiteRules, "a.example", number), "a.example", { text: "0199001234", number });
    expect([notNumbersOn(owned, "a.example"), numbersOn(owned, "a.example").length]).toEqual([[], 1]);
    const disowned = disown(owned, "a.example", number);
    expect([notNumbersOn(disowned, "a.example"), numbersOn(disowned, "a.example")]).toEqual([[number], []]);
  });

  it("are read as an earlier version wrote them", () => {
    const { numbers: _, ...earlier } = disown(noSiteRules, "a.example", "412");
    expect(v.parse(SiteRules, earlier)).toEqual({ ...earlier, numbers: [] });
  });

  it("keeps the panel from the edge of a site and all below it, and marks its numbers on", () => {
    const left = leaveStrip(noSiteRules, "a.example");
    expect(["a.example", "shop.a.example", "aa.example"].map((each) => hasStrip(left, each))).toEqual([
      false,
      false,
      true,
    ]);
    expect(marksOn(left, "a.example")).toBe(true);
    expect(takeStrip(left, "a.example")).toEqual(noSiteRules);
    expect(leaveStrip(noSiteRules, "")).toEqual(noSiteRules);
  });

  it("has no strip where no numbers are marked, whatever else was said", () => {
    fc.assert(
      fc.property(rules, site, (said, at) => {
        if (hasStrip(said, at)) expect(marksOn(said, at)).toBe(true);
        expect(hasStrip(leaveStrip(said, at), at)).toBe(false);
      }),
    );
  });

  it("keeps no page of a site that was left out, nor of any below it, and marks its numbers on", () => {
    const left = leaveMemory(noSiteRules, "a.example");
    const sites = ["a.example", "shop.a.example", "aa.example", ""];
    expect(sites.map((each) => hasMemory(left, each))).toEqual([false, false, true, false]);
    expect([marksOn(left, "a.example"), hasStrip(left, "a.example")]).toEqual([true, true]);
    expect(takeMemory(left, "a.example")).toEqual(noSiteRules);
    expect(leaveMemory(noSiteRules, "")).toEqual(noSiteRules);
  });

  it("is read where it was stored before there was a strip", () => {
    expect(v.parse(SiteRules, { mode: "everywhere", listed: [], notNumbers: [] })).toEqual(noSiteRules);
  });

  it("never grows without end", () => {
    let learned = noSiteRules;
    for (let n = 0; n < 700; n += 1) learned = disown(list(learned, `s${n}.example`), `s${n}.example`, `${n}`);
    expect(learned.notNumbers.length + learned.listed.length).toBe(1000);
    for (let n = 0; n < 300; n += 1) learned = disown(learned, "a.example", `${n}`);
    expect(notNumbersOn(learned, "a.example")).toHaveLength(200);
  });
});
