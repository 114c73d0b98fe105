import { isSameFirm } from "@twp/shared/names/same-name.ts";
import { plainWords } from "@twp/shared/names/plain-words.ts";
import { longestName } from "@twp/shared/protocol/page-names.ts";
import { asFirm, asName } from "./person-name.ts";
import type { Said, SaidNumber } from "./said.ts";
import { kindIn } from "./signature-lines.ts";

/** So many cards of a page, and parts of one, are looked at. */
const [most, mostParts] = [200, 50];
const cards = ".vcard,.h-card";

/** The people and firms that are marked as such: hCard 1.0 and h-card of microformats2. One a step, where a slice of work may end. */
export function* readCards(root: ParentNode): Generator<Said | undefined> {
  let count = 0;
  for (const card of root.querySelectorAll(cards)) {
    if ((count += 1) > most) return;
    yield spared(() => readCard(card));
  }
}

/** A form of the page can have fields that are called as what we ask of it: that one says nothing. */
export function spared<T>(read: () => T | null): T | undefined {
  try {
    return read() ?? undefined;
  } catch {
    return undefined;
  }
}

function readCard(card: Element): Said | null {
  const own = (selector: string): Element[] =>
    [...card.querySelectorAll(selector)]
      .slice(0, mostParts)
      .filter((each) => each.parentElement?.closest(cards) === card)
      .slice(0, 12);
  const first = (selector: string): string => wordsOf(own(selector)[0]);
  const called =
    first(".fn,.p-name") || `${first(".given-name,.p-given-name")} ${first(".family-name,.p-family-name")}`.trim();
  const company = asFirm(first(".organization-name,.p-organization-name") || first(".org,.p-org"));
  const numbers = own(".tel,.p-tel").map(numberOf);
  // A card whose name is its firm is the firm's (hCard 1.0, "organization contact info").
  const isFirm = company !== "" && isSameFirm(called, company);
  const name = isFirm ? "" : asName(called, "marked");
  if (numbers.length === 0 || (name === "" && company === "")) return null;
  return {
    kind: "card",
    name,
    company,
    title: plainWords(first(".title,.p-job-title,.role,.p-role"), longestName),
    email: emailIn(own(".email,.u-email")[0]),
    numbers,
  };
}

/** `.value` says the number where there is more (value class pattern), `title` where it is written otherwise. */
function numberOf(element: Element): SaidNumber {
  const value = element.querySelector(".value,.p-value");
  const types = [...element.querySelectorAll(".type")].map(({ textContent }) => textContent ?? "").join(" ");
  const href = element.getAttribute("href") ?? "";
  const text =
    value !== null ? wordsOf(value) : /^tel:/iu.test(href) ? href.slice(4) : wordsOf(element).replace(types, "");
  return { text: text.slice(0, 64), kind: kindIn(`${types} ${element.getAttribute("data-type") ?? ""}`) };
}

function emailIn(element: Element | undefined): string {
  const text =
    (element?.getAttribute("href") ?? "").replace(/^mailto:/iu, "").replace(/\?.*$/u, "") || wordsOf(element);
  return /^[\w.+-]+@[\w.-]+\.\w+$/u.test(text) ? text : "";
}

function wordsOf(element: Element | undefined): string {
  if (element === undefined) return "";
  const instead =
    element.localName === "abbr" || element.classList.contains("value-title") ? element.getAttribute("title") : null;
  return (instead ?? element.textContent ?? "").slice(0, 300).replace(/\s+/gu, " ").trim();
}
