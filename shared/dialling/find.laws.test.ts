import fc from "fast-check";
import { getExampleNumber, type CountryCode } from "libphonenumber-js/min";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { explain, findNumbers } from "./find.ts";
import { scan } from "./finding/scan.ts";
import { mayHoldNumber } from "./may-hold-number.ts";

const countries: readonly CountryCode[] = ["FR", "DE", "GB", "US", "CA", "CH", "BE", "ES", "AT", "NL", "IT"];
const country = fc.constantFrom(...countries, "XX");

/** What texts around numbers are made of. */
const piece = fc.oneof(
  fc.stringMatching(/^\d{1,12}$/u),
  fc.constantFrom(
    ..." |.|-|/|(|)|+|,|;|:|\n|\t|€|#|*|@|x|//|\u00A0|\u202F|–|\u200B|１|٣|𝟙".split("|"),
    ..."Tel.|Fax|appelez|Order|SIRET|IBAN|poste|ext.|Durchwahl|à|bis|ou|oder|+33|0049|(0)|tel:|1-800-|FLOWERS|112".split(
      "|",
    ),
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(""));

/** Amounts and days as tables have them, and nothing else in their cell. */
const figure = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("", "-", "+"),
      fc.stringMatching(/^\d{1,3}(?: \d{3}){0,4}$/u),
      fc.constantFrom(" ", ".", "'", "\u00A0", ""),
      fc.stringMatching(/^[,.]\d\d(?: ?€)?$/u),
    )
    .map(([sign, whole, mark, cents]) => sign + whole.replaceAll(" ", mark) + cents),
  fc.stringMatching(/^[0-3]?\d\/[01]?\d\/(?:19|20)\d\d$/u),
  fc.stringMatching(/^[0-3]?\d\.[01]?\d\.(?:19|20)\d\d$/u),
  fc.stringMatching(/^(?:19|20)\d\d-[01]\d-[0-3]\d(?:[ T]\d\d:\d\d(?::\d\d)?)?$/u),
);

describe("whatever a text holds", () => {
  it("an amount or a day alone is none, which a look tells as well as all the evidence", () => {
    fc.assert(
      fc.property(figure, country, (text, country) => {
        if (!mayHoldNumber(text)) expect(scan(text, country, [3, 4]).found).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it("its numbers stand in it, in order and apart, and explain themselves", () => {
    fc.assert(
      fc.property(text, country, (text, country) => {
        let last = 0;
        for (const found of findNumbers(text, country)) {
          expect(found.start).toBeGreaterThanOrEqual(last);
          expect(found.end).toBeGreaterThan(found.start);
          expect(found.text).toBe(text.slice(found.start, found.end));
          expect(explain(text, country, found.start)).toEqual(found);
          last = found.end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it("what would be dialled is digits, with a plus at most before them, and no extension is empty", () => {
    fc.assert(
      fc.property(text, country, (text, country) => {
        for (const { number, extension } of findNumbers(text, country)) {
          expect(number).toMatch(/^\+?\d{2,15}$/u);
          expect(extension ?? "0").toMatch(/^\d{1,6}$/u);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("two texts far apart hold what each of them holds", () => {
    const apart = `\n\n${"and so it goes. ".repeat(12)}\n\n`;
    fc.assert(
      fc.property(text, text, country, (one, other, country) => {
        // Whole numbers; whether a short one is looked for at all depends on the text as a whole.
        const numbers = (text: string): string[] =>
          findNumbers(text, country)
            .map(({ number }) => number)
            .filter((number) => number.startsWith("+"));
        fc.pre(!/[\t|;,-]|:/u.test(one + other));
        expect(numbers(one + apart + other)).toEqual([...numbers(one), ...numbers(other)]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a number that the library prints", () => {
  it.each(countries)("is found behind a word for telephone, in every form: %s", (country) => {
    const example = getExampleNumber(country, examples);
    if (example === undefined) throw new Error(`no example for ${country}`);
    const forms = [
      example.formatNational(),
      example.formatInternational(),
      example.number,
      example.formatNational().replace(/ /gu, "."),
      example.formatNational().replace(/ /gu, "\u00A0"),
      example.formatNational().replace(/\D/gu, ""),
    ];
    for (const form of forms)
      expect(findNumbers(`Tel. ${form}`, country), form).toMatchObject([{ number: example.number, text: form }]);
  });
});

/** A busy computer takes some seconds for the longest; work that grew with the square of a text takes many minutes. */
const patience = 60_000;

describe("a text made to be slow", () => {
  it.each(
    [
      "0",
      "0 1 ",
      "01.",
      "0(1)",
      "01\n",
      "0/",
      "(0)",
      "FR76 ",
      "8001800-ABC",
      "+1 ",
      "0\u200B",
      "01, ",
      "tel ",
      "a\t0199001234\n",
      "a;b\n01;02\n",
      "0199001234@",
      "12 345 678 901\t",
    ].map((part) => [JSON.stringify(part), part] as const),
  )(
    "is read to its end: %s",
    (_, part) => {
      // A hundred thousand letters; work that grew with the square of them would outlast the test.
      const text = part.repeat(100_000 / part.length);
      for (const country of ["DE", "FR", "US"]) expect(findNumbers(text, country).length).toBeLessThan(text.length / 5);
    },
    patience,
  );
});
