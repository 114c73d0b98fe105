import * as v from "valibot";
import { onStripMessage, tellTab, type Sender } from "../browser/messages.ts";
import { openPage } from "../browser/pages.ts";
import { openPanel } from "../browser/panel.ts";
import { wishOfPanel } from "../browser/panel-wish.ts";
import { runInFrame } from "../browser/site-access.ts";
import { changeSiteRules } from "../browser/site-rules.ts";
import { revealStrip, StripMessage, type PageMessage } from "../content/message.ts";
import { stripPage } from "../content/edge/strip-words.ts";
import { leaveStrip, siteOf } from "../features/sites/site-rules.ts";
import { StripTickets } from "./strip-tickets.ts";

const tickets = new StripTickets(Date.now, () => crypto.randomUUID());
/** The tabs whose page has a strip to reveal now; not where it is revealed already. */
const waiting = new Set<number>();

type OfStrip = Extract<PageMessage, { type: `strip.${string}` }>;

/** What the strip of a page asks for; only the page itself has one, and no frame in it. `allowed`: does the user want one there? */
export async function answerStrip(message: OfStrip, sender: Sender, allowed: () => Promise<boolean>): Promise<unknown> {
  if (sender.frameId !== 0) return null;
  switch (message.type) {
    case "strip.wanted":
      return runInFrame(sender, "strip");
    case "strip.standing":
      waiting[message.state === "line" ? "add" : "delete"](sender.tabId);
      return null;
    case "strip.ticket":
      return (await allowed()) ? tickets.give(sender.tabId) : null;
  }
}

/** A page that has just loaded has no strip yet, whatever was there before. */
export function forgetStrip({ tabId, frameId }: Sender): void {
  if (frameId === 0) waiting.delete(tabId);
}

/** Hears the pages in the strips' frames. */
export function admitStrips(): void {
  onStripMessage(stripPage, (message, sender) => {
    const parsed = v.safeParse(StripMessage, message);
    if (!parsed.success) return null;
    switch (parsed.output.type) {
      case "strip.claimed":
        return Promise.resolve(tickets.take(parsed.output.ticket, sender.tabId));
      case "strip.beside":
        openPanel(sender.windowId);
        return null;
      case "strip.carried":
        return wishOfPanel(sender.windowId, { kind: "call", number: parsed.output.number });
      case "strip.opens":
        return openPage(parsed.output.page);
      case "strip.left":
        return changeSiteRules((rules) => leaveStrip(rules, siteOf(sender.url)));
    }
  });
}

/** Opens the panel: at the edge of the page where it waits there, else beside the page, as a second press does. Within the user's gesture. */
export function openPanelOrStrip(tabId: number | undefined, windowId: number): void {
  if (tabId === undefined || !waiting.has(tabId)) return openPanel(windowId);
  // Where the page is gone there is no gesture left for the panel; the next press finds no strip any more.
  void tellTab(tabId, revealStrip).then((revealed) => revealed !== true && waiting.delete(tabId));
}
