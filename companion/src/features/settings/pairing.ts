import type { RefusalCode } from "@twp/shared/protocol/index.ts";

/** A code on the screen that lets one browser in: six digits, two minutes, five tries. */
export type OpenCode = Readonly<{ code: string; until: number; tries: number }>;

/** The door as a value: the code that is open, and how often somebody knocked wrongly of late. */
export type Door = Readonly<{ open: OpenCode | null; failures: number; closedUntil: number }>;

export const shutDoor: Door = { open: null, failures: 0, closedUntil: 0 };

const codeLives = 120_000;
const mostTries = 5;
/** Ten wrong knocks close the door for a minute: a million codes then take months, not minutes. */
const mostFailures = 10;
const lockOut = 60_000;

/** Opens a code; the one before is void. */
export function openCode(door: Door, code: string, now: number): Door {
  return { ...door, open: { code, until: now + codeLives, tries: 0 } };
}

/** Seconds until the door opens again, or 0 while it is open. */
export function lockedFor(door: Door, now: number): number {
  return Math.max(0, Math.ceil((door.closedUntil - now) / 1000));
}

/** The door after a wrong token or code. */
export function afterFailure(door: Door, now: number): Door {
  const failures = door.failures + 1;
  return failures >= mostFailures ? { ...door, failures: 0, closedUntil: now + lockOut } : { ...door, failures };
}

/** Tries a code; a right one is spent, five wrong ones end it. */
export function tryCode(door: Door, code: string, now: number): Readonly<{ door: Door; refusal: RefusalCode | null }> {
  if (lockedFor(door, now) > 0) return { door, refusal: "locked-out" };
  if (door.open === null) return { door: afterFailure(door, now), refusal: "no-code-open" };
  if (now > door.open.until) return { door: { ...door, open: null }, refusal: "code-expired" };
  if (door.open.code === code) return { door: shutDoor, refusal: null };
  const tries = door.open.tries + 1;
  const open = tries >= mostTries ? null : { ...door.open, tries };
  return { door: afterFailure({ ...door, open }, now), refusal: "code-wrong" };
}
