import { join } from "node:path";
import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { type LabelledText, labelled, readCorpus } from "./corpus.ts";

const here = import.meta.dirname;
const folders = [
  here,
  ...[
    "unseen",
    "third/seen",
    "third/blind",
    "fourth/seen",
    "fifth/seen",
    "fifth/blind",
    "sixth/seen",
    "sixth/blind",
  ].map((set) => join(here, set)),
];
const corpus = folders.flatMap((folder) => readCorpus(folder));
/** Whoever mends the finder reads none of these, in a failure neither. */
const blind = ["fourth"].flatMap((set) => readCorpus(join(here, set, "blind")));
const keypad = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"];

/** What the keypad makes of letters and digits. */
function pressed(written: string): string {
  return written.toLowerCase().replaceAll(/[^\d]/gu, (sign) => {
    const key = keypad.findIndex((letters) => letters.includes(sign));
    return key === -1 ? "" : String(key + 2);
  });
}

/** Why a label cannot be right, or nothing. */
function doubt(country: string, written: string, dial: string): string | undefined {
  const parsed = parsePhoneNumberFromString(dial, country as CountryCode);
  const digits = written.replace(/\(0\)/u, "").replaceAll(/\D/gu, "");
  if (!dial.startsWith("+")) {
    if (parsed?.isValid() === true) return `a whole number: ${parsed.number}`;
    return digits === dial ? undefined : "other digits";
  }
  if (parsed?.isValid() !== true) return "no valid number";
  const { nationalNumber, countryCallingCode, ext = "" } = parsed;
  const ends = [nationalNumber + ext, `0${nationalNumber}${ext}`];
  const ways = ["", "0", "1", "00", "011"].flatMap((way) => [way, way + countryCallingCode]);
  const whole = new Set(ways.flatMap((way) => ends.map((end) => way + end)));
  const abbreviated = digits.length <= 8 && digits !== "" && (nationalNumber + ext).endsWith(digits);
  return whole.has(digits) || abbreviated || (ext === "" && whole.has(pressed(written))) ? undefined : "other digits";
}

function doubts({ country, text, numbers }: LabelledText): string[] {
  return numbers.flatMap(({ start, end, dial }) => {
    const reason = doubt(country, text.slice(start, end), dial);
    return reason === undefined ? [] : [`${country}: ${text.slice(start, end)} → ${dial}: ${reason}`];
  });
}

describe("a labelled line", () => {
  it("gives the text without marks, and where each number stands in it", () => {
    const { kind, text, numbers } = labelled(
      "FR",
      String.raw`mail	Tél\u00a0: {{01 99 00\n11 11|+33199001111}}, poste {{12|12}}.`,
    );
    expect(kind).toBe("mail");
    expect(text).toBe("Tél\u00A0: 01 99 00\n11 11, poste 12.");
    expect(numbers.map(({ start, end }) => text.slice(start, end))).toEqual(["01 99 00\n11 11", "12"]);
    expect(numbers.map(({ dial }) => dial)).toEqual(["+33199001111", "12"]);
  });

  it("without a mark has no number, and a doubled backslash is one", () => {
    expect(labelled("DE", String.raw`other	C:\\Daten\\0302312.csv`)).toEqual({
      country: "DE",
      kind: "other",
      text: String.raw`C:\Daten\0302312.csv`,
      numbers: [],
    });
  });

  it("is refused where its kind, a mark, a label or an escape is wrong", () => {
    expect(() => labelled("FR", "letter\tBonjour")).toThrow("no known kind");
    expect(() => labelled("FR", "mail\t{{01 99 00 11 11}}")).toThrow("a broken mark");
    expect(() => labelled("FR", "mail\t{{01 99 00 11 11|0199001111}}")).toThrow("nobody dials");
    expect(() => labelled("FR", String.raw`mail	C:\files`)).toThrow("an unknown escape");
  });
});

describe("the corpus", () => {
  it("labels every number with what its digits dial, valid in its country's plan", () => {
    expect(corpus.flatMap(doubts)).toEqual([]);
  });

  it("labels so in the lines that nobody reads, too", () => {
    expect(blind.flatMap(doubts).length).toBe(0);
  });

  it("holds no text twice", () => {
    const texts = corpus.map(({ country, text }) => `${country} ${text}`);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
    const all = new Set([...texts, ...blind.map(({ country, text }) => `${country} ${text}`)]);
    expect(all.size).toBe(texts.length + blind.length);
  });

  it("shows near as many look-alikes as numbers: a third of the texts of a country hold none", () => {
    const shares = Object.entries(Object.groupBy(corpus, ({ country }) => country)).map(([country, texts = []]) => ({
      country,
      enough: texts.filter(({ numbers }) => numbers.length === 0).length * 3 >= texts.length,
    }));
    expect(shares.filter(({ enough }) => !enough)).toEqual([]);
  });
});
