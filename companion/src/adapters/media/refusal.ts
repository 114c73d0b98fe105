import type { SoundRefusal } from "../../features/sounds/ports.ts";

/** Why a description cannot be used. */
export type Refusal = Readonly<{
  refused: Extract<SoundRefusal["reason"], "no-common-codec" | "not-encrypted" | "sound-failed">;
  why: string;
}>;
