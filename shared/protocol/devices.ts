import * as v from "valibot";

/** The device that is the browser itself: microphone and speaker of the computer. */
export const browserDevice = "browser";

/** What kind of telephone it is (`devices:kind.<kind>`). */
export const telephoneKinds = ["desk", "mobile", "home"] as const;
export type TelephoneKind = (typeof telephoneKinds)[number];

/** More telephones than a person has. */
export const mostTelephones = 8;
/** A caller has given up by then, in seconds. */
export const longestWait = 120;

/** A telephone of the user's own. */
export const Telephone = v.strictObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.notValue(browserDevice)),
  kind: v.picklist(telephoneKinds),
  /** What the user calls it; empty for the name of its kind. */
  name: v.pipe(v.string(), v.maxLength(40)),
  /** A number, or a SIP address, as the user wrote it. */
  number: v.pipe(v.string(), v.maxLength(128)),
  /** It is asked to answer by itself when the user calls with it (RFC 5373). */
  answersByItself: v.boolean(),
  /** It rings for a caller after so many seconds; null for a telephone that does not. */
  ringsAfter: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longestWait))),
});
export type Telephone = v.InferOutput<typeof Telephone>;

/** The user's devices besides the browser, and the one to speak with. */
export const Devices = v.object({
  telephones: v.pipe(v.array(Telephone), v.maxLength(mostTelephones)),
  /** A telephone's id, or `browser`. */
  used: v.pipe(v.string(), v.maxLength(64)),
});
export type Devices = v.InferOutput<typeof Devices>;

export const defaultDevices: Devices = { telephones: [], used: browserDevice };

/** The telephone of that id; null for the browser, and for one that is there no more. */
export function telephoneOf({ telephones }: Pick<Devices, "telephones">, id: string): Telephone | null {
  return telephones.find((each) => each.id === id) ?? null;
}

export const devicesCommands = {
  /** The telephones, whole; their order is that of the list. */
  "devices.change": {
    params: v.strictObject({ telephones: Devices.entries.telephones }),
    result: v.null(),
  },
  /** From now on calls are made and answered with this one. Fails with `device-unknown`. */
  "devices.use": { params: v.strictObject({ device: Devices.entries.used }), result: v.null() },
} as const;

export const DevicesEvent = v.object({ type: v.literal("devices.changed"), devices: Devices });
export type DevicesEvent = v.InferOutput<typeof DevicesEvent>;

/** Folds one event into the devices. */
export function applyDevicesEvent(_devices: Devices, event: DevicesEvent): Devices {
  return event.devices;
}
