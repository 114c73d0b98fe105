import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startBaresip } from "../peers/baresip.ts";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { obeyReferral, startPhone, type Phone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";
import { extensionUrl, startChromium } from "./chromium.ts";
import { dial, press, showsCall } from "./page.ts";

const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
/** Where a telephone system parks, gives back and lets pick up; each is a telephone here that takes note of who came. */
const codes = { parkNumber: "700", retrieveNumber: "701", pickUpNumber: "708", pickUpPrefix: "79" } as const;
const stops: (() => unknown)[] = [];
let window: Window;
let panel: Page;
let options: Page;
let system: Readonly<Record<"700" | "701" | "708" | "7912", Phone>>;
beforeAll(async () => {
  const kamailio = await startKamailio();
  stops.push(kamailio.stop);
  const telephone = async (user: string): Promise<Phone> => {
    const started = await startPhone({ user, proxy: `sip:127.0.0.1:${kamailio.port}`, bindings });
    stops.push(started.stop);
    await started.register();
    return started;
  };
  const [companion, chromium, marc] = await Promise.all([
    startCompanion({ user: "alice", port: kamailio.port }),
    startChromium(),
    startBaresip({ user: "5032", port: kamailio.port }),
  ]);
  window = await openWindow(companion);
  stops.push(companion.stop, chromium.stop, marc.stop, window.close);
  const [park, retrieve, group, one] = await Promise.all(["700", "701", "708", "7912"].map(telephone));
  system = { "700": park!, "701": retrieve!, "708": group!, "7912": one! };
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
  options = await chromium.page(extensionUrl("options/options.html"));
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

it("without codes there is nothing to press", async () => {
  await panel.waitForSelector('[data-testid="preferences"]');
  expect(await panel.$$('[data-testid="pick-up"], [data-testid="retrieve"]')).toEqual([]);
});

it("codes are written down once, in the preferences", async () => {
  await (await options.waitForSelector("details.more:has(input[name=parkNumber]) > summary"))?.click();
  for (const [name, code] of Object.entries(codes)) await options.type(`input[name="${name}"]`, code);
  await press(options, "save-codes");
  await until(() => window.state().settings.values.pickUpPrefix === codes.pickUpPrefix, "they are saved");
  expect(window.state().settings.values).toMatchObject(codes);
});

it("a call is parked by one button, and taken back by another", async () => {
  const somebody = await startedColleague();
  await dial(panel, "5033");
  await showsCall(panel, "active");
  const call = await until(() => somebody.answered[0], "the colleague has answered");
  obeyReferral(somebody, call);
  await press(panel, "transfer");
  await press(panel, "park");
  await until(() => system["700"].answered[0], "the colleague is parked");
  await until(() => window.state().calls.every(({ end }) => end !== null), "we are out of it");
  expect(window.state().calls[0]?.end).toBe("transferred");
  await press(panel, "retrieve");
  await until(() => system["701"].answered[0], "the system is asked for it");
});

it("a call that rings in the group is picked up by one button", async () => {
  await press(panel, "pick-up");
  await until(() => system["708"].answered[0], "the system is asked for it");
  await showsCall(panel, "active");
});

it("a call that rings at one colleague's is picked up from their card", async () => {
  await window.ask("contacts.save", { id: null, name: "Zoé Martin", company: "", numbers: ["12"] });
  await (await panel.waitForSelector('[data-testid="dial-field"]'))?.type("zoe");
  // The list of contacts gives way to who is found.
  await panel.waitForSelector('[data-testid="found"] [data-name="Zoé Martin"]');
  await press(panel, "open-card");
  await press(panel, "pick-up-from");
  await until(() => system["7912"].answered[0], "the system is asked for that one");
});

async function startedColleague(): Promise<Phone> {
  const { servers } = window.state().account;
  const started = await startPhone({ user: "5033", proxy: `sip:${servers[0]}`, bindings });
  stops.push(started.stop);
  await started.register();
  return started;
}
