import type { KeyNews } from "@twp/shared/protocol/index.ts";
import type { Clock } from "../ports.ts";

/** What no window has shown after so many milliseconds is forgotten: it may be a text that was selected elsewhere. */
export const newsKept = 60_000;

/** News without the id that tells one from another. */
export type Leaving = KeyNews extends infer N ? (N extends KeyNews ? Omit<N, "id"> : never) : never;

/** The last thing a key has left for a window to show. */
export type LeftNews = Readonly<{
  now: () => KeyNews | null;
  leave: (next: Leaving) => void;
  /** A window has shown it. */
  seen: (id: string) => void;
}>;

/** Begins with nothing; `changed` is called whenever it is another. */
export function createNews({ clock, newId }: { clock: Clock; newId: () => string }, changed: () => void): LeftNews {
  let news: KeyNews | null = null;
  const set = (next: KeyNews | null): void => {
    news = next;
    changed();
  };
  const seen = (id: string): void => void (news?.id === id && set(null));
  return {
    now: () => news,
    seen,
    leave(next) {
      const id = newId();
      set({ ...next, id });
      clock.after(newsKept, () => seen(id));
    },
  };
}
