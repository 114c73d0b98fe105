import type { SoundDevice } from "../../browser/sound-devices.ts";
import type { TextKey } from "../../texts.ts";
import { deviceInUse } from "./chosen-device.ts";

/** One line of the choice; `name` null is the system's own. */
export type DeviceOption = Readonly<{ id: string; name: string | null; away: boolean }>;

/** What the choice of a device shows. */
export type DeviceView = Readonly<{ value: string; options: readonly DeviceOption[]; aid: TextKey | null }>;

/** The system's own, what is plugged in, and the chosen one where it is away; and what there is to say about it. */
export function deviceView(chosen: SoundDevice | null, present: readonly SoundDevice[] | null): DeviceView {
  const { id, missing } = deviceInUse(chosen, present);
  const told = (present ?? []).filter((device) => device.id !== "");
  // Its own id where it is away, or where nothing is known: the user's choice stays what it is.
  const kept = chosen !== null && !told.some((device) => device.id === id);
  const options = [
    { id: "", name: null, away: false },
    ...told.map((device) => ({ ...device, away: false })),
    ...(kept ? [{ ...chosen, away: missing !== null }] : []),
  ];
  return { value: kept ? chosen.id : id, options, aid: aidFor(missing, present, told.length) };
}

function aidFor(missing: string | null, present: readonly SoundDevice[] | null, told: number): TextKey | null {
  if (missing !== null) return "sounds:device.away-aid";
  if (present === null || told > 0) return null;
  return present.length > 0 ? "sounds:device.hidden" : "sounds:device.none-told";
}
