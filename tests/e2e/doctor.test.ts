import { chromeExtensionId } from "@twp/shared/protocol/extension-id.ts";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startBaresip } from "../peers/baresip.ts";
import { openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { until } from "../peers/process.ts";
import { extensionUrl, startChromium } from "./chromium.ts";
import { dial, press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const callee = "0199001234";
const stops: (() => unknown)[] = [];
let window: Window;
let panel: Page;
let doctor: Page;
let stopCompanion: () => Promise<void>;
beforeAll(async () => {
  const kamailio = await startKamailio();
  stops.push(kamailio.stop);
  const [companion, chromium, bob] = await Promise.all([
    startCompanion({ user: "alice", port: kamailio.port }),
    startChromium(),
    startBaresip({ user: "5012", port: kamailio.port }),
  ]);
  stopCompanion = companion.stop;
  window = await openWindow(companion);
  stops.push(companion.stop, chromium.stop, bob.stop, window.close);
  await registered(window);
  await chromium.pair(companion);
  const clipboard = { permission: { name: "clipboard-read" }, state: "granted" } as const;
  await chromium.browser.defaultBrowserContext().setPermission(`chrome-extension://${chromeExtensionId}`, clipboard);
  panel = await chromium.openPanel();
  doctor = await chromium.page(extensionUrl("doctor/doctor.html"));
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const verdicts = () =>
  doctor.$$eval("[data-verdict]", (all) =>
    Object.fromEntries(
      all.map((each) => [each.getAttribute("data-testid")?.replace("check-", ""), each.getAttribute("data-verdict")]),
    ),
  );

/** What stands on the rungs of the newest call, unfolded by a click. */
async function rungs(): Promise<readonly string[]> {
  await (await doctor.waitForSelector('[data-testid="examined-call"]:first-of-type > summary'))?.click();
  await doctor.waitForSelector('[data-testid="ladder"]');
  return doctor.$$eval('[data-testid="examined-call"]:first-of-type [data-testid="rung"] summary', (all) =>
    all.map((each) => `${each.querySelector("code")?.textContent}: ${each.querySelector(".means")?.textContent}`),
  );
}

it("N8: all is well, and says so", async () => {
  await until(async () => Object.values(await verdicts()).filter((each) => each === "ok").length >= 7, "all is well");
  // Kamailio does not tell the time.
  expect(await verdicts()).toMatchObject({
    companion: "ok",
    line: "ok",
    "sound-engine": "ok",
    microphone: "ok",
    clock: "unknown",
  });
});

it("N8: a call that came about has a ladder from its first message to its last, in plain words", async () => {
  await dial(panel, "5012");
  await showsCall(panel, "active");
  await press(panel, "hang-up");
  await until(() => window.state().calls.every(({ end }) => end !== null), "it is over");
  await shows(doctor, en("calls:end.hung-up"));
  const ladder = await rungs();
  expect(ladder[0]).toBe("INVITE: This computer: wants to speak, or to change the call");
  expect(ladder).toContain("407 Proxy Authentication Required: Server: wants to know who we are");
  expect(ladder.some((each) => /^200 .*: Server: answered$/u.test(each))).toBe(true);
  expect(ladder.at(-2)).toBe("BYE: This computer: hangs up");
  expect(ladder.at(-1)).toMatch(/^200 .*: Server: agrees$/u);
});

it("N8: the report can be copied, and names nobody", async () => {
  await dial(panel, callee);
  await until(() => window.state().calls.some(({ end }) => end === "not-found"), "nobody has the number");
  await doctor.bringToFront();
  await shows(doctor, en("calls:end.not-found"));
  await press(doctor, "copy-report");
  await shows(doctor, en("doctor:copied"));
  const report = await doctor.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain("(not-found)");
  expect(report).toMatch(/<- udp 127\.0\.0\.1:\d+\n {4}SIP\/2\.0 404 /u);
  expect(report).not.toMatch(/pw-alice|199001234|response="[0-9a-f]{32}"|sip:alice@/u);
});

it("N8: without a companion says what to do, and what is not known then", async () => {
  await stopCompanion();
  await until(async () => (await verdicts())["companion"] === "bad", "it is missing");
  expect(await verdicts()).toMatchObject({ companion: "bad", line: "unknown", "sound-engine": "unknown" });
  await shows(doctor, en("doctor:companion.searching"));
});
