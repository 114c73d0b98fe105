import { browserDevice, Failure, telephoneOf, type Devices, type devicesCommands } from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Commands, Document } from "../ports.ts";

/** The user's devices, and which of them is spoken with. */
export type DevicesFeature = Readonly<{ commands: Commands<keyof typeof devicesCommands>; value: () => Devices }>;

/** Begins with the stored devices and tells the windows. */
export function createDevices(document: Document<Devices>, publish: Publish): DevicesFeature {
  const tell = (): null => {
    publish({ type: "devices.changed", devices: document.value() });
    return null;
  };
  tell();
  return {
    value: document.value,
    commands: {
      async "devices.change"({ telephones }) {
        await document.change(({ used }) => ({ telephones, used: usable(telephones, used) }));
        return tell();
      },
      async "devices.use"({ device }) {
        if (usable(document.value().telephones, device) !== device) throw new Failure("device-unknown");
        await document.change((devices) => ({ ...devices, used: usable(devices.telephones, device) }));
        return tell();
      },
    },
  };
}

/** The device of that id, or the browser where it is there no more. */
function usable(telephones: Devices["telephones"], id: string): string {
  return telephoneOf({ telephones }, id)?.id ?? browserDevice;
}
