import type { SeenPage } from "@twp/shared/protocol/page-memory.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { language, t } from "../../texts.ts";
import { localeOf } from "../journal/entry-view.ts";
import { siteOf } from "../sites/site-rules.ts";
import { PageLink } from "./page-link.tsx";
import { whenSeen } from "./when-seen.ts";

/** The last pages on which one of these numbers was seen, but that one; nothing where there are none. */
export function SeenPages({ desk, numbers, but }: { desk: Desk; numbers: readonly string[]; but: string | null }) {
  const pages = useSeenPages(desk, numbers).filter(({ url }) => url !== but);
  if (pages.length === 0) return null;
  return (
    <section class="seen-pages" aria-label={t("page-memory:seen")} data-testid="seen-pages">
      <h3>{t("page-memory:seen")}</h3>
      <ul>
        {pages.map((page) => (
          <Seen key={page.url} page={page} />
        ))}
      </ul>
    </section>
  );
}

function Seen({ page: { url, title, words, seenAt } }: { page: SeenPage }) {
  const site = siteOf(url);
  const when = whenSeen(seenAt, Date.now(), localeOf(language.value, navigator.languages));
  return (
    <li>
      <PageLink url={url} title={title.trim() || site} />
      <p class="aid">{t("page-memory:site", { site, when })}</p>
      {words !== "" && (
        <p class="aid words" title={words}>
          {t("page-memory:words", { words })}
        </p>
      )}
    </li>
  );
}

/** Asked for once they are known: whoever is shown does not wait for it. */
function useSeenPages(desk: Desk, numbers: readonly string[]): readonly SeenPage[] {
  const pages = useSignal<readonly SeenPage[]>([]);
  useEffect(() => {
    let current = true;
    pages.value = [];
    // A caller can be called anything; what is longer is no number, and would be refused with all others.
    const asked = numbers.filter((number) => number !== "" && number.length <= 256);
    if (asked.length > 0)
      void desk.ask("pages.withNumbers", { numbers: asked }).then((found) => {
        if (current && found !== "failed") pages.value = found.pages;
      });
    return () => void (current = false);
  }, [numbers.join("\n")]);
  return pages.value;
}
