import { describe, expect, it } from "vitest";
import { wordClass } from "./words.ts";

describe("a word near digits", () => {
  it.each([
    ["Téléphone", "phone"],
    ["TEL", "phone"],
    ["Telefonnummer", "phone"],
    ["Servicetelefon", "phone"],
    ["Notruf", "phone"],
    ["Telefax", "fax"],
    ["appelez", "call"],
    ["Durchwahl", "internal"],
    ["SIRET", "id"],
    ["Kundennummer", "id"],
    ["Rechnungsnr", "id"],
    ["Telefonrechnung", "thing"],
    ["Kundendienst", "phone"],
    ["Auftragsannahme", "phone"],
    ["Auftraggeber", undefined],
    ["Gesamt", "id"],
    ["order", "thing"],
    ["numéro", "number"],
    ["the", "filler"],
    ["Marienplatz", undefined],
  ])("%s: %s", (word, says) => {
    expect(wordClass(word)).toBe(says);
  });
});
