import { describe, expect, it } from "vitest";
import { labelAfter, labelBefore } from "./label.ts";

const before = (text: string): string | undefined => labelBefore(text, text.length)?.says;

describe("what stands before digits", () => {
  it.each([
    ["Tél. : ", "phone"],
    ["☎ ", "phone"],
    ["📠 ", "fax"],
    ["T ", "phone"],
    ["F: ", "fax"],
    ["Call us on ", "call"],
    ["my number is ", "number"],
    ["N° de commande ", "id"],
    ["Kunden-Nr. ", "id"],
    ["PRO# ", "id"],
    ["blurb number ", "thing"],
    ["n° d'agrément ", "id"],
    ["order ", "id"],
    ["Orders: ", "thing"],
    ["service client ", "phone"],
    ["atención al cliente ", "phone"],
    ["numéro de suivi ", "id"],
    ["N° de contrat : ", "id"],
    ["nieuw nummer ", "number"],
    ["NEUE NUMMER: ", "number"],
    ["Ho cambiato numero: ", "number"],
    ["Rg.-Nr. ", "id"],
    ["SIRET 552 100 554 00013 – ", undefined],
    ["Haus C. Die Nummer bleibt: ", "number"],
    ["llámame sin compromiso, ", "call"],
    ["Call Big Al (", "call"],
    ["Police municipale ", undefined],
    ["police n° ", "id"],
    ["Frau Lange ", undefined],
    ["Tischreservierung ", "thing"],
    ["n° de réservation ", "id"],
    ["J. Costello ", undefined],
    ["Dépl. 39 € TTC — ", undefined],
    ["Montant TTC ", "id"],
    ["SIN ", "id"],
    ["IK ", "id"],
    ["ik ", undefined],
    ["", undefined],
  ])("%j: %s", (text, says) => {
    expect(before(text)).toBe(says);
  });

  it("speaks the more softly the further it is", () => {
    const strength = (text: string): number => labelBefore(text, text.length)?.strength ?? 0;
    expect(strength("Tel. ")).toBe(1);
    expect(strength("Tel. Marc Roux Lyon ")).toBeLessThan(1);
    expect(strength("Tel. eins zwei drei vier fünf sechs sieben ")).toBe(0);
  });
});

describe("what stands behind digits", () => {
  it.each([
    [" (fax)", "fax"],
    [" [mobile]", "phone"],
    [" zurückrufen", "call"],
    [" (gratuit)", undefined],
  ])("%j: %s", (text, says) => {
    expect(labelAfter(text, 0)?.says).toBe(says);
  });
});
