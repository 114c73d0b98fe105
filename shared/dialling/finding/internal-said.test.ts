import { describe, expect, it } from "vitest";
import { isLocal, isNextSaid, isSaidInternal } from "./internal-said.ts";

describe("an internal number some words behind its word", () => {
  it.each([
    "Die Durchwahl von Herrn Ott ist jetzt die ",
    "Durchwahl der Buchhaltung: ",
    "The extension for billing is ",
    "Le poste de Mme Leroy est désormais le ",
    "La extensión de Contabilidad es ",
    "L'interno dell'ufficio acquisti è ",
    "Het toestel van de portier is ",
  ])("is said by %j", (before) => {
    expect(isSaidInternal(before)).toBe(true);
  });

  it.each(["Poste de travail : ", "Le poste du budget est de ", "All'interno del parco sono ", "Het toestel is "])(
    "is not by %j",
    (before) => {
      expect(isSaidInternal(before)).toBe(false);
    },
  );

  it("goes on to somebody else's, and a local is no trade union's", () => {
    expect([isNextSaid("; la de Compras, "), isNextSaid(" Stühle ")]).toEqual([true, false]);
    expect(["is at local ", "CUPE local ", "the Local "].map(isLocal)).toEqual([true, false, false]);
  });
});
