import type { LearnedName } from "@twp/shared/protocol/page-names.ts";
import { t } from "../../texts.ts";

/** Whose a site is stands at its end: of a longer name the beginning goes. */
const longestSite = 48;

/** Writing from the right would take the words around it along. */
const fromTheRight = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u;

/**
 * Who that is according to a page, with the site: the only words in which such a name is shown anywhere, so that no page passes for a directory. Of a
 * signature the site itself says nothing, only who has written there.
 */
export function learnedWords({ name, company, site, kind }: LearnedName): string {
  const who = [name, company].filter(Boolean).join(", ");
  const plain = fromTheRight.test(who) ? `\u2068${who}\u2069` : who;
  const shown = site.length > longestSite ? `…${site.slice(-longestSite)}` : site;
  return t(kind === "signature" ? "page-names:according-signature" : "page-names:according", {
    who: plain,
    site: shown,
  });
}
