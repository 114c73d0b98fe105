import type { RegistrationReason } from "@twp/shared/protocol/index.ts";
import { RegistrationRefusal, type OpenLine, type Way } from "./ports.ts";

/** When each way that failed has rested; by its place among the ways. */
export type Resting = ReadonlyMap<number, number>;

/** How the ways to the registrar answered, in the order they were tried; the last one alone may have succeeded. */
export type Tried = Readonly<{
  resting: Resting;
  /** The way that is registered now, and for how many seconds; null where none is. */
  granted: Readonly<{ way: number; seconds: number }> | null;
  /** Why not; null where one is. */
  reason: RegistrationReason | null;
}>;

/** How long a way that failed comes last, in milliseconds: then the line goes back to it. */
export const restOfWay = 60_000;

/** No other server would say anything else: the account itself is refused. */
const final: ReadonlySet<RegistrationReason> = new Set(["wrong-password", "unknown-user"]);
/** Somebody may stand between us and the server: what was meant to be secret must not go on in the open. */
const suspicious: ReadonlySet<RegistrationReason> = new Set([
  "certificate-untrusted",
  "certificate-expired",
  "certificate-name",
  "tls-failed",
]);

/** The ways in the order they should be tried: the user's, those that still rest behind the others. */
export function orderOfWays(count: number, resting: Resting, now: number): readonly number[] {
  const all = Array.from({ length: count }, (_, way) => way);
  const rests = (way: number): boolean => (resting.get(way) ?? 0) > now;
  return [...all.filter((way) => !rests(way)), ...all.filter(rests)];
}

/** Whether a way may still be tried after others failed for these reasons. */
export function mayTry(way: Way, reasons: readonly RegistrationReason[]): boolean {
  if (reasons.some((reason) => final.has(reason))) return false;
  return way.secure || !reasons.some((reason) => suspicious.has(reason));
}

/** What to tell of several failures: the first that says more than that nobody answered. */
export function tellingReason(reasons: readonly RegistrationReason[]): RegistrationReason {
  return reasons.find((reason) => reason !== "server-unreachable") ?? "server-unreachable";
}

/** Registers through the first way that answers. Never rejects. */
export async function registerAlong(line: OpenLine, before: Resting, now: () => number): Promise<Tried> {
  const resting = new Map(before);
  const reasons: RegistrationReason[] = [];
  for (const way of orderOfWays(line.ways.length, before, now())) {
    const candidate = line.ways[way];
    if (candidate === undefined || !mayTry(candidate, reasons)) continue;
    try {
      const seconds = await line.register(way, line.ways.length > 1);
      resting.delete(way);
      return { resting, granted: { way, seconds }, reason: null };
    } catch (error) {
      reasons.push(reasonOf(error));
      resting.set(way, now() + restOfWay);
    }
  }
  return { resting, granted: null, reason: tellingReason(reasons) };
}

/** Why a line could not be opened or registered. */
export function reasonOf(error: unknown): RegistrationReason {
  return error instanceof RegistrationRefusal ? error.reason : "server-unreachable";
}
