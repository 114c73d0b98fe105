import { createSocket } from "node:dgram";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "puppeteer";
import { chromeOutput, extensionUrl, startChromium, type Chromium } from "../e2e/chromium.ts";
import { dial, servePage } from "../e2e/page.ts";
import { startBaresip } from "../peers/baresip.ts";
import {
  openWindow,
  registered,
  startCompanionIn,
  writeAccount,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { toneFile } from "../peers/tone.ts";
import { figureOf, report, type Figure } from "./figures.ts";
import { contentScriptSlices } from "./slices.ts";
import { followUp, inviteFrom, preciseNow, plainSdp, startSipPeer, type SipPeer } from "./sip-peer.ts";

const rounds = 60;
const figures: Figure[] = [];
const { folder, remove } = await scratchFolder();
const peer = await startSipPeer();
const home = join(folder, "home");
await writeAccount(home, { user: "alice", port: peer.port });

// --- the companion alone: how fast it is ready, and how much it holds ---

/** Resident memory of a process in MB. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1]) / 1024;
}

/** Processor time a process has used, all its threads together, in milliseconds (100 ticks a second). */
async function processorTime(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const starts: number[] = [];
const resident: number[] = [];
for (let round = 0; round <= 5; round += 1) {
  const begun = preciseNow();
  const companion = await startCompanionIn(home, { TWP_LOG: "" });
  const ready = preciseNow() - begun;
  const window = await openWindow(companion);
  await registered(window);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  // The first start fills the compile cache; every later one is what a user has.
  if (round > 0) {
    starts.push(ready);
    resident.push(await residentMegabytes(companion.peer.child.pid ?? 0));
  }
  window.close();
  await companion.stop();
}
const bob = await startBaresip({ user: "bob", port: peer.port, domain: "127.0.0.1" });
const baresipResident = await residentMegabytes(bob.peer.child.pid ?? 0);
figures.push(figureOf("companion ready after launch", "ms", starts, { p50: 700 }));
figures.push(
  figureOf(
    "resident with one registered line",
    "MB",
    resident,
    { p50: 130 },
    { name: "baresip", samples: [baresipResident] },
  ),
);

// --- with a browser ---

const microphone = join(folder, "microphone.wav");
await writeFile(microphone, toneFile(440, 60, 48_000));
const companion: CompanionProcess = await startCompanionIn(home, { TWP_LOG: "" });
const window: Window = await openWindow(companion);
await registered(window);
const chromium: Chromium = await startChromium({ microphone });
await chromium.pair(companion);
const panel = await chromium.openPanel();
await panel.waitForSelector('[data-testid="dial-field"]');
await until(() => window.state().sounds.holder, "the sound is linked");

/** Waits until no call is left, taking ended cards away. */
async function clean(): Promise<void> {
  await until(() => window.state().calls.every((call) => call.state === "ended"), "calls are over");
  for (const call of window.state().calls)
    await window.ask("calls.dismiss", { callId: call.id }).catch(() => undefined);
}

/** The moment of the next trusted click in the panel, by the same clock as ours. */
function nextClick(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        document.addEventListener(
          "click",
          (event) => {
            if (event.target instanceof Element && event.target.closest(wanted))
              resolve(performance.timeOrigin + performance.now());
          },
          { capture: true, once: true },
        );
      }),
    selector,
  );
}

const clickToInvite: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  await (await panel.waitForSelector('[data-testid="dial-field"]'))?.type("5020");
  const button = await panel.waitForSelector('[data-testid="dial"]:not([disabled])');
  const [invite, clicked] = [peer.next(/^INVITE /u), nextClick(panel, '[data-testid="dial"]')];
  await button?.click();
  const heard = await invite;
  clickToInvite.push(heard.at - (await clicked));
  peer.answer(heard, "486 Busy Here");
  await clean();
}
const baresipInvite: number[] = [];
for (let round = 0; round < 20; round += 1) {
  const invite = peer.next(/^INVITE /u);
  const begun = preciseNow();
  bob.command("dial", "sip:5020@127.0.0.1");
  const heard = await invite;
  baresipInvite.push(heard.at - begun);
  peer.answer(heard, "486 Busy Here");
  await new Promise((resolve) => setTimeout(resolve, 60));
}
await bob.stop();
figures.push(
  figureOf(
    "click in the panel → INVITE on the wire",
    "ms",
    clickToInvite,
    { p50: 5, p99: 25 },
    { name: "baresip by its control port", samples: baresipInvite },
  ),
);

