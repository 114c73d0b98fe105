import * as v from "valibot";
import { noSiteRules, SiteRules } from "../features/sites/site-rules.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { readStored, watchStored, writeStored } from "./storage.ts";

const key = "siteRules";

/** What the user has said of sites; nothing yet where what is stored cannot be read. */
export async function readSiteRules(): Promise<SiteRules> {
  const stored = v.safeParse(SiteRules, await readStored(key));
  return stored.success ? stored.output : noSiteRules;
}

/** Changes it; changes that come at once are made one after the other. */
export const changeSiteRules = oneAtATime(async (change: (rules: SiteRules) => SiteRules): Promise<void> => {
  await writeStored(key, change(await readSiteRules()));
});

/** Calls back when it is changed on any page. */
export function watchSiteRules(changed: () => void, signal: AbortSignal): void {
  watchStored(key, changed, signal);
}
