import { effect, signal } from "@preact/signals-core";
import { onMenuClick, onOtherTab, showMenus, type Menu, type MenuClick } from "../browser/menus.ts";
import { openPanel } from "../browser/panel.ts";
import { changeSiteRules } from "../browser/site-rules.ts";
import type { Companion } from "../companion/companion.ts";
import { own, siteOf } from "../features/sites/site-rules.ts";
import { t } from "../texts.ts";
import { dial } from "./dial.ts";
import { learnedNumber } from "./learned-number.ts";
import { wordsAtMenu } from "./page-memory.ts";
import { pageOf, pageSource } from "./page-source.ts";

/** “Call …” on selected text and on telephone links, on every page, without access to it; “This is a number” where a page says that it may be. */
export function offerMenus(companion: Companion): void {
  effect(() => {
    // `%s` is the browser's own place for the selected text.
    const selection = t("calls:menu.selection", { text: "%s" });
    const link = t("calls:menu.link");
    const lines: readonly Menu[] = [
      { id: "selection", title: selection, contexts: ["selection"] },
      { id: "link", title: link, contexts: ["link"] },
    ];
    const ownLine: Menu = { id: "own", title: t("marks:card.own"), contexts: ["selection"] };
    // Two lines, even if one is hidden, make a menu within the menu: whoever only wants to call shall have none.
    void showMenus(offersOwn.value ? [...lines, ownLine] : lines);
  });
  onOtherTab(() => offerOwn(false));
  onMenuClick((click) => (click.id === "own" ? ownNumber(companion, click) : void call(companion, click)));
}

const offersOwn = signal(false);

/** Whether the menu of selected text offers to say that it is a number. */
export function offerOwn(offers: boolean): void {
  offersOwn.value = offers;
}

async function call(companion: Companion, { id, text, link, frameId, tab }: MenuClick): Promise<void> {
  if (tab?.windowId !== undefined) openPanel(tab.windowId);
  const of = id === "link" ? "link" : "selection";
  const target = (of === "link" ? link : text).trim().slice(0, 256);
  const words = tab === undefined ? "" : await wordsAtMenu(companion, of, tab, frameId);
  await dial(companion, target, pageSource(of === "link" ? "page" : "selection", pageOf(tab), words));
}

/** The text and the site are the browser's own word; the page has none in it. */
function ownNumber(companion: Companion, { text, tab }: MenuClick): void {
  void changeSiteRules((rules) => own(rules, siteOf(tab?.url ?? ""), learnedNumber(companion, text)));
}
