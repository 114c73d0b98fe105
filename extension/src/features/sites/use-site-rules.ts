import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { readSiteRules, watchSiteRules } from "../../browser/site-rules.ts";
import { noSiteRules, type SiteRules } from "./site-rules.ts";

/** What the user has said of sites, as it is now. */
export function useSiteRules(): SiteRules {
  const rules = useSignal(noSiteRules);
  useEffect(() => {
    const end = new AbortController();
    const look = (): void => void readSiteRules().then((read) => (rules.value = read));
    watchSiteRules(look, end.signal);
    look();
    return () => end.abort();
  }, []);
  return rules.value;
}
