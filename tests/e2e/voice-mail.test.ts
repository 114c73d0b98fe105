import { systemClock } from "@twp/companion/src/adapters/system/clock.ts";
import { Publication } from "@twp/companion/src/srf/publisher.ts";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBaresip } from "../peers/baresip.ts";
import { openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { kamailioDomain, startKamailio } from "../peers/kamailio.ts";
import { startPhone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";
import { startChromium } from "./chromium.ts";
import { press, showsCall } from "./page.ts";
import { wordsIn } from "./words.ts";

const en = wordsIn("en");
const mailbox = { user: "5021", tone: 700 } as const;
const stops: (() => unknown)[] = [];
let window: Window;
let panel: Page;
let published: Publication;
beforeAll(async () => {
  const kamailio = await startKamailio(undefined, ["PRESENCE"]);
  const { port } = kamailio;
  stops.push(kamailio.stop);
  const [companion, chromium, baresip, phone] = await Promise.all([
    startCompanion({ user: "alice", port }),
    startChromium(),
    startBaresip({ ...mailbox, port }),
    startPhone({
      user: "alice",
      proxy: `sip:127.0.0.1:${port};transport=udp`,
      bindings: [{ transport: "udp", host: "127.0.0.1", port: 0 }],
    }),
  ]);
  window = await openWindow(companion);
  published = new Publication(
    {
      uri: `sip:alice@${kamailioDomain}`,
      event: "message-summary",
      contentType: "application/simple-message-summary",
    },
    { identity: phone.identity, clock: systemClock, chance: Math.random },
    () => undefined,
  );
  stops.push(phone.stop, baresip.stop, companion.stop, window.close, chromium.stop, () => published.stop());
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const mark = '[data-testid="call-voice-mail"]';
const summary = (waiting: string, counts: string): string =>
  `Messages-Waiting: ${waiting}\r\nMessage-Account: sip:${mailbox.user}@${kamailioDomain}\r\nVoice-Message: ${counts}\r\n`;

describe("voice mail at a PBX", () => {
  it("is marked in the panel with the number of new messages", async () => {
    published.publish(summary("yes", "2/8 (0/0)"));
    await until(() => window.state().voiceMail.fresh === 2, "the companion is told");
    expect(window.state().voiceMail).toEqual({
      waiting: true,
      fresh: 2,
      old: 8,
      number: mailbox.user,
      box: null,
      imap: null,
    });
    await panel.waitForSelector(mark);
    const label = await panel.$eval(mark, (button) => button.getAttribute("aria-label"));
    expect(label).toContain(en("voice-mail:new_other").replace("{{count}}", "2"));
  });

  it("is called by one click on the mark", async () => {
    await press(panel, "call-voice-mail");
    await showsCall(panel, "active");
    expect(window.state().calls.map(({ peer }) => peer.number)).toEqual([mailbox.user]);
    await press(panel, "hang-up");
    await showsCall(panel, "ended");
  });

  it("is marked no longer once the messages were heard", async () => {
    published.publish(summary("no", "0/10 (0/0)"));
    await panel.waitForSelector(mark, { hidden: true });
  });
});
