import type { SeenPage } from "@twp/shared/protocol/index.ts";

/** A page that the user had before them, and the numbers it showed by what their spellings have in common. */
export type ShownPage = Readonly<{
  url: string;
  site: string;
  title: string;
  seenAt: number;
  numbers: readonly Readonly<{ key: string; words: string }>[];
}>;

/** The pages at rest; never more than `limits`, of what is too much the oldest goes. Each throws `Failure("storage-failed")` where the disk does not obey. */
export type PageStore = Readonly<{
  keep: (page: ShownPage) => void;
  /** The pages with one of these numbers, the last first. */
  with: (keys: readonly string[], most: number) => SeenPage[];
  /** How many pages there are, and how many numbers on them. */
  count: () => { pages: number; numbers: number };
  /** Forgets what was seen before that time. */
  forgetBefore: (time: number) => void;
  /** Forgets all pages, or those of a site and all below it; nothing of them is left in the file. */
  forget: (site: string | null) => void;
}>;
