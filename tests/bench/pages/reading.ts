import { lookAlike, phone } from "./numbers.ts";
import { many, type Chance } from "./random.ts";
import { day, firm, name, paragraph, sentence, type Language } from "./words.ts";

/** Pages that people read: long texts, a number now and then. */

export function news(chance: Chance, language: Language): string {
  const story = (): string => {
    const paragraphs = many(8, () => `<p>${paragraph(chance, language, 5)}</p>`);
    const end = `<p class="by">${name(chance)}, ${day(chance, language)} · ${phone(chance, language)}</p>`;
    return `<article><h2>${sentence(chance, language)}</h2>${paragraphs}<p>${lookAlike(chance, language)}</p>${end}</article>`;
  };
  return `<header><h1>${firm(chance)}</h1><nav>${many(12, () => `<a href="/x">${name(chance)}</a>`)}</nav></header><main>${many(45, story)}</main>`;
}

export function wiki(chance: Chance, language: Language): string {
  const section = (index: number): string => {
    const linked = (): string =>
      `${sentence(chance, language)} <a href="#s${index}">${name(chance)}</a><sup>[${chance.below(400)}]</sup> (${1500 + chance.below(500)}–${2000 + chance.below(26)}), ${chance.below(90)}.${chance.digits(4)}° N.`;
    return `<h2 id="s${index}">${index}. ${firm(chance)}</h2><p>${many(12, linked)}</p>`;
  };
  const source = (index: number): string =>
    `<li id="r${index}">${name(chance)} (${1950 + chance.below(76)}): <i>${sentence(chance, language)}</i> ${lookAlike(chance, language)}</li>`;
  return `<h1>Wiki</h1>${many(60, section)}<ol>${many(500, source)}</ol>`;
}

export function forum(chance: Chance, language: Language): string {
  const post = (index: number): string => {
    const quote = `<blockquote>#${index - 1} ${sentence(chance, language)}</blockquote>`;
    const text = `${paragraph(chance, language, 4)}<br>${chance.below(3) === 0 ? phone(chance, language) : lookAlike(chance, language)}`;
    return `<div class="post"><div class="who"><b>${name(chance)}</b><br><small>${day(chance, language)} · ${chance.below(9000)} posts</small></div><div>${quote}<p>${text}</p></div></div>`;
  };
  return `<h1>Forum</h1>${many(600, post)}`;
}

/** A long exchange, with what mail programs put below each letter. */
export function mail(chance: Chance, language: Language): string {
  const row = (): string =>
    `<div class="row" role="row"><span>${name(chance)}</span> <span><b>${sentence(chance, language)}</b></span> <time>${chance.below(24)}:${10 + chance.below(50)}</time></div>`;
  const letter = (): string => {
    const signature = `--<br>${name(chance)}<br>${firm(chance)}<br>${phone(chance, language)}<br><span>Mobil</span> ${phone(chance, language)}<br>${lookAlike(chance, language)}`;
    return `<section><h3>${name(chance)}, ${day(chance, language)}</h3><p>${paragraph(chance, language, 6)}</p><p>${signature}</p></section>`;
  };
  return `<div class="columns"><div>${many(400, row)}</div><div>${many(120, letter)}<textarea>${phone(chance, language)}</textarea></div></div>`;
}

export function chat(chance: Chance, language: Language): string {
  const said = (): string => {
    const text = chance.below(6) === 0 ? phone(chance, language) : sentence(chance, language);
    return `<li><span class="who">${name(chance)}</span> <time>${chance.below(24)}:${10 + chance.below(50)}</time> <span>${text}</span> <i>${chance.below(20)}</i></li>`;
  };
  return `<ul>${many(2500, said)}</ul>`;
}
