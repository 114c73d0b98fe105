import { describe, expect, it } from "vitest";
import { asFirm, asName, hasGivenName } from "./person-name.ts";

describe("a person’s name", () => {
  it.each([
    "Marie Dupont",
    "Jean-Luc de La Fontaine",
    "Dr. Anna Müller-Lüdenscheidt",
    "J. Smith-O’Brien",
    "MARIE DUPONT",
    "Pieter van der Berg",
    "Charlotte d’Aubigné",
    "José María García López",
    "Dott. Paolo De Santis",
    "Gerard ’t Hooft",
    "Frau Dr. Sabine Krüger",
    "Łukasz Żółć",
  ])("is %j, also in the words of a link", (name) => expect(asName(name, "words")).toBe(name));

  it.each([
    ["Marie Dupont, PhD", "Marie Dupont"],
    ["Marie Dupont (she/her)", "Marie Dupont"],
    ["Dupont, Marie", "Marie Dupont"],
    ["  Marie \n  Dupont – ", "Marie Dupont"],
  ])("in %j is %j", (text, name) => expect(asName(text, "words")).toBe(name));

  it.each([
    "Call us",
    "Call Now",
    "Contact",
    "Home",
    "Book Now",
    "Get Directions",
    "Main Office",
    "Sales Department",
    "Appelez-nous",
    "Nous contacter",
    "Service Clients",
    "Prendre rendez-vous",
    "Notre Agence",
    "Jetzt anrufen",
    "Unser Kundenservice",
    "Notruf Zentrale",
    "Llámanos Ahora",
    "Chiamaci Ora",
    "Bel Ons",
    "Numero Verde",
    "Police Secours",
    "Marie",
    "marie dupont",
    "01 99 00 12 34",
    "Marie Dupont 2",
    "Marie Dupont – selon interieur.example",
    "Marie\u202E Dupont",
    "Ma\u200Brie Dupont",
    "Marie Dupont! Gratis",
    "https://acme.example",
    "marie@acme.example",
    "M. D.",
    "Marie Dupont Claire Anne Louise Jeanne",
    "M",
    "",
  ])("is not %j in the words of a link", (text) => expect(asName(text, "words")).toBe(""));

  it("that data give as one may be short, and of a word that means something else", () => {
    expect(asName("Madonna", "marked")).toBe("Madonna");
    expect(asName("Jimmy Page", "marked")).toBe("Jimmy Page");
    expect(asName("山田太郎", "marked")).toBe("山田太郎");
    expect(asName("Contact", "marked")).toBe("");
    expect(asName("Customer Service", "marked")).toBe("");
    expect(asName("12345", "marked")).toBe("");
    expect(asName("x".repeat(100_000), "marked")).toBe("");
  });

  it("has a first name that people have, or nobody knows", () => {
    expect(hasGivenName("Marie Dupont")).toBe(true);
    expect(hasGivenName("Dr. Jean-Luc Picard")).toBe(true);
    expect(hasGivenName("San Remo")).toBe(false);
    expect(hasGivenName("Bad Homburg")).toBe(false);
  });
});

describe("a firm’s name", () => {
  it.each([
    "Acme GmbH",
    "Perrin & Fils",
    "Mairie de Perrin",
    "Booking.example",
    "C&A",
    "Perrin Services",
    "Bäckerei Müller",
  ])("is %j", (name) => expect(asFirm(name)).toBe(name));

  it.each([
    "Contact",
    "Home",
    "Service client",
    "Call now",
    "Kontakt",
    "www.acme.example",
    "info@acme.example",
    "12345",
    "Acme – according to police.example",
    "Acme\u202Exe",
    "75001 Paris",
    "We are happy. Call us today.",
    "x".repeat(61),
    "Police",
    "",
  ])("is not %j", (text) => expect(asFirm(text)).toBe(""));
});
