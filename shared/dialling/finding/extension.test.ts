import { describe, expect, it } from "vitest";
import { extensionBehind } from "./extension.ts";

describe("an extension behind a number", () => {
  it.each([
    [" poste 12", "12", 9],
    [", ext. 12 ", "12", 9],
    [" x12", "12", 4],
    [" (Durchwahl 12)", "12", 15],
    [" DW -12", "12", 7],
    [" · ext. 55014", "55014", 13],
    [" toestel 12,", "12", 11],
    [";ext=12", "12", 7],
    [" | ext 204", "204", 10],
    [" #45", "45", 4],
    [" interno n. 12", "12", 14],
    [" extensión nº 12", "12", 16],
  ])("%j is %s", (text, digits, length) => {
    expect(extensionBehind(text, 0)).toEqual({ digits, length });
  });
  it.each([
    " (0,35 €)",
    "\nposte 12",
    " | Poste 12",
    " ext. 1234567",
    " postes de travail 12",
    " P: 044 555 03 05",
    "",
  ])("%j has none", (text) => {
    expect(extensionBehind(text, 0)).toBeUndefined();
  });
});
