import type { Settings } from "@twp/shared/protocol/settings.ts";

export const codeNames = ["parkNumber", "retrieveNumber", "pickUpNumber", "pickUpPrefix"] as const;

/** What the telephone system wants dialled; an empty one it does not have. */
export type Codes = Pick<Settings, (typeof codeNames)[number]>;

/** The codes among the settings. */
export function codesOf({ parkNumber, retrieveNumber, pickUpNumber, pickUpPrefix }: Settings): Codes {
  return { parkNumber, retrieveNumber, pickUpNumber, pickUpPrefix };
}
