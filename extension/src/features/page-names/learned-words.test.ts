import { beforeAll, describe, expect, it } from "vitest";
import { en } from "../../languages/en.ts";
import { learn, speak } from "../../texts.ts";
import { draftOf } from "./draft.ts";
import { learnedWords } from "./learned-words.ts";

beforeAll(() => {
  learn("en", en);
  speak("en");
});
const marie = { name: "Marie Dupont", company: "Acme", site: "acme.example", kind: "card" } as const;

describe("a name from a page", () => {
  it("N7: is never said without where it was read", () => {
    expect(learnedWords(marie)).toBe("Marie Dupont, Acme – according to acme.example");
    expect(learnedWords({ ...marie, name: "" })).toBe("Acme – according to acme.example");
    expect(learnedWords({ ...marie, kind: "signature" })).toBe(
      "Marie Dupont, Acme – according to a signature on acme.example",
    );
  });

  it("N7: of a site with a long name says its end, which tells whose it is", () => {
    const words = learnedWords({ ...marie, site: `police.gouv.fr.${"a".repeat(200)}.evil.example` });
    expect(words).toMatch(/evil\.example$/u);
    expect(words).not.toContain("police");
    expect(words.length).toBeLessThan(120);
  });

  it("N7: that is written from the right turns nothing but itself", () => {
    expect(learnedWords({ ...marie, name: "محمد علي", company: "" })).toBe(
      "\u2068محمد علي\u2069 – according to acme.example",
    );
  });
});

describe("somebody who is written down", () => {
  const person = {
    ...marie,
    title: "Director",
    email: "marie@acme.example",
    url: "https://acme.example/",
    seenAt: 1,
    numbers: [
      { number: "+33199001234", kind: "work" as const },
      { number: "+33639981234", kind: "mobile" as const },
      { number: "+33199001299", kind: "fax" as const },
    ],
  };
  const known = { name: "", company: "", numbers: ["01 99 00 12 34"] };
  const key = (number: string): string => `+33${number.replaceAll(/\D/gu, "").slice(-9)}`;

  it("N7: has the name, the firm and all numbers of the page, each once and as it was known, but no fax", () => {
    expect(draftOf(known, person, key)).toEqual({
      draft: { id: null, name: "Marie Dupont", company: "Acme", numbers: ["01 99 00 12 34", "+33639981234"] },
      kinds: ["work", "mobile"],
    });
  });

  it("N7: keeps the name there is", () => {
    expect(draftOf({ ...known, name: "Marie" }, person, key).draft).toMatchObject({ name: "Marie", company: "Acme" });
    expect(draftOf(known, null, key)).toEqual({ draft: { id: null, ...known }, kinds: ["other"] });
  });
});
