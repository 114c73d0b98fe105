import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { startBaresip, type Baresip, type BaresipOptions } from "../peers/baresip.ts";
import { makeAuthority } from "../peers/certificates.ts";
import { openWindow, registered, startCompanion, untouchedMicrophone, type Window } from "../peers/companion.ts";
import { kamailioDomain, startWideKamailio } from "../peers/kamailio.ts";
import { scratchFolder } from "../peers/process.ts";
import { toneFile } from "../peers/tone.ts";
import { startChromium, type Chromium } from "./chromium.ts";

/** The tone that we say. */
export const ours = 440;

/** Alice's line over TLS at a Kamailio, and her browser with the panel open, which says a tone. */
export type OverTls = Readonly<{
  /** Of the Kamailio, in the clear: for the others. */
  port: number;
  /** Where the companion keeps what it keeps. */
  home: string;
  window: Window;
  chromium: Chromium;
  panel: Page;
  /** Starts a telephone that answers and speaks a tone. */
  phone: (options: Omit<BaresipOptions, "port">) => Promise<Baresip>;
}>;

/** Starts all of it; `stops`, run from the last to the first, end it. */
export async function startOverTls(stops: (() => unknown)[]): Promise<OverTls> {
  const { folder, remove } = await scratchFolder();
  stops.push(remove);
  const authority = await makeAuthority(folder, "authority");
  const certificate = await authority.issue([`URI:sip:${kamailioDomain}`, "IP:127.0.0.1"]);
  const { port, tlsPort, stop } = await startWideKamailio(certificate);
  stops.push(stop);
  const microphone = join(folder, "microphone.wav");
  await writeFile(microphone, toneFile(ours, 60, 48_000));
  const server = { servers: [`127.0.0.1:${tlsPort}`], transport: "tls", authorities: authority.file } as const;
  const companion = await startCompanion({ user: "alice", port: tlsPort, ...server });
  stops.push(companion.stop);
  const window = await openWindow(companion);
  stops.push(window.close);
  const chromium = await startChromium({ microphone });
  stops.push(chromium.stop);
  await registered(window);
  await chromium.pair(companion);
  await window.ask("settings.change", untouchedMicrophone);
  return {
    port,
    home: companion.folder,
    window,
    chromium,
    panel: await chromium.openPanel(),
    async phone(options) {
      const started = await startBaresip({ ...options, port });
      stops.push(started.stop);
      return started;
    },
  };
}
