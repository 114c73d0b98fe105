import { runIdle } from "../idle.ts";
import { numberOfLink } from "../links.ts";
import { isSeen } from "../seen.ts";
import { tell } from "../worker.ts";
import { readCards } from "./h-cards.ts";
import { linesAround } from "./lines-around.ts";
import { nameInLink } from "./link-words.ts";
import { claimsOf, isThatNumber, type Marked, type Said } from "./said.ts";
import { nodesOfJson, saidBySchema, type SchemaNode } from "./schema.ts";
import { signatureIn } from "./signature.ts";
import type { Claim } from "@twp/shared/protocol/page-names.ts";
import { mostClaims } from "@twp/shared/protocol/page-names.ts";
import { writtenNodes } from "./written-nodes.ts";
import type { ShownNumber } from "./read-names.ts";

/*
 * A script of its own: whose the numbers of this page are, according to the page. The worker runs it only where the user wants names to be learned and
 * a number is marked.
 */

/** A page that never rests is read again no sooner, in milliseconds. */
const pause = 3000;
/** So many links, JSON texts, numbers and things of schema.org of a page are looked at. */
const [mostLinks, mostTexts, mostNumbers, mostThings] = [500, 20, 100, 1000];

const jsonTexts = 'script[type="application/ld+json" i]';
const otherLinks = 'a[href^="callto:" i],a[href^="sip:" i],a[href^="sips:" i]';

let shown: readonly ShownNumber[] = [];
let wanted = false;
let reading = false;
/** What was told of the page under this address. */
let told: { url: string; claims: Set<string> } = { url: "", claims: new Set() };

globalThis.twpReadNames ??= (numbers): void => {
  shown = numbers;
  wanted = true;
  if (!reading) read();
};

function read(): void {
  [reading, wanted] = [true, false];
  runIdle(readPage(shown), () =>
    setTimeout(() => {
      reading = false;
      if (wanted) read();
    }, pause),
  );
}

function* readPage(numbers: readonly ShownNumber[]): Generator<undefined> {
  const said: Said[] = [];
  const marked: Marked[] = numbers.map(({ number, text, extension }) => ({ number, text, extension }));
  if (told.url !== location.href) told = { url: location.href, claims: new Set() };
  if (told.claims.size >= mostClaims) return;
  yield* readLinks(said, marked);
  yield* readThings(said);
  yield* readMarkedUp(said);
  yield* readSignatures(numbers, said);
  tellNew(claimsOf(said, marked));
}

function* readMarkedUp(said: Said[]): Generator<undefined> {
  for (const card of readCards(document)) {
    if (card !== undefined) said.push(card);
    yield;
  }
}

/** A link that can be seen is a marked number, too. */
function* readLinks(said: Said[], marked: Marked[]): Generator<undefined> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(`a[href^="tel:" i],${otherLinks}`)].slice(
    0,
    mostLinks,
  );
  for (const link of links) {
    yield;
    if (!isSeen(link)) continue;
    const linked = numberOfLink(link);
    if (linked !== null) marked.push({ number: linked.number, text: linked.text });
    const named = nameInLink([link.innerText, link.ariaLabel ?? "", link.title]);
    const [, text = ""] = /^\w+:(?:\/\/)?([^@;?]+)/u.exec(link.getAttribute("href") ?? "") ?? [];
    if (named !== null)
      said.push({ kind: "link", title: "", email: "", numbers: [{ text: unescaped(text), kind: "other" }], ...named });
  }
}

function* readThings(said: Said[]): Generator<undefined> {
  const nodes: SchemaNode[] = [];
  for (const script of [...document.querySelectorAll(jsonTexts)].slice(0, mostTexts)) {
    if (nodes.length < mostThings) nodes.push(...nodesOfJson(script.textContent ?? ""));
    yield;
  }
  for (const node of writtenNodes(document)) {
    if (node !== undefined && nodes.length < mostThings) nodes.push(node);
    yield;
  }
  said.push(...saidBySchema(nodes));
}

function* readSignatures(numbers: readonly ShownNumber[], said: Said[]): Generator<undefined> {
  const signed: Said[] = [];
  for (const { range, text, number } of numbers.slice(0, mostNumbers)) {
    yield;
    const { startContainer } = range;
    if (!(startContainer instanceof Text) || !startContainer.isConnected) continue;
    if (signed.some((each) => each.numbers.some((own) => isThatNumber(own.text, { text, number })))) continue;
    const signature = signatureIn(linesAround(startContainer, range.startOffset));
    if (signature?.numbers.some((own) => isThatNumber(own.text, { text, number })) === true)
      signed.push({ kind: "signature", ...signature });
  }
  said.push(...signed);
}

function tellNew(claims: readonly Claim[]): void {
  const fresh = claims
    .filter((claim) => !told.claims.has(JSON.stringify(claim)))
    .slice(0, mostClaims - told.claims.size);
  for (const claim of fresh) told.claims.add(JSON.stringify(claim));
  if (fresh.length > 0) tell({ type: "names.read", claims: fresh });
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
