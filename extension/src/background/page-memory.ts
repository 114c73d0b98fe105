import { wordsAround } from "@twp/shared/pages/words-around.ts";
import { mostOfPage, type ShownNumber } from "@twp/shared/protocol/page-memory.ts";
import * as v from "valibot";
import type { Tab } from "../browser/keys.ts";
import { askFrame, type Sender } from "../browser/messages.ts";
import { changeSiteRules, readSiteRules } from "../browser/site-rules.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { WantedLine, type LineWanted, type PageMessage } from "../content/message.ts";
import { leaveMemory } from "../features/sites/site-rules.ts";
import { keptPage } from "../features/page-memory/kept-page.ts";

/** A worker that a page has just woken needs a moment for its link. */
const patience = 3000;

/** A call does not wait longer for the words around its number, in milliseconds. */
const forWords = 300;

type Shown = Extract<PageMessage, { type: "numbers.shown" }>["numbers"];
type Line = NonNullable<v.InferOutput<typeof WantedLine>>;

/** What the frames of a page tell is gathered for so long, in milliseconds: with thousands of frames a page could keep the companion from hearing anything else. */
const gathering = 300;
const gathered = new Map<string, ShownNumber[]>();

/** Has it kept that a page shows these numbers. Which page that is, the browser says and not the page. */
export async function keepShown(companion: Companion, shown: Shown, sender: Sender): Promise<null> {
  const page = keptPage(sender, await readSiteRules());
  if (page === null) return null;
  const numbers = shown.map(({ number, ...line }) => ({ number, words: wordsOf(line) }));
  const others = gathered.get(page.url);
  if (others === undefined) setTimeout(() => void keep(companion, page), gathering);
  gathered.set(page.url, [...(others ?? []), ...numbers].slice(0, mostOfPage));
  return null;
}

async function keep(companion: Companion, page: Readonly<{ url: string; title: string }>): Promise<void> {
  const numbers = gathered.get(page.url) ?? [];
  gathered.delete(page.url);
  if (await isWanted(companion)) await companion.request("pages.keep", { ...page, numbers }).catch(() => undefined);
}

/** From now on no page of that site is kept, and what is kept of it goes. */
export async function leaveSite(companion: Companion, site: string): Promise<null> {
  await changeSiteRules((rules) => leaveMemory(rules, site));
  if (site === "" || !(await whenReady(companion, patience))) return null;
  await companion.request("pages.forget", { site }).catch(() => undefined);
  // A site of which nothing is to be kept has no say in names either.
  await companion.request("pageNames.forgetFrom", { site }).catch(() => undefined);
  return null;
}

/** The words around a number that is called from a page; empty where nothing of that page is kept. */
export async function wordsToKeep(companion: Companion, line: Line | undefined, page: PageOfCall): Promise<string> {
  if (line === undefined || !(await isWanted(companion))) return "";
  return keptPage(page, await readSiteRules()) === null ? "" : wordsOf(line);
}

type PageOfCall = Pick<Sender, "url" | "title" | "isPrivate">;

/** The words around what the browser's own menu is about, in a frame, for a call that it starts. */
export async function wordsAtMenu(
  companion: Companion,
  of: LineWanted["of"],
  tab: Tab,
  frameId: number,
): Promise<string> {
  const { id, url = "", title = "", incognito: isPrivate } = tab;
  if (id === undefined || !(await isWanted(companion))) return "";
  const wanted: LineWanted = { type: "line.wanted", of };
  const line = v.safeParse(WantedLine, await askFrame(id, frameId, wanted, forWords));
  return wordsToKeep(companion, (line.success ? line.output : null) ?? undefined, { url, title, isPrivate });
}

async function isWanted(companion: Companion): Promise<boolean> {
  return (await whenReady(companion, patience)) && companion.state.value?.settings.values.rememberPages === true;
}

const wordsOf = ({ before, text, after }: Line): string => wordsAround(before, text, after);
