import type { Page } from "puppeteer";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startBaresip } from "../peers/baresip.ts";
import { openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio, type Kamailio, type KamailioOption } from "../peers/kamailio.ts";
import { startPhone, type Phone } from "../peers/phone.ts";
import { startChromium } from "./chromium.ts";
import { dial, press, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
let stops: (() => unknown)[];
beforeEach(() => void (stops = []));
afterEach(async () => {
  for (const stop of stops.toReversed()) await stop();
});

async function alice(
  options: readonly KamailioOption[],
): Promise<Readonly<{ kamailio: Kamailio; window: Window; panel: Page }>> {
  const kamailio = await startKamailio(undefined, options);
  stops.push(kamailio.stop);
  const [companion, chromium] = await Promise.all([
    startCompanion({ user: "alice", port: kamailio.port }),
    startChromium(),
  ]);
  const window = await openWindow(companion);
  stops.push(companion.stop, chromium.stop, window.close);
  await registered(window);
  await chromium.pair(companion);
  return { kamailio, window, panel: await chromium.openPanel() };
}

async function telephone(user: string, { port }: Kamailio): Promise<Phone> {
  const started = await startPhone({ user, proxy: `sip:127.0.0.1:${port}`, bindings });
  stops.push(started.stop);
  await started.register();
  return started;
}

it("who was busy is waited for, told of when free, and called by one button", async () => {
  const { kamailio, window, panel } = await alice(["PRESENCE"]);
  const marc = await startBaresip({ user: "5012", port: kamailio.port, mostCalls: 1 });
  stops.push(marc.stop);
  const other = await telephone("5013", kamailio);
  const talk = await other.call("5012");
  await dial(panel, "5012");
  await shows(panel, en("calls:end.busy"));
  await press(panel, "recall-when-free");
  await shows(panel, en("recalls:waiting", { name: "5012" }));
  // Kamailio has told by then that he is in a call.
  talk.destroy(() => undefined);
  await shows(panel, en("recalls:free", { name: "5012" }));
  await press(panel, "recall");
  await showsCall(panel, "active");
  await hides(panel, en("recalls:free", { name: "5012" }));
  expect(window.state().recalls).toEqual([]);
  await press(panel, "hang-up");
});

it("where the server tells nothing, it is said, and taken away by one button", async () => {
  const { kamailio, panel } = await alice([]);
  const marc = await startBaresip({ user: "5012", port: kamailio.port, mostCalls: 1 });
  stops.push(marc.stop);
  const other = await telephone("5013", kamailio);
  await other.call("5012");
  await dial(panel, "5012");
  await shows(panel, en("calls:end.busy"));
  await press(panel, "recall-when-free");
  await shows(panel, en("recalls:unknowable", { name: "5012" }));
  await press(panel, "cancel-recall");
  await hides(panel, en("recalls:unknowable", { name: "5012" }));
});
