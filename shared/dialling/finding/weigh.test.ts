import { describe, expect, it } from "vitest";
import { findNumbers } from "../find.ts";

const numbers = (text: string, country: string): string[] => findNumbers(text, country).map(({ number }) => number);

describe("digits in one run are a number", () => {
  it.each([
    ["a mobile telephone's", "FR", "Livreur (Karim) 0639981234, code portail 4512B"],
    ["behind a word for telephone", "FR", "Tél 0199001234"],
    ["behind the article of what is called", "FR", "jai que le 0899701234"],
    ["behind a name and a colon", "FR", "Votre conseiller : 0199006140"],
    ["alone in their line", "FR", "0199001234"],
    ["before a verb for calling", "DE", "bitte auf 03023125010 zurückrufen"],
    ["in a column of telephones", "FR", "nom;tél\nRoux;0199001234"],
    ["in a column that commas part", "BE", "nom,CP,GSM\nRoux,4000,0470123470"],
    ["in a column of a text set out with spaces", "BE", "nom    GSM         n°\nRoux   0470123470  12"],
    ["among their likes", "FR", "Lyon 0261918101 Vannes 0261918202"],
    ["behind a sign for where somebody is reached", "US", "LM w/ Price @ 4155550135, cb Tues."],
    ["behind a tel:", "FR", "tel:0199001234"],
  ])("%s (%s): %s", (_, country, text) => {
    expect(numbers(text, country)).not.toEqual([]);
  });

  it.each([
    ["DE", "Seriennummer 03023125010"],
    ["FR", "id;client\n7;0199001234"],
    ["US", "thx 2125550123 items"],
    ["FR", "0199001234 kWh"],
    ["CA", "; file 6045550124"],
  ])("and else none (%s): %s", (country, text) => {
    expect(numbers(text, country)).toEqual([]);
  });
});

describe("digits written as a telephone number", () => {
  it.each([
    ["are one with no word for it", "FR", "Ambulances Petit – jour et nuit – 04 99 00 15 15", ["+33499001515"]],
    ["are what they are called", "FR", "n° de commande 01 99 00 12 34", []],
    ["are a department's behind its name and a colon", "GB", "Orders: 020 7946 0123", ["+442079460123"]],
    ["are the order's directly behind it", "GB", "your order 020 7946 0123", []],
    ["stay so behind a town's code", "US", "Austin, TX 78701-1234 512-555-0123", ["+15125550123"]],
    ["stay so before one", "FR", "01 99 00 12 34 69003 Lyon", ["+33199001234"]],
    ["are a firm's in the register", "BE", "n° entr. 0425.501.330, gsm 0470 12 34 70", ["+32470123470"]],
    ["stay so before a price", "FR", "PC sécurité 0 825 123 456 0,15 €/min", ["+33825123456"]],
    ["stay so between times", "FR", "14:02 01 99 00 77 42 02:13", ["+33199007742"]],
    ["stay so before “with”", "US", "text Jo 415-555-0191 w/ ur dish", ["+14155550191"]],
    ["are a service's as its owner writes it", "FR", "Fuite : 0 969 323 456, 7j/7", ["+33969323456"]],
    ["are not so within more digits", "FR", "06 12 34 56 78 901", []],
    ["stay so beside another", "FR", "01 99 00 12 34 06 39 98 12 34", ["+33199001234", "+33639981234"]],
    ["are a large number before what is counted", "ES", "912.345.678 de pesetas", []],
    ["and not where nothing is counted", "ES", "o 656.555.015.", ["+34656555015"]],
    ["and not where the clause ends with an “or”", "ES", "al 600 123 456 o, si no, al fijo", ["+34600123456"]],
    ["stay so in a column behind a house's number", "ES", "Sáb Pza. Mayor 3      925 555 012", ["+34925555012"]],
    ["stay so behind a word's own plus", "FR", "Thermo+ (01.99.00.61.05)", ["+33199006105"]],
    ["with a plus outweigh a word", "CH", "Anfragen an +41 81 555 70 33", ["+41815557033"]],
  ])("%s (%s): %s", (_, country, text, found) => {
    expect(numbers(text, country)).toEqual(found);
  });

  it("over two lines is one number, where a word says that one comes", () => {
    expect(numbers("Tel. 030\n23125010", "DE")).toEqual(["+493023125010"]);
    expect(numbers("01 99 00\n12 34", "FR")).toEqual(["+33199001234"]);
  });

  it("is a fax where the word or the column says so", () => {
    expect(findNumbers("Fax 01 99 00 12 34", "FR")[0]?.kind).toBe("fax");
    expect(findNumbers("nom;fax\nRoux;0199001234", "FR")[0]?.kind).toBe("fax");
    expect(findNumbers("01 99 00 12 34 (fax)", "FR")[0]?.kind).toBe("fax");
  });
});
