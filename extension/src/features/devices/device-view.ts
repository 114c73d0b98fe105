import { inBrowser, type CallDevice } from "@twp/shared/protocol/calls.ts";
import type { Devices, Telephone } from "@twp/shared/protocol/devices.ts";
import { t } from "../../texts.ts";
import { Headphones, House, Phone, Smartphone } from "../../ui/icons.ts";

/** The drawing of each kind of device. */
export const deviceIcons = { browser: Headphones, desk: Phone, mobile: Smartphone, home: House } as const;

/** What the user calls a device: its own name, or that of its kind. */
export function deviceName({ kind, name }: Pick<CallDevice, "kind" | "name">): string {
  return name.trim() || t(`devices:kind.${kind}`);
}

/** Every device, the browser first. */
export function allDevices({ telephones }: Devices): readonly CallDevice[] {
  return [inBrowser, ...telephones.map(({ id, kind, name }) => ({ id, kind, name }))];
}

/** A telephone that the user begins to write down. */
export function newTelephone(id: string): Telephone {
  return { id, kind: "desk", name: "", number: "", answersByItself: true, ringsAfter: null };
}

/** The list with one of its telephones a place further up. */
export function movedUp(telephones: readonly Telephone[], index: number): readonly Telephone[] {
  const [before, moved] = [telephones[index - 1], telephones[index]];
  if (before === undefined || moved === undefined) return telephones;
  return telephones.map((each, n) => (n === index - 1 ? moved : n === index ? before : each));
}
