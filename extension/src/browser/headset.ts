import { signal, type ReadonlySignal } from "@preact/signals-core";
import * as v from "valibot";
import browser from "webextension-polyfill";
import { tellOwnPages } from "./own-pages.ts";

/** The page of a headset's buttons and of a telephone's (HID Usage Tables, section 14). */
const telephony = 0x0b;

const Changed = v.object({ type: v.literal("headsets.changed") });

/** Whether this browser lets an extension hear a headset's buttons (WebHID). */
export const hearsButtons = (): boolean => navigator.hid !== undefined;

/** A headset whose buttons the user has allowed, while it is plugged in; the same object as long as it is. */
export type Headset = Pick<HIDDevice, "productName" | "collections"> &
  Readonly<{
    /** Whether the system lets us: where it does not, another program has the headset to itself, or the user has no right to it. */
    canOpen: () => Promise<boolean>;
    /** Hears its reports and returns what writes to it; null where it cannot be opened. Closes with `end`. */
    open: (heard: (reportId: number, data: DataView) => void, end: AbortSignal) => Promise<Write | null>;
    /** The user takes the permission back. */
    forget: () => Promise<void>;
  }>;

/** Writes one report; whoever is plugged out meanwhile has not got it. */
export type Write = (reportId: number, data: Uint8Array<ArrayBuffer>) => void;

/** Follows which headsets are allowed and plugged in, also when another page of ours has asked; `look` is for the page that asks itself. */
export function followHeadsets(
  end: AbortSignal,
): Readonly<{ present: ReadonlySignal<readonly Headset[]>; look: () => void }> {
  const present = signal<readonly Headset[]>([]);
  const known = new Map<HIDDevice, Headset>();
  const look = (): void => {
    void devices().then((all) => {
      for (const device of known.keys()) if (!all.includes(device)) known.delete(device);
      for (const device of all) if (!known.has(device)) known.set(device, headsetOf(device));
      if (!end.aborted) present.value = [...known.values()];
    });
  };
  for (const type of ["connect", "disconnect"]) navigator.hid?.addEventListener(type, look, { signal: end });
  const listener = (message: unknown): void => {
    if (v.is(Changed, message)) look();
  };
  browser.runtime.onMessage.addListener(listener);
  end.addEventListener("abort", () => browser.runtime.onMessage.removeListener(listener));
  look();
  return { present, look };
}

async function devices(): Promise<readonly HIDDevice[]> {
  const all = (await navigator.hid?.getDevices().catch(() => [])) ?? [];
  return all.filter(({ collections }) => collections.some(({ usagePage }) => usagePage === telephony));
}

/** Shows the browser's question which headset to allow; it needs a click. Nothing is chosen where the user closes it. */
export async function askHeadset(): Promise<void> {
  await navigator.hid?.requestDevice({ filters: [{ usagePage: telephony }] }).catch(() => undefined);
  tellChange();
}

const tellChange = (): void => tellOwnPages({ type: "headsets.changed" } satisfies v.InferOutput<typeof Changed>);

function headsetOf(device: HIDDevice): Headset {
  // A device refuses to open while it still opens or closes: each waits for the one before.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const done = turn.then(job);
    turn = done.catch(() => undefined);
    return done;
  };
  const close = (): Promise<void> => device.close().catch(() => undefined);
  const opens = (): Promise<boolean> =>
    device.open().then(
      () => true,
      () => false,
    );
  return {
    productName: device.productName,
    collections: device.collections,
    canOpen: () =>
      inTurn(async () => {
        if (device.opened) return true;
        const opened = await opens();
        if (opened) await close();
        return opened;
      }),
    open: (heard, end) =>
      inTurn(async () => {
        if (end.aborted || !(await opens())) return null;
        if (end.aborted) return close().then(() => null);
        end.addEventListener("abort", () => void inTurn(close));
        device.addEventListener("inputreport", ({ reportId, data }) => heard(reportId, data), { signal: end });
        return (reportId, data) => void device.sendReport(reportId, data).catch(() => undefined);
      }),
    async forget() {
      await device.forget();
      tellChange();
    },
  };
}
