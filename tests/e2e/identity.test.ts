import type { Dialog, Headers, SipResponse } from "@twp/companion/src/srf/application.ts";
import { expect, it, onTestFinished } from "vitest";
import { openWindow, registered, startCompanion } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { startPhone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";
import { startChromium } from "./chromium.ts";
import { dial, press, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;

it("F124: a call that is put through shows first whom we called, then name and number of who is there, and who did it", async () => {
  const stops: (() => unknown)[] = [];
  onTestFinished(async () => {
    for (const stop of stops.toReversed()) await stop();
  });
  const kamailio = await startKamailio();
  stops.push(kamailio.stop);
  const [companion, chromium, switchboard] = await Promise.all([
    startCompanion({ user: "alice", port: kamailio.port }),
    startChromium(),
    startPhone({ user: "5012", proxy: `sip:127.0.0.1:${kamailio.port}`, bindings }),
  ]);
  const window = await openWindow(companion);
  stops.push(companion.stop, chromium.stop, switchboard.stop, window.close);
  await Promise.all([switchboard.register(), registered(window)]);
  await chromium.pair(companion);
  const panel = await chromium.openPanel();
  await dial(panel, "5012");
  await showsCall(panel, "active");
  await shows(panel, "5012");
  await hides(panel, en("calls:redirected-by", { name: "5012" }));

  // What a PBX does once its operator has put the call through.
  const call = await until(() => switchboard.answered[0], "the switchboard has answered");
  const { status } = await ask(call, "UPDATE", { "P-Asserted-Identity": '"Zoë Martin" <sip:5013@uc.test>' });
  expect(status).toBe(200);
  await shows(panel, "Zoë Martin", "5013", en("calls:redirected-by", { name: "5012" }));

  // An older one says it by a new offer, in an older header.
  const offer = { "Remote-Party-ID": '"Luc" <sip:5014@uc.test>;party=calling', "Content-Type": "application/sdp" };
  expect((await ask(call, "INVITE", offer, sdp)).status).toBe(200);
  await shows(panel, "Luc", "5014", en("calls:redirected-by", { name: "5012" }));
  await press(panel, "hang-up");
});

const sdp = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n";

function ask(call: Dialog, method: string, headers: Headers, body = ""): Promise<SipResponse> {
  return new Promise((resolve, reject) => {
    call.request({ method, body, headers: { Contact: call.local.contact, ...headers } }, (error, response) =>
      response ? resolve(response) : reject(new Error("not sent", { cause: error })),
    );
  });
}
