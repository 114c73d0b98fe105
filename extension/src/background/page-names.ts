import type { Claim } from "@twp/shared/protocol/page-names.ts";
import type { Sender } from "../browser/messages.ts";
import { readSiteRules } from "../browser/site-rules.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { keptPage } from "../features/page-memory/kept-page.ts";
import { siteOf } from "../features/sites/site-rules.ts";

/** A worker that a page has just woken needs a moment for its link. */
const patience = 3000;

/**
 * Has it kept whose numbers a page says these are. Which page that is, the browser says and not the page; a frame of somebody else's in it would speak in
 * its name, and is not heard.
 */
export async function learnNames(companion: Companion, claims: readonly Claim[], sender: Sender): Promise<null> {
  const page = keptPage(sender, await readSiteRules());
  if (page === null || siteOf(sender.frameUrl) !== siteOf(sender.url) || !(await whenReady(companion, patience)))
    return null;
  if (companion.state.value?.settings.values.learnNames !== true) return null;
  await companion
    .request("pageNames.learn", { site: siteOf(page.url), url: page.url, claims: [...claims] })
    .catch(() => undefined);
  return null;
}
