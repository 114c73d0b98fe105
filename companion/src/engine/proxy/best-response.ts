import { CHALLENGES } from "../message/challenges.ts";
import type { SipResponse } from "../message/message.ts";

/** These tell the caller how to ask better: they win over other 4xx (RFC 3261 section 16.7 step 6). */
const INSTRUCTIVE = new Set([401, 407, 415, 420, 484]);

/** Of several final failures the one to forward; undefined when there is none (section 16.7 steps 6 and 7). */
export function bestOf(responses: readonly SipResponse[]): SipResponse | undefined {
  const [best] = responses.toSorted((one, other) => rank(one.status) - rank(other.status));
  return best && CHALLENGES.has(best.status) ? withEveryChallenge(best, responses) : best;
}

/** A 6xx is final for everybody, then the lowest class counts; a 503 speaks of one server only. */
function rank(status: number): number {
  if (status >= 600) return 0;
  const instructive = INSTRUCTIVE.has(status) ? 0 : 1;
  return Math.floor(status / 100) * 10 + (status === 503 ? 2 : instructive);
}

/** The caller can answer every server that asked for credentials in one go. */
function withEveryChallenge(best: SipResponse, responses: readonly SipResponse[]): SipResponse {
  for (const response of responses) {
    const name = response === best ? undefined : CHALLENGES.get(response.status);
    if (name === undefined) continue;
    for (const challenge of response.headers.all(name)) best.headers.add(name, challenge);
  }
  return best;
}
