import type { Candidate } from "./candidate.ts";
import { enough } from "./reasons.ts";
import { isTaken, type Verdict } from "./weigh.ts";

/** A candidate with its verdict. */
export type Judged = Readonly<{ candidate: Candidate; verdict: Verdict }>;

type Choice = Readonly<{ worth: number; chosen: readonly Judged[] }>;

const nothing: Choice = { worth: 0, chosen: [] };

/** Of candidates that share groups of one chain, the ones that are taken: together they weigh most, and fewer longer ones win over more. */
export function chooseAmong(judged: readonly Judged[], groups: number): readonly Judged[] {
  if (!judged.some(({ verdict }) => isTaken(verdict))) return [];
  const best: Choice[] = Array.from({ length: groups + 1 }, () => nothing);
  for (let from = groups - 1; from >= 0; from -= 1) {
    best[from] = best[from + 1] ?? nothing;
    for (const each of judged) {
      if (each.candidate.from !== from || !isTaken(each.verdict)) continue;
      const rest = best[each.candidate.to] ?? nothing;
      const worth = each.verdict.weight - enough + 0.01 * (each.candidate.to - from) + rest.worth;
      if (worth > (best[from]?.worth ?? 0)) best[from] = { worth, chosen: [each, ...rest.chosen] };
    }
  }
  return best[0]?.chosen ?? [];
}
