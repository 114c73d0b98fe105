import { afterEach, expect, it } from "vitest";
import { startBaresip } from "../peers/baresip.ts";
import { openWindow, registered, startCompanion } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { until } from "../peers/process.ts";
import { startFirefox } from "./firefox.ts";
import { dial, press, showsCall } from "./page.ts";
import { shows, words } from "./words.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

it("the Firefox build pairs, calls baresip through Kamailio from the panel, and hangs up", async () => {
  const kamailio = await startKamailio();
  stops.push(kamailio.stop);
  const bob = await startBaresip({ user: "bob", port: kamailio.port });
  stops.push(bob.stop);
  const companion = await startCompanion({ user: "alice", port: kamailio.port });
  const window = await openWindow(companion);
  stops.push(companion.stop, window.close);
  await registered(window);
  const firefox = await startFirefox();
  stops.push(firefox.stop);
  await firefox.pair(companion);
  const options = await firefox.open("options/options.html");
  await shows(options, words("en", "sounds:device.none-told"), words("en", "sounds:microphone.volume"));
  const panel = await firefox.open("panel/panel.html");
  await until(() => window.state().sounds.holder, "the panel holds the sound");
  await dial(panel, "bob@uc.test");
  await showsCall(panel, "active");
  await until(() => bob.events().join("").includes("CALL_RTPESTAB"), "our sound arrives at baresip");
  await until(() => (window.state().calls[0]?.quality?.received ?? 0) > 20, "baresip's sound arrives");
  await press(panel, "hang-up");
  await until(() => /^BYE sip:/mu.test(bob.peer.output()), "BYE is on the wire");
  expect(window.state().calls[0]).toMatchObject({ end: "hung-up", codec: "PCMU" });
});
