import { hasMemory, siteOf, type SiteRules } from "../sites/site-rules.ts";
import { keptAddress } from "./kept-address.ts";

/** A tab, as the browser tells of it. */
type Tab = Readonly<{ url: string; title: string; isPrivate: boolean }>;

/** What is kept of the page in a tab; null of one that is private, not of the web, or of a site that the user has left out. */
export function keptPage({ url, title, isPrivate }: Tab, rules: SiteRules): { url: string; title: string } | null {
  const address = keptAddress(url);
  if (isPrivate || address === null || !hasMemory(rules, siteOf(address))) return null;
  return { url: address, title: title.slice(0, 300) };
}
