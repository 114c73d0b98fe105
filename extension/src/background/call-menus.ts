import { effect } from "@preact/signals-core";
import { onMenuClick, showMenus } from "../browser/menus.ts";
import { openPanel } from "../browser/panel.ts";
import type { Companion } from "../companion/companion.ts";
import { t } from "../texts.ts";
import { dial } from "./dial.ts";
import { pageSource } from "./page-source.ts";

/** “Call …” on selected text and on telephone links, on every page, without access to it. */
export function offerMenus(companion: Companion): void {
  effect(() => {
    // `%s` is the browser's own place for the selected text.
    const selection = t("calls:menu.selection", { text: "%s" });
    const link = t("calls:menu.link");
    void showMenus([
      { id: "selection", title: selection, contexts: ["selection"] },
      { id: "link", title: link, contexts: ["link"] },
    ]);
  });
  onMenuClick(({ id, text, link, tab }) => {
    if (tab?.windowId !== undefined) openPanel(tab.windowId);
    const target = (id === "link" ? link : text).trim().slice(0, 256);
    const kind = id === "link" ? "page" : "selection";
    void dial(companion, target, pageSource(kind, tab?.url ?? "", tab?.title ?? ""));
  });
}
