import type { CallSound } from "../sounds/ports.ts";

/** The sound of a device that is to take a call once somebody is there; there is one at most. */
export type Expected = ReturnType<typeof createExpected>;

/** Begins with none. */
export function createExpected() {
  let expected: CallSound | null = null;
  return {
    is: (sound: CallSound) => expected === sound,
    /** Waits for that one, and for the one before no more. */
    wait(next: CallSound): void {
      expected?.close();
      expected = next;
    },
    /** Waits for none: it rings no more. */
    drop(): void {
      const dropped = expected;
      expected = null;
      dropped?.close();
    },
    /** It is there, and the call has it. */
    take(sound: CallSound): void {
      if (expected === sound) expected = null;
    },
  };
}