/** Watches for a call in that state; the returned promise gives the moment at which the panel has painted it. */
async function watchPaint(page: Page, state: string): Promise<() => Promise<number>> {
  await page.evaluate((wanted) => {
    const painted = new Promise<number>((resolve) => {
      const look = (): void => {
        if (document.querySelector(`[data-testid="call"][data-state="${wanted}"]`) === null) return;
        observer.disconnect();
        // The frame after the one that holds the change has begun: the change is on the screen.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    });
    Object.assign(globalThis, { painted });
  }, state);
  return () => page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted);
}

const inviteToCard: number[] = [];
const answerOut: number[] = [];
const answerIn: number[] = [];
const soundPage = await chromium.soundPage();
for (let round = 1; round <= rounds / 2; round += 1) {
  const rtp = createSocket("udp4");
  await new Promise<void>((resolve) => rtp.bind(0, "127.0.0.1", resolve));
  const rtpPort = rtp.address().port;
  const [card, ringing] = [await watchPaint(panel, "offered"), peer.next(/^SIP\/2\.0 180/u)];
  const sent = peer.send(inviteFrom(peer.port, round, rtpPort));
  inviteToCard.push((await card()) - sent);
  await ringing;
  await answerRound(peer, panel, soundPage, rtp, round);
  rtp.close();
  await clean();
}

async function answerRound(
  from: SipPeer,
  page: Page,
  listening: Page,
  rtp: ReturnType<typeof createSocket>,
  round: number,
): Promise<void> {
  const answered = from.next(/^SIP\/2\.0 200 OK/u);
  const firstOut = new Promise<number>((resolve) => void rtp.once("message", () => resolve(preciseNow())));
  const firstIn = listening.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const { twpSound } = globalThis as unknown as { twpSound: { level: () => number } };
        const look = setInterval(() => {
          if (twpSound.level() < -50) return;
          clearInterval(look);
          resolve(performance.timeOrigin + performance.now());
        }, 4);
      }),
  );
  const clicked = nextClick(page, '[data-testid="answer"]');
  await (await page.waitForSelector('[data-testid="answer"]'))?.click();
  const ok = await answered;
  const tag = /^to:.*;tag=([^\r\n;]+)/imu.exec(ok.text)?.[1] ?? "";
  const target = Number(/m=audio (\d+)/u.exec(ok.text)?.[1]);
  from.send(followUp("ACK", from.port, round, tag));
  const stopTone = sendTone(rtp, target);
  const begun = await clicked;
  answerOut.push((await firstOut) - begun);
  answerIn.push((await firstIn) - begun);
  stopTone();
  const bye = from.next(/^SIP\/2\.0 200 OK/u);
  from.send(followUp("BYE", from.port, round, tag));
  await bye;
}

/** Sends a loud tone as PCMU packets until it is stopped. */
function sendTone(rtp: ReturnType<typeof createSocket>, port: number): () => void {
  let sequence = 0;
  const send = (): void => {
    const packet = Buffer.alloc(172);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt16BE(sequence, 2);
    packet.writeUInt32BE(sequence * 160, 4);
    packet.writeUInt32BE(4242, 8);
    // A square wave of 1000 Hz: four samples up, four down, at a quarter of full scale in µ-law.
    for (let n = 0; n < 160; n += 1) packet.writeUInt8(n % 8 < 4 ? 0xa0 : 0x20, 12 + n);
    rtp.send(packet, port, "127.0.0.1");
    sequence += 1;
  };
  send();
  const timer = setInterval(send, 20);
  return () => clearInterval(timer);
}
figures.push(figureOf("INVITE in → call card painted", "ms", inviteToCard, { p50: 50 }));
figures.push(figureOf("answer → first packet to the peer", "ms", answerOut, { p99: 150 }));
figures.push(figureOf("answer → peer's first sound in the page", "ms", answerIn, { p99: 150 }));

