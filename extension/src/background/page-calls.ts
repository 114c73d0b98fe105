import { numberKey } from "@twp/shared/dialling/same-number.ts";
import { initialState, type Params } from "@twp/shared/protocol/index.ts";
import { effect } from "@preact/signals-core";
import * as v from "valibot";
import { onPageMessage, tellPages, type Sender } from "../browser/messages.ts";
import { openPanel } from "../browser/panel.ts";
import { wishOfPanel } from "../browser/panel-wish.ts";
import { runInFrame } from "../browser/site-access.ts";
import { changeSiteRules, readSiteRules, watchSiteRules } from "../browser/site-rules.ts";
import { readStored, writeStored } from "../browser/storage.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { pageChanged, PageMessage, PageSettings } from "../content/message.ts";
import { keptPage } from "../features/page-memory/kept-page.ts";
import {
  disown,
  hasStrip,
  leave,
  marksOn,
  notNumbersOn,
  numbersOn,
  own,
  siteOf,
} from "../features/sites/site-rules.ts";
import { offerOwn } from "./call-menus.ts";
import { dial } from "./dial.ts";
import { numbersIn } from "./finding.ts";
import { aboutNumber } from "./known-number.ts";
import { learnedNumber } from "./learned-number.ts";
import { keepShown, leaveSite, wordsToKeep } from "./page-memory.ts";
import { learnNames } from "./page-names.ts";
import { pageSettings } from "./page-settings.ts";
import { pageSource } from "./page-source.ts";
import { noteSelecting } from "./selecting.ts";
import { answerStrip, forgetStrip } from "./strips.ts";

const key = "pageSettings";

/** Serves the content scripts: how to look for numbers, what is known of one, and calls for the ones the user clicks. */
export function answerPages(companion: Companion): void {
  onPageMessage((message, sender) => {
    const parsed = v.safeParse(PageMessage, message);
    return parsed.success ? answer(companion, parsed.output, sender) : null;
  });
  effect(() => {
    const settings = pageSettings(companion.state.value);
    if (settings !== null) void tellChange(settings);
  });
  watchSiteRules(() => void tellPages(pageChanged), new AbortController().signal);
}

function answer(companion: Companion, message: PageMessage, sender: Sender): Promise<unknown> {
  switch (message.type) {
    case "page.opened":
      if (sender.frameId === 0) noteSelecting(sender.tabId, false);
      forgetStrip(sender);
      return settingsFor(sender);
    case "numbers.sought":
      return numbersIn(message, sender.tabId);
    case "number.clicked":
      return call(companion, message, sender);
    case "numbers.shown":
      return keepShown(companion, message.numbers, sender);
    case "names.wanted":
      return readNames(sender);
    case "names.read":
      return learnNames(companion, message.claims, sender);
    case "number.asked":
      return aboutNumber(companion, message.number, message.text);
    case "message.wanted":
    case "contact.wanted":
      return leaveWish(companion, message, sender);
    case "selection.made":
      offerOwn(message.offers);
      noteSelecting(sender.tabId, message.selects);
      return Promise.resolve(null);
    case "number.owned":
      return changeSiteRules((rules) => own(rules, siteOf(sender.url), learnedNumber(companion, message.text)));
    case "number.disowned":
      return changeSiteRules((rules) => disown(rules, siteOf(sender.url), message.number));
    case "site.left":
      return changeSiteRules((rules) => leave(rules, siteOf(sender.url)));
    case "memory.left":
      return leaveSite(companion, siteOf(sender.url));
    case "key.pressed":
      return press(companion, message, sender);
    case "strip.wanted":
    case "strip.standing":
    case "strip.ticket":
      return answerStrip(message, sender, async () => (await settingsFor(sender))?.strip != null);
  }
}

type Clicked = Extract<PageMessage, { type: "number.clicked" }>;

async function call(companion: Companion, clicked: Clicked, sender: Sender): Promise<null> {
  const { target, device, url, title, line } = clicked;
  openPanel(sender.windowId);
  const words = await wordsToKeep(companion, line, sender);
  await dial(companion, target, pageSource("page", { url, title, isPrivate: sender.isPrivate }, words), device);
  return null;
}

type Wished = Extract<PageMessage, { type: "message.wanted" | "contact.wanted" }>;

/** For the panel, in the spelling in which the panel may know that number already. */
async function leaveWish({ state }: Companion, message: Wished, { windowId }: Sender): Promise<null> {
  openPanel(windowId);
  const { messages, dialling } = state.value ?? initialState;
  const key = numberKey(message.number, dialling);
  const written = messages.find((each) => numberKey(each.number, dialling) === key);
  if (message.type === "message.wanted")
    await wishOfPanel(windowId, { kind: "message", number: written?.number ?? key });
  else await wishOfPanel(windowId, { kind: "contact", number: message.number, before: message.before });
  return null;
}

/** What comes of it the companion tells in its own way. */
async function press(companion: Companion, { chord, selection }: Params<"hotkeys.press">, sender: Sender) {
  openPanel(sender.windowId);
  if (await whenReady(companion, 3000))
    await companion.request("hotkeys.press", { chord, selection }).catch(() => undefined);
  return null;
}

/** What was known last, so that a page which opens while the companion is away is served too; with what the user has said of this site. */
async function settingsFor(sender: Sender): Promise<PageSettings | null> {
  const site = siteOf(sender.url);
  const [stored, rules] = await Promise.all([readStored(key), readSiteRules()]);
  const known = v.safeParse(PageSettings, stored);
  if (!known.success) return null;
  const highlight = known.output.highlight && marksOn(rules, site);
  const strip = hasStrip(rules, site) ? known.output.strip : null;
  const [notNumbers, numbers] = [[...notNumbersOn(rules, site)], [...numbersOn(rules, site)]];
  const isKept = keptPage(sender, rules) !== null;
  const [remember, names] = [known.output.remember && isKept, known.output.names && isKept];
  const words = { ...known.output.words, ...(!remember && !names && { leaveMemory: "" }) };
  return { ...known.output, highlight, remember, names, strip, notNumbers, numbers, words };
}

/** A page's own word that names are wanted is not enough. */
async function readNames(sender: Sender): Promise<void> {
  if ((await settingsFor(sender))?.names === true) await runInFrame(sender, "names");
}

async function tellChange(settings: PageSettings): Promise<void> {
  const before = JSON.stringify(await readStored(key));
  if (before === JSON.stringify(settings)) return;
  await writeStored(key, settings);
  await tellPages(pageChanged);
}
