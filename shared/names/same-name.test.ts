import { describe, expect, it } from "vitest";
import { hasFirmForm, isSameFirm, isSamePerson } from "./same-name.ts";

describe("a person", () => {
  it.each([
    ["Marie Dupont", "DUPONT Marie", true],
    ["Marie Dupont", "Dr. Marie Dupont", true],
    ["M. Dupont", "Marie Dupont", false],
    ["J. Müller", "Jürgen Muller", true],
    ["Jürgen Müller", "Julia Müller", false],
    ["Marie Dupont", "Marie-Claire Dupont", true],
    ["Marie Dupont", "Paul Dupont", false],
    ["Marie", "Marie Dupont", false],
    ["Marie", "Marie", true],
    ["", "", false],
  ])("%j and %j are one: %s", (one, other, same) => {
    expect(isSamePerson(one, other)).toBe(same);
    expect(isSamePerson(other, one)).toBe(same);
  });
});

describe("a firm", () => {
  it.each([
    ["Acme GmbH", "ACME", true],
    ["Acme", "Acme Deutschland", true],
    ["Acme", "Acmetal", false],
    ["Perrin & Fils SARL", "Perrin et Fils", false],
    ["", "", false],
  ])("%j and %j are one: %s", (one, other, same) => expect(isSameFirm(one, other)).toBe(same));

  it.each([
    ["Acme GmbH", true],
    ["Acme S.A.", true],
    ["Perrin S.A.S.", true],
    ["Muster GmbH & Co. KG", true],
    ["SA", false],
    ["Sa Dupont", false],
    ["Acme", false],
    ["Imprenta Noel, S. L.", true],
    ["Muster G.m.b.H.", true],
    ["Carpenteria Lodi srl", true],
    ["Volvo AB", true],
    ["Fiat S.p.A.", true],
    ["8 kg", false],
    ["poids 12 kg", false],
    ["Min. ab Festnetz", false],
    ["Vendo lavatrice Candy 7 kg", false],
    ["as soon as", false],
    ["Wellness Spa", false],
  ])("%j says what form it has: %s", (name, has) => expect(hasFirmForm(name)).toBe(has));
});
