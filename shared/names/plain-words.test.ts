import { describe, expect, it } from "vitest";
import { plainWords } from "./plain-words.ts";

describe("the words of a page", () => {
  it.each([
    ["  Marie \n Dupont ", "Marie Dupont"],
    ["Marie\u00A0Dupont", "Marie Dupont"],
    ["Zoe\u0301", "Zoé"],
    ["Marie\u202EtnopuD", ""],
    ["Ma\u200Brie", ""],
    ["Marie\u0000", ""],
    ["Police – selon interieur.example", ""],
    ["Police (according to the ministry)", ""],
    ["Polizei, laut Amt", ""],
    ["Laurent Selonne", "Laurent Selonne"],
    ["Z̷̢̧̛a̷̢̧̛lgo", ""],
    ["x".repeat(61), ""],
    ["x".repeat(1_000_000), ""],
    ["محمد علي", "محمد علي"],
  ])("%j are %j", (text, words) => expect(plainWords(text, 60)).toBe(words));
});
