import { describe, expect, it } from "vitest";
import { findNumbers } from "../find.ts";

/** What a text has internal numbers for. */
const internal = (text: string, country: string): string[] =>
  findNumbers(text, country).flatMap(({ kind, number }) => (kind === "internal" ? [number] : []));

describe("what is dialled within a house", () => {
  it.each([
    ["GB", "For room service dial 22, for reception dial 10.", ["22", "10"]],
    ["CA", "Dial 51 for the spa or 52 for the gym.", ["51", "52"]],
    ["FR", "Réception : faites le 10 depuis votre chambre, pour le bar le 11.", ["10", "11"]],
    ["FR", "composer le 1818 d'un poste fixe", ["1818"]],
    ["ES", "avisen a mantenimiento marcando el 92 desde la habitación", ["92"]],
    ["IT", "Dalla camera componga 101 per la reception, 102 per il bar. La camera è la 207.", ["101", "102"]],
    ["NL", "Receptie: toets 10, roomservice: toets 11", ["10", "11"]],
    ["DE", "Für den Weckdienst die 23 wählen.", ["23"]],
    ["AT", "für die Rezeption die 11, für die Küche die 12 wählen. Zimmer 20 ist frei.", ["11", "12"]],
    ["DE", "bei Fragen die 4490 anrufen", ["4490"]],
    ["DE", "Hausmeister: intern 4471, nach Dienstschluss Pforte 4400", ["4471", "4400"]],
    ["FR", "postes 4511 à 4519", ["4511", "4519"]],
    ["US", "Front desk: 70; room service: 71.", ["70", "71"]],
    ["DE", "Pforte: 4400, Hausmeister: 4401", ["4400", "4401"]],
  ])("%s: %s", (country, text, numbers) => {
    expect(internal(text, country)).toEqual(numbers);
  });

  it.each([
    ["FR", "Tapez 12, puis dièse"],
    ["FR", "poste libre, bureau 214"],
    ["FR", "On peut le faire le 12."],
    ["DE", "Ruth Bell 10\nVogt Optik"],
    ["DE", "Restaurant 12, Bar 13"],
    ["DE", "Rezeption 11, Bar 2025"],
    ["IT", "Partito A, lista 12: 4490 votanti anrufen"],
    ["DE", "intern 4471, Kostenstelle 4400"],
  ])("and what is not (%s): %s", (country, text) => {
    expect(internal(text, country).filter((number) => number !== "4471")).toEqual([]);
  });
});
