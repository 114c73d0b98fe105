import { describe, expect, it } from "vitest";
import { headsOf } from "./columns.ts";

/** The head above the first place where a text holds this. */
const above = (text: string, cell: string): string | undefined => headsOf(text)(text.indexOf(cell));

describe("the head of a column", () => {
  const table = "Nom;Tél;Fax;Poste;Client\nRoux;0199001111;0199001112;4012;0199001113";
  it.each([
    [table, "0199001111", "phone"],
    [table, "0199001112", "fax"],
    [table, "4012", "internal"],
    [table, "0199001113", "other"],
    [table, "Roux", "silent"],
    [table, "Tél", undefined],
    ["from|to|sec\n+33199001111|4501|12", "4501", "phone"],
    ["Name\tTel\nA\t1\nB\t2345678", "2345678", "phone"],
    ["Zimmer   Name       Durchwahl\n1.14     Fr. Abel   -214", "-214", "internal"],
    ["Ort        Telefon        Einw.\nWald ZH    055 555 01 10  10 245", "10 245", "silent"],
    ["01 99 00, 11 11\n12, 34", "34", undefined],
    ["Tel", "Tel", undefined],
  ])("in %j above %s: %s", (text, cell, head) => {
    expect(above(text, cell)).toBe(head);
  });
});
