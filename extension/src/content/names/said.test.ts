import { describe, expect, it } from "vitest";
import { claimsOf, isThatNumber, type Marked, type Said } from "./said.ts";

const direct: Marked = { number: "+33199001234", text: "01 99 00 12 34" };
const mobile: Marked = { number: "+33639981234", text: "06 39 98 12 34" };
const marie: Said = {
  kind: "card",
  name: "Marie Dupont",
  company: "Acme",
  title: "Director",
  email: "marie@acme.example",
  numbers: [
    { text: "01 99 00 12 34", kind: "work" },
    { text: "+33 6 39 98 12 34", kind: "mobile" },
    { text: "01 99 00 55 55", kind: "home" },
  ],
};
const names = (said: readonly Said[], marked: readonly Marked[] = [direct]) =>
  claimsOf(said, marked).map(({ name, company }) => `${name}, ${company}`);

describe("a number that data tell", () => {
  it.each([
    ["+33199001234", true],
    ["0033 1 99 00 12 34", true],
    ["01.99.00.12.34", true],
    ["+33 (0)1 99 00 12 34", true],
    ["1 99 00 12 34", true],
    ["99 00 12 34", false],
    ["0199001235", false],
    ["+34199001234", false],
    ["1234", false],
    ["", false],
  ])("as %j is the marked one: %s", (text, same) => expect(isThatNumber(text, direct)).toBe(same));
});

describe("what a page says of its numbers", () => {
  it("has all of somebody’s that can be seen, and none that cannot", () => {
    expect(claimsOf([marie], [direct, mobile])).toEqual([
      {
        number: "+33199001234",
        kind: "card",
        name: "Marie Dupont",
        company: "Acme",
        title: "Director",
        email: "marie@acme.example",
        numbers: [
          { number: "+33199001234", kind: "work" },
          { number: "+33639981234", kind: "mobile" },
        ],
      },
      expect.objectContaining({ number: "+33639981234", name: "Marie Dupont" }) as object,
    ]);
    expect(claimsOf([marie], [])).toEqual([]);
  });

  it("is what its strongest kind says, with the firm that another names", () => {
    const link: Said = { ...marie, kind: "link", name: "Paul Martin", company: "" };
    expect(names([link, marie])).toEqual(["Marie Dupont, Acme"]);
    expect(
      names([
        { ...marie, company: "" },
        { ...marie, kind: "schema", name: "" },
      ]),
    ).toEqual(["Marie Dupont, Acme"]);
  });

  it("is no name where it names two for one number, or an extension is behind it, or anybody may answer", () => {
    const paul: Said = { ...marie, name: "Paul Martin" };
    expect(names([marie, paul])).toEqual([", Acme"]);
    expect(claimsOf([marie, paul], [direct, mobile])[0]?.numbers).toEqual([{ number: "+33199001234", kind: "other" }]);
    expect(
      names([
        { ...marie, company: "" },
        { ...paul, company: "" },
      ]),
    ).toEqual([]);
    expect(names([marie], [{ ...direct, extension: "12" }, direct])).toEqual([", Acme"]);
    expect(names([{ ...marie, numbers: [{ text: direct.text, kind: "switchboard" }] }])).toEqual([", Acme"]);
    expect(names([{ ...marie, numbers: [{ text: direct.text, kind: "fax" }] }])).toEqual([", Acme"]);
  });

  it("is of a hundred numbers at most", () => {
    const marked = Array.from({ length: 5000 }, (_, at) => ({ number: `+331990${10_000 + at}`, text: "" }));
    const numbers = marked.map(({ number }) => ({ text: number, kind: "other" as const }));
    expect(claimsOf([{ ...marie, numbers }], marked)).toHaveLength(100);
  });
});
