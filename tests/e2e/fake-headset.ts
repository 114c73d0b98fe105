import type { Page } from "puppeteer";
import { collectionsOf, descriptors } from "../../extension/src/features/headset/testing.ts";
import { until } from "../peers/process.ts";

/** What the fake does in its page, for the functions below. */
type Desk = Readonly<{
  allow: (allowed: boolean) => void;
  plug: (plugged: boolean) => void;
  press: (button: "hook" | "mute") => void;
  lamps: () => Record<string, boolean>;
  isOpen: () => boolean;
}>;

/**
 * A headset on a desk that is no real one: this system has no virtual HID devices (`/dev/uhid`). `navigator.hid` of one page is replaced
 * before its scripts run, by what WebHID says of a Poly Blackwire 3220 with its own report descriptor; all else is the built extension.
 * Like the real one it keeps the state of its hook, says yes to what it is told, and knows nothing of calls.
 */
function putOnDesk(collections: readonly unknown[]): void {
  const reports = { buttons: 8, mute: 9, offHook: 0x17, ring: 0x18 };
  const told = new Map<number, number>();
  let [allowed, plugged, hook] = [false, true, false];
  /** The other page's headset is the same. */
  const outside = globalThis as unknown as Record<"allowsHeadset" | "forgetsHeadset", () => Promise<void>>;
  const hid = new EventTarget();
  const device = Object.assign(new EventTarget(), {
    productName: "Blackwire 3220",
    collections,
    opened: false,
    async open() {
      device.opened = true;
    },
    async close() {
      device.opened = false;
    },
    async forget() {
      await outside.forgetsHeadset();
      allowed = false;
    },
    async sendReport(reportId: number, data: Uint8Array) {
      if (!plugged || !device.opened) throw new DOMException("away", "NotAllowedError");
      told.set(reportId, data[0] ?? 0);
      const lifted = told.get(reports.offHook) === 1;
      if (lifted === hook) return;
      hook = lifted;
      setTimeout(() => say(false), 5);
    },
  });
  const say = (mute: boolean): void => {
    if (!plugged || !device.opened) return;
    const data = new DataView(Uint8Array.of(Number(mute) | (Number(hook) << 1)).buffer);
    device.dispatchEvent(Object.assign(new Event("inputreport"), { reportId: reports.buttons, data }));
  };
  Object.assign(hid, {
    getDevices: async () => (allowed && plugged ? [device] : []),
    async requestDevice() {
      await outside.allowsHeadset();
      allowed = true;
      return [device];
    },
  });
  Object.defineProperty(navigator, "hid", { value: hid });
  const desk: Desk = {
    allow(now) {
      allowed = now;
      if (!now) device.opened = false;
    },
    plug(now) {
      plugged = now;
      if (!plugged) [device.opened, hook] = [false, false];
      told.clear();
      hid.dispatchEvent(new Event(plugged ? "connect" : "disconnect"));
    },
    press(button) {
      if (button === "hook") hook = !hook;
      say(button === "mute");
      if (button === "mute") say(false);
    },
    lamps: () => {
      const lit = (report: number): boolean => told.get(report) === 1;
      return { offHook: lit(reports.offHook), ring: lit(reports.ring), mute: lit(reports.mute) };
    },
    isOpen: () => device.opened,
  };
  Object.assign(globalThis, { desk });
}

/** The headset of one browser, whose page with the sound hears it. */
export type FakeHeadset = Readonly<{
  press: (button: "hook" | "mute") => Promise<void>;
  plug: (plugged: boolean) => Promise<void>;
  isOpen: () => Promise<boolean>;
  /** Waits until these lamps are lit, and no other. */
  shows: (...lamps: readonly ("offHook" | "ring" | "mute")[]) => Promise<void>;
  /** The browser's own question will be answered with yes in this page. */
  onDeskOf: (options: Page) => Promise<void>;
  /** The user has allowed it before. */
  allow: () => Promise<void>;
}>;

/** Puts a headset on the desk of a browser, before the page with the sound begins again. */
export async function fakeHeadset(soundPage: Page): Promise<FakeHeadset> {
  const collections = collectionsOf(descriptors.blackwire);
  await soundPage.evaluateOnNewDocument(putOnDesk, collections);
  await soundPage.reload();
  const pages = [soundPage];
  const askIn = <K extends keyof Desk>(page: Page, act: K, given: Parameters<Desk[K]>): Promise<ReturnType<Desk[K]>> =>
    page.evaluate(
      (act, given) => {
        const { desk } = globalThis as unknown as { desk: Record<string, (...given: unknown[]) => unknown> };
        return desk[act]?.(...given) as never;
      },
      act,
      given,
    );
  const ask = <K extends keyof Desk>(act: K, ...given: Parameters<Desk[K]>): Promise<ReturnType<Desk[K]>> =>
    askIn(soundPage, act, given);
  return {
    press: (button) => ask("press", button),
    plug: async (plugged) => void (await Promise.all(pages.map((page) => askIn(page, "plug", [plugged])))),
    isOpen: () => ask("isOpen"),
    allow: () => ask("allow", true),
    async shows(...lamps) {
      const wanted = JSON.stringify([...lamps].toSorted());
      const lit = async (): Promise<string> =>
        JSON.stringify(
          Object.entries(await ask("lamps"))
            .flatMap(([lamp, on]) => (on ? [lamp] : []))
            .toSorted(),
        );
      await until(async () => (await lit()) === wanted, `the lamps ${wanted} are lit`);
    },
    async onDeskOf(options) {
      await options.exposeFunction("allowsHeadset", () => ask("allow", true));
      await options.exposeFunction("forgetsHeadset", () => ask("allow", false));
      await options.evaluateOnNewDocument(putOnDesk, collections);
      await options.reload();
      pages.push(options);
    },
  };
}
