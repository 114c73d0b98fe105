import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startChromium } from "./chromium.ts";
import { startDesktop, type Desktop } from "./desktop.ts";

const stops: (() => unknown)[] = [];
let desktop: Desktop;
let window: Window;
beforeAll(async () => {
  const [started, companion] = await Promise.all([startDesktop(), startCompanion()]);
  desktop = started;
  stops.push(desktop.stop, companion.stop);
  const chromium = await startChromium({ desktop });
  window = await openWindow(companion);
  stops.push(chromium.stop, window.close);
  await registered(window);
  await window.ask("contacts.save", { id: null, name: "Marc Icksemelle", company: "", numbers: ["0199001236"] });
  await window.ask("contacts.save", { id: null, name: "Anna Becker", company: "", numbers: ["5013", "5014"] });
  await chromium.pair(companion);
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** Types behind our keyword in the address bar. */
async function typeThere(text: string): Promise<void> {
  await desktop.keys("ctrl+l");
  await desktop.xdotool("type", "--delay", "40", "tel ");
  await desktop.xdotool("type", "--delay", "40", text);
  // The list comes from the companion.
  await new Promise((resolve) => setTimeout(resolve, 800));
}

const called = (target: string): Promise<unknown> =>
  until(() => window.state().calls.at(-1)?.dialled?.target === target, `${target} is called`);

it("a number behind the keyword in the address bar is called", async () => {
  await typeThere("01 99 00 12 34");
  await desktop.keys("Return");
  await called("+33199001234");
  expect(window.state().calls.at(-1)?.dialled?.source).toEqual({ kind: "address-bar" });
});

it("a name that means one number calls it, and one of several is chosen from the list", async () => {
  await typeThere("icks");
  await desktop.keys("Return");
  await called("+33199001236");
  await leaveNoCall(window);
  await typeThere("becker");
  await desktop.keys("Down", "Down", "Return");
  await called("5014");
});

it("a name that means nobody, or several, calls nobody and says so", async () => {
  await typeThere("becker");
  await desktop.keys("Return");
  await until(() => desktop.notes().includes("several people"), "it is said");
  expect(window.state().calls).toEqual([]);
});
