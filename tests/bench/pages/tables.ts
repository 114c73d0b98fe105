import { bareNumber, lookAlike, phone } from "./numbers.ts";
import { many, type Chance } from "./random.ts";
import { day, firm, name, sentence, type Language } from "./words.ts";

/** Pages that are tables and lists of data. */

const table = (rows: number, cells: (index: number) => readonly string[]): string =>
  `<table>${many(
    rows,
    (index) =>
      `<tr>${cells(index)
        .map((cell) => `<td>${cell}</td>`)
        .join("")}</tr>`,
  )}</table>`;

/** Five thousand rows of orders: everything is digits, and hardly anything a number. */
export function orders(chance: Chance, language: Language): string {
  return table(5000, (index) => [
    String(100_000 + index),
    chance.digits(10),
    day(chance, language),
    firm(chance),
    `${chance.below(9000)},${chance.digits(2)} €`,
    index % 25 === 0 ? bareNumber(chance, language) : chance.digits(13),
  ]);
}

/** Five thousand rows of customers, one in ten with a number. */
export function customers(chance: Chance, language: Language): string {
  return table(5000, (index) => [
    String(index),
    name(chance),
    firm(chance),
    `${chance.digits(5)} Saint-Pont`,
    index % 10 === 0 ? bareNumber(chance, language) : "–",
  ]);
}

/** A company of two thousand, each with a number. */
export function directory(chance: Chance, language: Language): string {
  const person = (index: number): string =>
    `<div class="card"><h3>${name(chance)} ${index}</h3><p>${firm(chance)}</p><p><span>Tel.</span> <span>${bareNumber(chance, language)}</span></p></div>`;
  return `<div class="cards">${many(2000, person)}</div>`;
}

/** A table of internal numbers. */
export function extensions(chance: Chance, language: Language): string {
  return table(2000, (index) => [
    name(chance),
    firm(chance),
    `${{ fr: "poste", en: "ext.", de: "Durchwahl" }[language]} ${2000 + index}`,
  ]);
}

export function log(chance: Chance): string {
  const line = (): string =>
    `<div>2026-11-29T${10 + chance.below(14)}:${10 + chance.below(50)}:${10 + chance.below(50)}.${chance.digits(3)}Z [${chance.below(65_536)}] INFO 10.0.${chance.below(255)}.${chance.below(255)} id=${chance.digits(8)}-${chance.digits(4)}-4${chance.digits(3)} took ${chance.below(900)} ms ${chance.digits(16)}</div>`;
  return many(4000, line);
}

export function ledger(chance: Chance, language: Language): string {
  return table(3000, () => [
    day(chance, language),
    lookAlike(chance, language),
    sentence(chance, language),
    `${chance.digits(3)} ${chance.digits(3)},${chance.digits(2)}`,
    `-${chance.digits(4)}.${chance.digits(2)}`,
  ]);
}

export function parcels(chance: Chance, language: Language): string {
  return table(2500, (index) => [
    lookAlike(chance, language),
    `${chance.digits(4)} ${chance.digits(4)} ${chance.digits(4)}`,
    `${day(chance, language)} ${10 + chance.below(13)}:${chance.digits(2)}`,
    index % 50 === 0 ? phone(chance, language) : firm(chance),
  ]);
}
