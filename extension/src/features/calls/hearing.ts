import type { Codec, Quality } from "@twp/shared/protocol/calls.ts";

/** How the sound is, in words a listener would use, and what it comes from where it is not good. */
export type Hearing =
  | Readonly<{ grade: "good" }>
  | Readonly<{ grade: "fair" | "poor"; because: "loss" | "far-loss" | "jitter" | "delay" }>;

/**
 * From where on each is heard. One in a hundred packets lost is noticed by few, one in twenty by all; jitter beyond what the buffer takes is
 * lost as well; of a delay people begin to talk over each other (ITU-T G.114: 400 ms one way is the limit, noticed from 150 on).
 */
const limits = {
  loss: { fair: 0.01, poor: 0.05 },
  "far-loss": { fair: 0.01, poor: 0.05 },
  jitter: { fair: 30, poor: 60 },
  delay: { fair: 300, poor: 800 },
} as const;

/** The worst of what is known decides; of two that are as bad, the first of the table. */
export function hearing({ loss, farLoss, jitter, roundTrip }: Quality): Hearing {
  const measured = { loss, "far-loss": farLoss ?? 0, jitter, delay: roundTrip ?? 0 };
  for (const grade of ["poor", "fair"] as const)
    for (const because of ["loss", "far-loss", "jitter", "delay"] as const)
      if (measured[because] > limits[because][grade]) return { grade, because };
  return { grade: "good" };
}

/** What people call the codecs. */
export const codecNames: Readonly<Record<Codec, string>> = {
  opus: "Opus",
  G722: "G.722",
  PCMA: "G.711 A",
  PCMU: "G.711 µ",
};
