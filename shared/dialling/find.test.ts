import { describe, expect, it } from "vitest";
import { explain, findNumbers } from "./find.ts";

const numbers = (text: string, country = "FR"): string[] => findNumbers(text, country).map(({ number }) => number);

describe("numbers in a text", () => {
  it.each([
    ["Appelez le 01 99 00 12 34 ou le 06 39 98 12 34.", ["+33199001234", "+33639981234"]],
    ["Tél. : 01.99.00.12.34", ["+33199001234"]],
    ["+33 (0)1 99 00 12 34", ["+33199001234"]],
    ["01\u00A099\u00A000\u00A012\u00A034", ["+33199001234"]],
    ["01 99 00 11 11, 01 99 00 22 22", ["+33199001111", "+33199002222"]],
    ["01 99 00 11 11 ; 01 99 00 22 22", ["+33199001111", "+33199002222"]],
    ["0199001111,0199002222;+33639981234", ["+33199001111", "+33199002222", "+33639981234"]],
    ["Berlin +49 30 23125 010", ["+493023125010"]],
    ["London +44 20 7946 0123", ["+442079460123"]],
    ["01 99 00 12 34\n01 99 00 56 78", ["+33199001234", "+33199005678"]],
  ])("%s", (text, found) => {
    expect(numbers(text)).toEqual(found);
  });

  it("reads national numbers in the country of the dial plan", () => {
    expect(numbers("Call 020 7946 0123", "GB")).toEqual(["+442079460123"]);
    expect(numbers("Ruf 030 23125 010 an", "DE")).toEqual(["+493023125010"]);
    expect(numbers("(212) 555-0123", "US")).toEqual(["+12125550123"]);
  });

  it("says where the number stands", () => {
    const text = "Tél. 01\u00A099 00 12 34.";
    const [found] = findNumbers(text, "FR");
    expect(found).toMatchObject({ text: "01\u00A099 00 12 34" });
    expect(text.slice(found?.start, found?.end)).toBe(found?.text);
  });

  it("takes an unknown country for none", () => {
    expect(numbers("+33 1 99 00 12 34 ou 01 99 00 12 34", "XX")).toEqual(["+33199001234"]);
  });
});

describe("digits that are no number", () => {
  it.each([
    "SIRET 552 100 554 00013",
    "SIREN : 552 100 554",
    "TVA FR 40 303 265 045",
    "N° TVA intracommunautaire : FR40303265045",
    "IBAN FR76 3000 6000 0112 3456 7890 189",
    "RCS Paris 552 100 554",
    "le 12/11/2026",
    "2026-11-23",
    "23.11.2026 10:30",
    "192.168.100.200",
    "1 234 567 890,00 €",
    "Total : 0123456789 €",
    "ISBN 978-2-07-036822-8",
    "USt-IdNr. DE 123456789",
    "commit 0123456789abcdef",
    "https://example.org/0199001234/5678",
    "1234567890123456789",
  ])("%s", (text) => {
    expect(numbers(text)).toEqual([]);
  });
});

describe("what digits came to", () => {
  it.each([
    ["Tel. 01 99 00 12 34", "01", "label-before"],
    ["01 99 00 12 34", "01", "well-grouped"],
    ["+44 20 7946 0123", "20", "international"],
    ["tel:0199001234", "0199", "link"],
    ["poste 4012", "4012", "extension-keyword"],
    ["01 99 00 18 10 à 19", "19", "range"],
    ["n° de commande 0199001234", "0199", "labelled-otherwise"],
    ["0199001234 €", "0199", "amount"],
    ["https://x.test/0199001234", "0199", "address"],
    ["le total 0199001234 suit", "0199", "labelled-otherwise"],
    ["xyz 12345678901234567", "1234", "not-in-plan"],
  ])("%s", (text, at, reason) => {
    const came = explain(text, "FR", text.indexOf(at));
    expect(came && ("why" in came ? came.why : came.whyNot)).toBe(reason);
  });

  it("is nothing where no digits stand", () => {
    expect(explain("Tel. 01 99 00 12 34", "FR", 1)).toBeUndefined();
  });
});
