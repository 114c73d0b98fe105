import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { leaveNoCall, registered, startWithWindow, type Window } from "../peers/companion.ts";
import { startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { until } from "../peers/process.ts";
import { startSipp, type Sipp } from "../peers/sipp.ts";

let kamailio: Kamailio;
let window: Window;
let sipp: Sipp;
const stops: Array<() => unknown> = [];
beforeAll(async () => {
  kamailio = await startKamailio();
  window = await startWithWindow({ user: "alice", port: kamailio.port }, stops);
  await registered(window);
});
afterEach(async () => {
  await sipp.stop();
  await leaveNoCall(window);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
  await kamailio.stop();
});

/** Laura Garcia calls; whom the reception had sent on in the first of these scenarios. */
async function isCalled(scenario: string): Promise<void> {
  sipp = await startSipp({ scenario, port: kamailio.port, callee: "alice" });
}

const header = async (name: string): Promise<string | undefined> =>
  new RegExp(`^SIP/2.0 302[^]*?^${name}: (.*?)\\r?$`, "mu").exec(await sipp.messages())?.[1];

it.each([
  ["01 99 00 12 34", "+33199001234", "<sip:+33199001234@uc.test>"],
  ["*98", "*98", "<sip:*98@uc.test>"],
  ["desk 7@uc.test", null, null],
  ["desk@uc.test", "desk@uc.test", "<sip:desk@uc.test>"],
])("a caller is sent to %s through Kamailio, by whom stands beside it", async (number, shown, contact) => {
  await window.ask("settings.change", { forward: "number", forwardNumber: number });
  await isCalled("caller-rings-and-is-sent-on-with-302");
  const callId = await until(() => window.state().calls.find(({ state }) => state === "offered")?.id, "she calls");
  const asked = window.ask("calls.forward", { callId });
  if (contact === null) return expect(asked).rejects.toThrow("number-not-dialable");
  await asked;
  expect(await sipp.passed).toBe(true);
  expect(await header("Contact")).toBe(contact);
  expect(await header("Diversion")).toBe(
    '<sip:alice@uc.test>;reason=deflection;counter=1, "Reception" <sip:100@uc.test>;reason=no-answer;counter=1',
  );
  expect(window.state().calls[0]).toMatchObject({ end: "forwarded", forwardedTo: shown });
});

it("while nobody is to be disturbed a caller hears busy and not one ring, and is listed as missed", async () => {
  await window.ask("settings.change", { doNotDisturb: true });
  await isCalled("caller-hears-busy-at-once-with-486");
  expect(await sipp.passed).toBe(true);
  expect(await sipp.messages()).not.toContain("SIP/2.0 180");
  await until(() => window.state().calls[0]?.end === "missed", "she is listed");
  expect(window.state().sounds.tone).toBe("none");
  await window.ask("settings.change", { doNotDisturb: false });
});
