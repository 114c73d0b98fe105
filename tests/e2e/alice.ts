import type { Page } from "puppeteer";
import { openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { startSipp, type Sipp, type SippOptions } from "../peers/sipp.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { startDesktop, type Desktop } from "./desktop.ts";

/** Alice at her desk: her line is registered at a Kamailio, and her browser, on a desktop that shows notifications, has the panel open. */
export type Alice = Readonly<{
  desktop: Desktop;
  window: Window;
  chromium: Chromium;
  panel: Page;
  /** Laura Garcia calls her, or who the scenario of tests/sip/scenarios and its keys say. */
  isCalled: (scenario: string, keys?: SippOptions["keys"]) => Promise<Sipp>;
  stop: () => Promise<void>;
}>;

export async function startAlice(): Promise<Alice> {
  const [kamailio, desktop] = await Promise.all([startKamailio(), startDesktop()]);
  const [companion, chromium] = await Promise.all([
    startCompanion({ user: "alice", port: kamailio.port }),
    startChromium({ desktop }),
  ]);
  const window = await openWindow(companion);
  await registered(window);
  await chromium.pair(companion);
  return {
    desktop,
    window,
    chromium,
    panel: await chromium.openPanel(),
    isCalled: (scenario, keys = {}) => startSipp({ scenario, keys, port: kamailio.port, callee: "alice" }),
    async stop() {
      window.close();
      await chromium.stop();
      await companion.stop();
      await Promise.all([kamailio.stop(), desktop.stop()]);
    },
  };
}
