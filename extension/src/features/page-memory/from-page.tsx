import type { CallSource } from "@twp/shared/protocol/calls.ts";
import { t } from "../../texts.ts";
import { PageLink } from "./page-link.tsx";

/** The page that a call was started from, and the words around its number. */
export function FromPage({ source, look }: { source: CallSource | null; look: "aid" | "number" }) {
  if (source === null || !("url" in source) || source.url + source.title === "") return null;
  return (
    <>
      <p class={look} data-testid="from-page">
        <PageLink url={source.url} title={t("journal:from-page", { title: source.title || source.url })} />
      </p>
      {source.words !== undefined && (
        <p class={look} data-testid="words">
          {t("page-memory:words", { words: source.words })}
        </p>
      )}
    </>
  );
}
