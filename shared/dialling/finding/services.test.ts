import { describe, expect, it } from "vitest";
import { findNumbers } from "../find.ts";

const numbers = (text: string, country: string): string[] => findNumbers(text, country).map(({ number }) => number);

describe("a service's short number", () => {
  it.each([
    ["CH", "Dargebotene Hand: 143", "143"],
    ["CH", "La Main Tendue au 143", "143"],
    ["AT", "Rat auf Draht 147", "147"],
    ["BE", "Huisartsenwachtpost: 1733", "1733"],
    ["NL", "Dierenambulance 144", "144"],
    ["GB", "Surgery closed? Out of hours: 111", "111"],
    ["GB", "Power cut? It's 105. Gas leak? Call 0800 555 999.", "105"],
    ["US", "Call before you dig: 811", "811"],
    ["CA", "le 211 pour l'aide alimentaire", "211"],
    ["ES", "línea 016 contra la violencia", "016"],
    ["IT", "Guardia costiera 1530", "1530"],
    ["FR", "Allô Service Public 3939", "3939"],
    ["FR", "Pour résilier, 1023 depuis un mobile", "1023"],
    ["DE", "Kartensperrung 116116 gebührenfrei", "116116"],
  ])("%s: is known by the service's name, or by its price: %s", (country, text, number) => {
    expect(numbers(text, country)).toContain(number);
  });

  it.each([
    ["FR", "Prenez le 112 pour la gare"],
    ["FR", "Peugeot 3008, 112 000 km"],
    ["CH", "Zimmer 117, 1. Stock"],
    ["NL", "Bus 144 naar Hoorn"],
    ["IT", "Il 112 di via Roma"],
    ["US", "Title 18, sec. 911"],
  ])("%s: is not every number of a few digits: %s", (country, text) => {
    expect(numbers(text, country)).toEqual([]);
  });
});
