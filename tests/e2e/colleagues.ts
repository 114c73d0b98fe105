import type { Page } from "puppeteer";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import { openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { startChromium, type Chromium } from "./chromium.ts";

/** Alice's line at a Kamailio, her browser with the panel open, and two colleagues' telephones, which answer and speak a tone each. */
export type Colleagues = Readonly<{
  /** Of the Kamailio. */
  port: number;
  sophie: Baresip;
  marc: Baresip;
  window: Window;
  chromium: Chromium;
  panel: Page;
}>;

/** By their numbers and the tones they speak. */
export const sophies = { user: "5021", tone: 700 } as const;
export const marcs = { user: "5022", tone: 1100 } as const;

/** Starts all of them; `stops`, run from the last to the first, end them. */
export async function startColleagues(stops: (() => unknown)[]): Promise<Colleagues> {
  const kamailio = await startKamailio();
  const { port } = kamailio;
  stops.push(kamailio.stop);
  const [companion, chromium, sophie, marc] = await Promise.all([
    startCompanion({ user: "alice", port }),
    startChromium(),
    startBaresip({ ...sophies, port, mostCalls: 2 }),
    startBaresip({ ...marcs, port, mostCalls: 2 }),
  ]);
  const window = await openWindow(companion);
  stops.push(sophie.stop, marc.stop, companion.stop, window.close, chromium.stop);
  await registered(window);
  await chromium.pair(companion);
  return { port, sophie, marc, window, chromium, panel: await chromium.openPanel() };
}
