import type { CallSound } from "../sounds/ports.ts";

/** The sound of a device that is to take a call once somebody is there; there is one at most. Begins with none. */
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
    /** It is there: the call has it in place of the one before, which is closed. */
    replace(before: CallSound | null, sound: CallSound): CallSound {
      if (expected === sound) expected = null;
      if (before !== sound) before?.close();
      return sound;
    },
  };
}
