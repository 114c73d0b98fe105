import type { Claim } from "@twp/shared/protocol/index.ts";

/** What a page said of a number, and when last; `key` is what the number's spellings have in common. */
export type KeptClaim = Readonly<
  Pick<Claim, "kind" | "name" | "company" | "title" | "email" | "numbers"> & {
    key: string;
    site: string;
    url: string;
    seenAt: number;
  }
>;

/** The claims at rest, never more than `limits`. Each throws `Failure("storage-failed")` where the disk does not obey. */
export type NameStore = Readonly<{
  /** Keeps what a page says now, one claim for each name that a site gives a number; nothing of a number that is refused. */
  keep: (claims: readonly KeptClaim[]) => void;
  of: (key: string) => readonly KeptClaim[];
  /** The claims of the numbers that were read last, so many of these. */
  recent: (numbers: number) => readonly KeptClaim[];
  /** Of how many numbers there are claims. */
  size: () => number;
  /** Forgets a number, and keeps no more of it. */
  refuse: (key: string) => void;
  forgetBefore: (time: number) => void;
  /** Forgets everything, refusals too, or what a site and all below it said; nothing of it is left in the file. */
  forget: (site: string | null) => void;
}>;
