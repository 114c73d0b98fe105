import { useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";

/** One page of a list that is asked for, and where the next begins; null where it is the last. */
export type AskedPage<T> = Readonly<{ rows: readonly T[]; next: number | null }>;

/** Asks for a page from that place on (null: the first) of at most so many; `failed` where it did not come. */
export type AskPage<T> = (from: number | null, limit: number) => Promise<AskedPage<T> | "failed">;

/** A list that is asked for in pages. */
export type Pages<T> = Readonly<{
  /** What has come so far; null before the first page. */
  rows: readonly T[] | null;
  /** Asks for more; null where there is no more. */
  more: (() => Promise<void>) | null;
}>;

const pageSize = 30;
/** As many as one page of the wire may hold. */
const largestPage = 100;

/** Asks for the first page, and for as much as is shown again whenever a signal that `ask` reads before it waits has changed. */
export function usePages<T>(version: ReadonlySignal<unknown>, ask: AskPage<T>): Pages<T> {
  const page = useSignal<AskedPage<T> | null>(null);
  useSignalEffect(() => {
    let current = true;
    // Read, so that a change asks anew.
    void version.value;
    const limit = Math.min(largestPage, Math.max(pageSize, page.peek()?.rows.length ?? 0));
    void ask(null, limit).then((asked) => {
      if (current && asked !== "failed") page.value = asked;
    });
    return () => void (current = false);
  });
  const shown = page.value;
  const more = async (): Promise<void> => {
    if (shown === null) return;
    const asked = await ask(shown.next, pageSize);
    if (asked !== "failed" && page.peek() === shown) page.value = { ...asked, rows: [...shown.rows, ...asked.rows] };
  };
  return { rows: shown?.rows ?? null, more: shown === null || shown.next === null ? null : more };
}