// --- one call with sound ---

const rtp = createSocket("udp4");
await new Promise<void>((resolve) => rtp.bind(0, "127.0.0.1", resolve));
const invited = peer.next(/^INVITE /u);
await dial(panel, "5020");
const invitation = await invited;
const media = Number(/m=audio (\d+)/u.exec(invitation.text)?.[1]);
const contact = `Contact: <sip:5020@127.0.0.1:${peer.port}>`;
peer.answer(invitation, "200 OK", [contact, "Content-Type: application/sdp"], plainSdp(rtp.address().port));
await until(() => window.state().calls.at(-1)?.state === "active", "the call is active");
const silence = sendTone(rtp, media);
await new Promise((resolve) => setTimeout(resolve, 2000));
const shares: number[] = [];
for (let second = 0; second < 10; second += 1) {
  const [used, begun] = [await processorTime(companion.peer.child.pid ?? 0), preciseNow()];
  await new Promise((resolve) => setTimeout(resolve, 1000));
  shares.push(((await processorTime(companion.peer.child.pid ?? 0)) - used) / (preciseNow() - begun));
}
const mean = (shares.reduce((sum, share) => sum + share, 0) / shares.length) * 100;
figures.push(figureOf("one call with sound, of a core", "%", [mean], { p50: 6 }));
silence();
rtp.close();
const ending = peer.next(/^BYE /u);
await window.ask("calls.hangUp", { callId: window.state().calls.at(-1)?.id ?? "" });
peer.answer(await ending, "200 OK");

// --- the panel: its size, and how soon it is seen ---

/** The script a page loads before it can show anything: its own, and all that is imported without being asked for later. */
async function scriptBytes(page: string): Promise<number> {
  const html = await readFile(join(chromeOutput, page), "utf8");
  const seen = new Set<string>();
  const visit = async (file: string): Promise<void> => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = await readFile(join(chromeOutput, "assets", file), "utf8");
    for (const [, name = ""] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/gu)) await visit(name);
  };
  for (const [, name = ""] of html.matchAll(/assets\/([^"]+\.js)"/gu)) await visit(name);
  const files = await Promise.all([...seen].map((file) => readFile(join(chromeOutput, "assets", file))));
  return files.reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0);
}
figures.push(
  figureOf("script of the panel, gzip", "kB", [(await scriptBytes("src/panel/panel.html")) / 1000], { p50: 60 }),
);

const firstPaint: number[] = [];
for (let round = 0; round < 12; round += 1) {
  const page = await chromium.browser.newPage();
  await page.goto(extensionUrl("panel/panel.html"));
  await page.waitForSelector('[data-testid="dial-field"]');
  firstPaint.push(
    await until(
      () => page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null),
      "the panel has painted",
    ),
  );
  await page.close();
}
figures.push(figureOf("first paint of the panel", "ms", firstPaint.slice(1), { p50: 200 }));

// --- a large page ---

const paragraph = (n: number): string => `<p>Dossier ${n} du ${1 + (n % 28)} mars, suivi par le service`;
const nodes = Array.from({ length: 20_000 }, (_, n) =>
  n % 10 === 0 ? `<p>Contact ${n} : 01 99 ${String(n % 100).padStart(2, "0")} 12 34` : paragraph(n),
);
const large = await servePage(`<!doctype html><title>large</title>${nodes.join("\n")}`);
const { slices, quiet } = await contentScriptSlices(chromium, large.url);
figures.push(figureOf("longest slice on a page of 1 MB, 20,000 text nodes", "ms", [Math.max(...slices)], { p50: 8 }));
figures.push(figureOf("script time on the same page once quiet, in 3 s", "ms", [quiet], { p50: 0 }));
await large.stop();

window.close();
await chromium.stop();
await companion.stop();
peer.stop();
await remove();
await report("first-call", figures);
process.exit(0);
