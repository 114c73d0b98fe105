import { describe, expect, it } from "vitest";
import { inListing } from "./house-list.ts";

const listed = (text: string): string[] => inListing(text).map(({ number }) => number);

describe("a list of the house's numbers", () => {
  it.each([
    ["Appels internes : brancardiers 4417, pharmacie 4420. Le local 4417 est fermé.", ["4417", "4420"]],
    ["Numéros internes utiles : accueil 100 ; cuisine 122", ["100", "122"]],
    [
      "Hausintern: Portier 200, Nachtdienst 217, Reanimation 4444 wählen! Zimmer 217 bleibt frei.",
      ["200", "217", "4444"],
    ],
    ["Haustelefone: Küche 217, Lager 255 (nachts)", ["217", "255"]],
    ["Interne Durchwahlen: 11 Empfang, 14 Küche", ["11", "14"]],
    ["Internal numbers: porter 200, pharmacy 4420 and theatre 4455.", ["200", "4420", "4455"]],
    ["House phones: bar = 71, pool = 72", ["71", "72"]],
    ["Teléfonos internos: celadores 4417, parada cardiaca 2222.", ["4417", "2222"]],
    ["Numeri interni: portineria 200, arresto cardiaco comporre 2222", ["200", "2222"]],
    ["Interne nummers: portier 200, reanimatie 2222 bellen", ["200", "2222"]],
    ["Verkorte nummers:\nkeuken 12\nwasserij 15", ["12", "15"]],
  ])("%s", (text, numbers) => {
    expect(listed(text)).toEqual(numbers);
  });

  it.each([
    "Internal: room 200, ward 12, bay 4",
    "Interne Verrechnung: Kostenstelle 4410, Konto 4420",
    "Règlement interne : article 200, alinéa 12",
    "Intern: 200 Stück, 300 Kartons",
    "Interne vacatures: 12 plaatsen, 15 uur",
    "Mitteilungen intern: Jahresfeier 2025, Ausflug 2026",
    "The house has 200 rooms, the garden 300 trees",
  ])("is not %s", (text) => {
    expect(listed(text)).toEqual([]);
  });
});
