import type { SoundDevice } from "../../browser/sound-devices.ts";

/** The device to use by its id, where an empty one is the system's choice; and the name of the chosen one where it is away. */
export type DeviceInUse = Readonly<{ id: string; missing: string | null }>;

/** Which device serves, given the one that was chosen and what is plugged in (null while that is not known). */
export function deviceInUse(chosen: SoundDevice | null, present: readonly SoundDevice[] | null): DeviceInUse {
  if (chosen === null) return { id: "", missing: null };
  if (present === null || isHidden(present)) return { id: chosen.id, missing: null };
  const found =
    present.find(({ id }) => id === chosen.id) ??
    // Browsers give a device another id after their data was cleared; its name stays.
    present.find(({ name }) => name !== "" && name === chosen.name);
  return found === undefined ? { id: "", missing: chosen.name } : { id: found.id, missing: null };
}

/** Before a permission browsers tell that there is something, and not what. */
function isHidden(present: readonly SoundDevice[]): boolean {
  return present.length > 0 && present.every(({ id }) => id === "");
}
