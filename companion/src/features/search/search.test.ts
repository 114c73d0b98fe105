import { defaultDialPlan, type Person } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folded } from "./rank.ts";
import { createSearch } from "./search.ts";

const person = (name: string, numbers: string[], rest: Partial<Person> = {}): Person => ({
  contactId: name,
  name,
  company: "",
  numbers,
  lastCallAt: null,
  ...rest,
});
const people = [
  person("Sophie Perrin", ["01 99 00 12 34", "+49 30 23125 010"], { company: "Perrin & Fils" }),
  person("Jérôme Müller", ["5021"], { company: "Straße GmbH" }),
  person("Marc Icksemelle", ["5023"]),
  person("Marcelle Dubois", ["5024"], { contactId: null, lastCallAt: 9 }),
  person("Anne-Marie Dumarc", ["5025"], { lastCallAt: 5 }),
];

const asker = { session: "s", browser: { id: "b", name: "" } };

async function find(text: string, among: readonly Person[] = people): Promise<readonly Person[]> {
  const search = createSearch({ sources: [() => among], plan: () => defaultDialPlan });
  return (await search.commands["search.people"]({ text }, asker)).people;
}
const names = async (text: string): Promise<string[]> => (await find(text)).map(({ name }) => name);

describe("the search", () => {
  it.each(["jerome", "JÉRÔME", "muller", "Müller", "strasse", "mul jer"])("%s finds Jérôme Müller", async (text) =>
    expect(await names(text)).toEqual(["Jérôme Müller"]),
  );

  it("puts names that begin so before others, contacts before past callers, and recent ones first", async () => {
    expect(await names("mar")).toEqual(["Marc Icksemelle", "Marcelle Dubois", "Anne-Marie Dumarc"]);
    expect(await names("marc")).toEqual(["Marc Icksemelle", "Marcelle Dubois", "Anne-Marie Dumarc"]);
    expect(await names("du")).toEqual(["Anne-Marie Dumarc", "Marcelle Dubois"]);
  });

  it.each(["0199", "01 99 00", "+33 1 99", "0033199", "1234"])("%s finds a number in any spelling", async (text) =>
    expect(await names(text)).toEqual(["Sophie Perrin"]),
  );

  it("N7: finds whom only a page names, after everybody else, and says so", async () => {
    const learned = { name: "Marc Aurel", company: "Acme", site: "acme.example", kind: "card" } as const;
    const among = [person("", ["+33199007777"], { contactId: null, learned }), ...people];
    expect((await find("marc", among)).map(({ name }) => name)).toEqual([
      "Marc Icksemelle",
      "Marcelle Dubois",
      "Anne-Marie Dumarc",
      "",
    ]);
    expect(await find("acme", among)).toMatchObject([{ name: "", company: "", learned }]);
  });

  it("brings the number that was looked for first", async () => {
    expect((await find("030 23"))[0]?.numbers[0] ?? (await find("23125"))[0]?.numbers[0]).toBe("+49 30 23125 010");
  });

  it("finds a company, and nobody for nothing or for nonsense", async () => {
    expect(await names("fils")).toEqual(["Sophie Perrin"]);
    expect([await names(""), await names("  "), await names("xyz"), await names("perrin xyz")]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  it("finds everybody by every beginning of their name, in small letters or large, with accents or without", async () => {
    const letters = fc.string({
      unit: fc.constantFrom("a", "b", "z", "é", "ü", "ñ", "ç", "å", "ß", "œ", "ø", "ł"),
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(letters, fc.integer({ min: 1, max: 12 }), async (name, length) => {
        const begins = name.slice(0, length);
        for (const text of [begins, begins.toUpperCase(), folded(begins)])
          expect(await find(text, [person(name, ["1"])]), text).toHaveLength(1);
      }),
    );
  });
});
