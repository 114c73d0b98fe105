import { describe, expect, it } from "vitest";
import { nodesOfJson, saidBySchema } from "./schema.ts";

const said = (data: unknown): string[] => read(JSON.stringify(data));
const read = (text: string): string[] =>
  saidBySchema(nodesOfJson(text)).map(({ name, company, title, numbers }) =>
    [name, company, title, numbers.map(({ text: number, kind }) => `${number}=${kind}`).join(" ")].join(" | "),
  );

describe("JSON-LD", () => {
  it("says whose a number is: a person’s, with the firm behind it", () => {
    expect(
      said({
        "@context": "https://schema.org",
        "@type": "Person",
        name: "Marie Dupont",
        jobTitle: "Director",
        telephone: "+33199001234",
        faxNumber: "+33199001299",
        worksFor: { "@type": "Organization", name: "Acme" },
      }),
    ).toEqual(["Marie Dupont | Acme | Director | +33199001234=other +33199001299=fax"]);
    expect(
      said({ "@type": "Person", givenName: "Marie", familyName: "Dupont", telephone: ["1234567"], worksFor: "Acme" }),
    ).toEqual(["Marie Dupont | Acme |  | 1234567=other"]);
  });

  it("says which firm’s, and for what", () => {
    const contactPoint = [{ "@type": "ContactPoint", telephone: "+33199001200", contactType: "customer service" }];
    expect(
      said({ "@type": ["LocalBusiness", "Bakery"], name: "Perrin", telephone: "+33199001234", contactPoint }),
    ).toEqual([" | Perrin |  | +33199001234=other +33199001200=switchboard"]);
  });

  it("is read within graphs, lists and firms, and by ids", () => {
    const graph = [
      {
        "@type": "http://schema.org/Organization",
        "@id": "#acme",
        name: "Acme",
        employee: { "@type": "Person", name: "Paul Martin", telephone: "0199001235" },
      },
      { "@type": "schema:Person", name: "Marie Dupont", telephone: "0199001234", worksFor: { "@id": "#acme" } },
    ];
    expect(said({ "@graph": graph })).toEqual([
      "Paul Martin | Acme |  | 0199001235=other",
      "Marie Dupont | Acme |  | 0199001234=other",
    ]);
    expect(said([graph[1]])).toEqual(["Marie Dupont |  |  | 0199001234=other"]);
  });

  it.each([
    ["a name that is none", { "@type": "Person", name: "Contact us", telephone: "0199001234" }],
    ["a name that turns writing", { "@type": "Person", name: "Marie\u202E", telephone: "0199001234" }],
    ["a thing that has no telephone of its own", { "@type": "Product", name: "Acme 3000", telephone: "0199001234" }],
    ["no number", { "@type": "Person", name: "Marie Dupont" }],
    ["no type", { name: "Marie Dupont", telephone: "0199001234" }],
    ["null", { telephone: null, "@graph": [null, 1, "x", [null]] }],
    ["a name that is a list of things", { "@type": "Person", name: [{ a: 1 }], telephone: "0199001234" }],
  ])("with %s says nothing", (_, data) => expect(said(data)).toEqual([]));

  it("that is broken or too long costs nothing", () => {
    const long = `{"telephone":"1"}${" ".repeat(300_000)}`;
    const deep = `{"telephone":${"[".repeat(100_000)}`;
    for (const text of ["{", "", "null", '{"telephone":', long, deep]) expect(read(text)).toEqual([]);
  });

  it("with more things than any page has is not read to its end", () => {
    const people = Array.from({ length: 3000 }, () => ({ "@type": "Person", name: "Al Bo", telephone: "0199001234" }));
    expect(said(people)).toEqual([]);
    expect(said(people.slice(0, 1500)).length).toBeLessThanOrEqual(1000);
    const deep = (level: number): object =>
      level === 0 ? { "@type": "Person", name: "Marie Dupont", telephone: "1234567" } : { a: deep(level - 1) };
    expect([said(deep(5)).length, said(deep(50)).length]).toEqual([1, 0]);
  });
});
