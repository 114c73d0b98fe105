import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownerOf, personOf } from "./deciding.ts";
import type { KeptClaim } from "./ports.ts";

const day = 86_400_000;
const key = "+33199001234";
const claim = (changes: Partial<KeptClaim> = {}): KeptClaim => ({
  key,
  site: "acme.example",
  url: "https://acme.example/",
  kind: "signature",
  name: "Marie Dupont",
  company: "Acme",
  title: "",
  email: "",
  numbers: [{ number: key, kind: "other" }],
  seenAt: 1000 * day,
  ...changes,
});
const said = (...claims: readonly KeptClaim[]): string | null => {
  const person = personOf(claims);
  return person === null ? null : `${person.name}, ${person.company} – ${person.site}`;
};

describe("whose a number is", () => {
  it("one page may say", () => {
    expect(said(claim())).toBe("Marie Dupont, Acme – acme.example");
    expect(said(claim({ name: "" }))).toBe(", Acme – acme.example");
    expect(said(claim({ name: "", company: "" }))).toBeNull();
    expect(said()).toBeNull();
  });

  it("nobody knows where two sites contradict each other", () => {
    expect(said(claim({ company: "" }), claim({ site: "other.example", name: "Paul Martin", company: "" }))).toBeNull();
    expect(said(claim(), claim({ site: "other.example", name: "Paul Martin", company: "" }))).toBeNull();
    expect(said(claim(), claim({ site: "other.example", name: "Paul Martin", company: "Acme SAS" }))).toMatch(
      /^, Acme/u,
    );
  });

  it("two sites say against one, and not against two; one site says it with one voice", () => {
    const against = claim({ site: "other.example", name: "Paul Martin", company: "" });
    const also = claim({ site: "list.example", company: "" });
    expect(said(claim({ company: "" }), also, against)).toMatch(/^Marie Dupont/u);
    expect(said(claim({ company: "" }), also, against, { ...against, site: "third.example" })).toBeNull();
    expect(said(claim({ company: "" }), claim({ site: "www.acme.example", company: "" }), against)).toBeNull();
  });

  it("the strongest kind of a site says, whatever its links do", () => {
    const link = claim({ kind: "link", name: "Paul Martin", seenAt: 1001 * day });
    expect(said(claim({ kind: "schema" }), link)).toMatch(/^Marie Dupont/u);
    expect(said(claim({ kind: "schema" }), claim({ kind: "schema", name: "Paul Martin" }))).toMatch(/^, Acme/u);
  });

  it("the later word says where the other is old: numbers go to somebody else", () => {
    const later = claim({ site: "other.example", name: "Paul Martin", seenAt: 1200 * day });
    expect(said(claim(), later)).toMatch(/^Paul Martin/u);
    expect(said(claim({ seenAt: 1100 * day }), { ...later, company: "" })).toBeNull();
  });

  it("is no name where many have it, and the firm where they agree", () => {
    const names = ["Marie Dupont", "Paul Martin", "Anne Petit", "Luc Morel"];
    const many = names.map((name, at) => claim({ name, site: `s${at}.example` }));
    expect(said(...many)).toBe(", Acme – s0.example");
    const others = names.map((name, at) => claim({ name, site: `s${at}.example`, company: `Firm ${at}` }));
    expect(said(...others)).toBeNull();
    expect(said(...many, claim({ site: "x.example" }), claim({ site: "y.example" }))).toMatch(/^, Acme/u);
  });

  it("is one person in every way of writing the name", () => {
    const same = ["DUPONT Marie", "Dr. Marie Dupont", "Marie DUPONT"].map((name, at) =>
      claim({ name, site: `s${at}.example` }),
    );
    expect(personOf(same)?.name).toContain("Marie");
  });

  it("has all numbers of the person, and of a firm only itself", () => {
    const numbers = [
      { number: key, kind: "work" as const },
      { number: "+33639981234", kind: "mobile" as const },
    ];
    expect(personOf([claim({ numbers })])?.numbers).toEqual(numbers);
    expect(personOf([claim({ numbers, name: "" })])?.numbers).toEqual(numbers.slice(0, 1));
  });

  it("does not depend on the order in which pages were read", () => {
    const anyClaim = fc.record({
      key: fc.constant(key),
      site: fc.constantFrom("a.example", "b.example", "c.a.example"),
      url: fc.constant("https://a.example/"),
      kind: fc.constantFrom("schema" as const, "card" as const, "signature" as const, "link" as const),
      name: fc.constantFrom("", "Marie Dupont", "Paul Martin", "Anne Petit", "DUPONT Marie"),
      company: fc.constantFrom("", "Acme", "Acme SAS", "Other"),
      title: fc.constant(""),
      email: fc.constant(""),
      numbers: fc.constant<KeptClaim["numbers"]>([]),
      seenAt: fc.uniqueArray(fc.nat(400), { minLength: 1, maxLength: 1 }).map(([at = 0]) => at * day),
    });
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 8 }), (claims) => {
        const [one, other] = [personOf(claims), personOf(claims.toReversed())];
        expect(one === null).toBe(other === null);
        expect(one?.name === "").toBe(other?.name === "");
      }),
    );
  });
});

it("a site is whose its name ends with", () => {
  expect(["a.acme.example", "acme.example", "127.0.0.1", "localhost"].map(ownerOf)).toEqual([
    "acme.example",
    "acme.example",
    "127.0.0.1",
    "localhost",
  ]);
});
