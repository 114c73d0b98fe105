import { mostOfPage } from "@twp/shared/protocol/index.ts";

const day = 24 * 60 * 60 * 1000;

/**
 * How much is kept. Who comes back to a page does so soon; of a number that stands on every page of a site, a few are enough. One site cannot
 * push out all others, whatever it claims.
 */
export const limits = { ofNumber: 5, ofPage: mostOfPage, ofSite: 5000, ofAll: 20_000, days: 180 } as const;
export type Limits = Readonly<Record<keyof typeof limits, number>>;

/** What was seen before that time is forgotten (milliseconds since the epoch). */
export function forgottenBefore(now: number, { days }: Limits = limits): number {
  return now - days * day;
}
