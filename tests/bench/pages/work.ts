import { bareNumber, lookAlike, phone } from "./numbers.ts";
import { many, type Chance } from "./random.ts";
import { day, firm, name, paragraph, sentence, type Language } from "./words.ts";

/** Pages that people work in or shop on. */

export function crm(chance: Chance, language: Language): string {
  const field = (label: string, value: string): string =>
    `<div class="field"><label>${label}</label> <div><span>${value}</span></div></div>`;
  const company = (): string =>
    `<section><h2>${firm(chance)}</h2>${field("Tel.", phone(chance, language))}${field("Mobil", bareNumber(chance, language))}${field("ID", lookAlike(chance, language))}${field("Name", name(chance))}<input value="${bareNumber(chance, language)}"><p>${paragraph(chance, language, 3)}</p></section>`;
  return many(350, company);
}

export function invoices(chance: Chance, language: Language): string {
  const line = (): string =>
    `<tr><td>${chance.digits(8)}</td><td>${sentence(chance, language)}</td><td>${chance.below(90)}</td><td>${chance.below(900)},00 €</td></tr>`;
  const invoice = (): string =>
    `<section><h2>${lookAlike(chance, language)}</h2><p>${firm(chance)}<br>${chance.digits(5)} Saint-Pont<br>${phone(chance, language)}</p><table>${many(20, line)}</table><p>${lookAlike(chance, language)}<br>${lookAlike(chance, language)}</p></section>`;
  return many(120, invoice);
}

export function products(chance: Chance, language: Language): string {
  const product = (): string =>
    `<li class="card"><h3>${sentence(chance, language)}</h3><p>Ref. ${chance.digits(9)} · EAN ${chance.digits(13)}</p><p><s>${chance.below(900)},99 €</s> <b>${chance.below(900)}<sup>,49</sup> €</b></p><p>★ ${chance.below(5)},${chance.below(9)} (${chance.digits(4)})</p><button>+</button></li>`;
  return `<ul class="cards">${many(1500, product)}</ul><footer>${phone(chance, language)}</footer>`;
}

export function tickets(chance: Chance, language: Language): string {
  const ticket = (index: number): string =>
    `<details open><summary>#${20_000 + index} ${sentence(chance, language)}</summary><div><div><div><p>${paragraph(chance, language, 3)} ${chance.below(2) === 0 ? phone(chance, language) : lookAlike(chance, language)}</p></div></div></div></details>`;
  return many(700, ticket);
}

export function calendar(chance: Chance, language: Language): string {
  const meeting = (): string =>
    `<div><time>${8 + chance.below(10)}:00–${18 + chance.below(4)}:30</time> ${sentence(chance, language)}, ${phone(chance, language)}, PIN ${chance.digits(6)}#</div>`;
  return `<div class="cards">${many(365, () => `<div class="card"><h3>${day(chance, language)}</h3>${many(3, meeting)}</div>`)}</div>`;
}

/** Numbers that the page wrote in parts, as editors and sanitizers leave them. */
export function parts(chance: Chance, language: Language): string {
  const apart = (): string =>
    bareNumber(chance, language)
      .split(" ")
      .map((part, index) => (index % 2 === 0 ? part : `<b><span>${part}</span></b>`))
      .join(" ");
  return many(
    1200,
    () => `<p>${sentence(chance, language)} <i>Tel.</i> ${apart()} (${lookAlike(chance, language)})</p>`,
  );
}

/** A list that grows while it is read: twenty entries five times a second, for four seconds. */
export function endless(chance: Chance, language: Language): string {
  const entry = (): string =>
    `<article><b>${name(chance)}</b> <small>${day(chance, language)}</small><p>${paragraph(chance, language, 2)} ${phone(chance, language)}</p></article>`;
  const first = `<div id="list">${many(300, entry)}</div>`;
  const later = `<template id="later">${many(20, entry)}</template>`;
  const grow = `let left = 20; const timer = setInterval(() => {
    document.getElementById("list").append(document.getElementById("later").content.cloneNode(true));
    if ((left -= 1) === 0) clearInterval(timer);
  }, 200);`;
  return `${first}${later}<script>${grow}</script>`;
}
