import { describe, expect, it } from "vitest";
import { nameInWords } from "./name-in-words.ts";

describe("whose number that is, by the page's words before it", () => {
  it.each([
    ["Claire Martin, Tél. :", "Claire Martin"],
    ["Claire Martin\nTél.", "Claire Martin"],
    ["Perrin & Fils – Telefon: ", "Perrin & Fils"],
    ["Mairie de Perrin", "Mairie de Perrin"],
    ["Accueil (standard)\nSecrétariat : Tel. n°", "Secrétariat"],
    ["Dr. Anna Becker · Mobil", "Dr. Anna Becker"],
    ["Anna Becker 01 99 00 12 35, Fax", "Anna Becker"],
    ["Claire Martin\nTel. +61 2 5550 1234, poste 12\nTel.", "Claire Martin"],
    ["Bureau 3\nTél. ", "Bureau 3"],
    ["Tel.", ""],
    ["", ""],
    ["123 –", ""],
    ["word ".repeat(30), ""],
    ["Dave Fonda\n01 99 00 12 34 /", "Dave Fonda"],
  ])("%j names %j", (before, name) => {
    expect(nameInWords(before)).toBe(name);
  });
});
