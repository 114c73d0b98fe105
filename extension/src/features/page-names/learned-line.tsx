import type { LearnedName } from "@twp/shared/protocol/page-names.ts";
import { learnedWords } from "./learned-words.ts";

/** Who that is according to a page. It is never cut: where it was read stands at its end. */
export function LearnedLine({
  learned,
  look,
}: {
  learned: LearnedName | null | undefined;
  look: "number" | "facts" | "aid";
}) {
  if (learned === null || learned === undefined) return null;
  const words = learnedWords(learned);
  return look === "facts" ? (
    <span class="facts learned" data-testid="learned">
      {words}
    </span>
  ) : (
    <p class={look} data-testid="learned">
      {words}
    </p>
  );
}
