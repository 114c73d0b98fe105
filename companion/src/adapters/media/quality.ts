import type { Quality } from "@twp/shared/protocol/calls.ts";
import type { ReceptionReport } from "./rtcp.ts";

type Counts = Pick<Quality, "received" | "lost" | "jitter">;

/** How a session sounds, for people: what arrives here, and what the peer tells of what arrives there. */
export type QualityWatch = Readonly<{
  /** What has arrived so far; asked once a second. */
  take: (counts: Counts) => Quality;
  /** The peer's report about us, which came `now`; `sentAt` is when our report left that it names (both milliseconds of one clock). */
  hear: (report: ReceptionReport, sentAt: number | null, now: number) => void;
}>;

/** Losses are counted over so many seconds: an hour of good sound must not hide a bad minute, nor a bad minute stay for an hour. */
const span = 10;

/** Begins with nothing known. */
export function watchQuality(): QualityWatch {
  const past: Counts[] = [{ received: 0, lost: 0, jitter: 0 }];
  let roundTrip: number | null = null;
  let farLoss: number | null = null;
  return {
    take(counts) {
      const since = past.length >= span ? past.shift() : past[0];
      past.push(counts);
      return { ...counts, loss: lossBetween(since ?? counts, counts), roundTrip, farLoss };
    },
    hear({ fraction, delay }, sentAt, now) {
      farLoss = fraction / 256;
      // RFC 3550 section 6.4.1: what is left of the time between our report and its answer, without the peer's own delay.
      if (sentAt !== null) roundTrip = Math.max(0, Math.round(now - sentAt - delay));
    },
  };
}

function lossBetween(before: Counts, now: Counts): number {
  const lost = Math.max(0, now.lost - before.lost);
  const due = now.received - before.received + lost;
  return due <= 0 ? 0 : lost / due;
}
