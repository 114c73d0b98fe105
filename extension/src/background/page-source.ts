import type { CallSource } from "@twp/shared/protocol/calls.ts";
import type { Tab } from "../browser/keys.ts";
import { keptAddress } from "../features/page-memory/kept-address.ts";

/** The page a call is made from, as the browser or our own script in it tells of it. */
export type SourcePage = Readonly<{ url: string; title: string; isPrivate: boolean }>;

/**
 * The page a call was made from, as far as it leads back, cut to what the wire takes; and the words around the number where those are kept. Of a
 * private window nothing is told.
 */
export function pageSource(kind: "page" | "selection", { url, title, isPrivate }: SourcePage, words = ""): CallSource {
  if (isPrivate) return { kind, url: "", title: "" };
  return { kind, url: keptAddress(url) ?? "", title: title.slice(0, 300), ...(words !== "" && { words }) };
}

/** The page in a tab. */
export const pageOf = (tab: Tab | undefined): SourcePage => ({
  url: tab?.url ?? "",
  title: tab?.title ?? "",
  isPrivate: tab?.incognito === true,
});
