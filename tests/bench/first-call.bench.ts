import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { startChromium, type Chromium } from "../e2e/chromium.ts";
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
import { type Figure, figureOf, runBench } from "./figures.ts";
import { listenFor } from "./listening.ts";
import { click, openAnew, watchPaint } from "./panel.ts";
import { coreShares, residentMegabytes } from "./process-cost.ts";
import { peerTone, startRtpPeer, type RtpPeer } from "./rtp-peer.ts";
import { followUp, inviteFrom, plainSdp, preciseNow, startSipPeer, type Heard, type SipPeer } from "./sip-peer.ts";
import { contentScriptSlices } from "./slices.ts";

/** So many clicks, so that the worst of a hundred is not one accident; so many calls; so many starts. */
const [clicks, calls, starts] = [100, 50, 10];
/** Milliseconds between two acts of a user who is quick. */
const breath = 150;

const pause = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What does not come in time will not come: the machine may be slow, but not that slow. */
function soon<T>(coming: Promise<T>, what: string): Promise<T> {
  const { promise, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(`never came: ${what}`)), 30_000);
  return Promise.race([coming, promise]).finally(() => clearTimeout(timer));
}

const stops: (() => unknown)[] = [];
const { folder, remove } = await scratchFolder();
stops.push(remove);
const peer = await startSipPeer();
stops.push(peer.stop);
const home = join(folder, "home");
await writeAccount(home, { user: "alice", port: peer.port });

await runBench("first-call", stops, async (take) => {
  take(await companionAlone());
  await withBrowser(take);
});

/** How fast the companion is ready, and how much it holds; beside it baresip, a telephone without a browser. */
async function companionAlone(): Promise<Figure[]> {
  const [ready, resident]: [number[], number[]] = [[], []];
  for (let start = 0; start <= starts; start += 1) {
    const begun = preciseNow();
    const companion = await startCompanionIn(home, { TWP_LOG: "" });
    const took = preciseNow() - begun;
    const window = await openWindow(companion);
    await registered(window);
    await pause(1000);
    // The first start fills the compile cache; every later one is what a user has.
    if (start > 0) ready.push(took);
    if (start > 0) resident.push(await residentMegabytes(companion.peer.child.pid ?? 0));
    window.close();
    await companion.stop();
  }
  const bob = await startBaresip({ user: "bob", port: peer.port, domain: "127.0.0.1" });
  const other = { name: "baresip", samples: [await residentMegabytes(bob.peer.child.pid ?? 0)] };
  await bob.stop();
  return [
    figureOf("companion ready after launch", "ms", ready, { p50: 700 }),
    figureOf("resident with one registered line", "MB", resident, { p50: 130 }, other),
  ];
}

/** Everything the rounds with a browser share. */
type Stage = Readonly<{ companion: CompanionProcess; chromium: Chromium; panel: Page }>;

async function withBrowser(take: (measured: readonly Figure[]) => void): Promise<void> {
  const microphone = join(folder, "microphone.wav");
  await writeFile(microphone, toneFile(440, 60, 48_000));
  const companion = await startCompanionIn(home, { TWP_LOG: "" });
  stops.push(companion.stop);
  await watching(companion, registered);
  const chromium = await startChromium({ microphone });
  stops.push(chromium.stop);
  const welcome = await chromium.pair(companion);
  const panel = await chromium.openPanel();
  await watching(companion, (window) => until(() => window.state().sounds.holder, "the sound is linked"));
  await welcome.goto("about:blank");
  const stage = { companion, chromium, panel };
  for (const measure of [clickToInvite, callersRound, oneCall, panelOpened, largePage]) take(await measure(stage));
}

/** Looks at the companion's state for a moment: a window of ours that stays would be one more to tell, which no user has. */
async function watching(companion: CompanionProcess, act: (window: Window) => Promise<unknown>): Promise<void> {
  const window = await openWindow(companion);
  await act(window);
  window.close();
}

/** Waits until no call is left and takes ended cards away. */
async function clean({ companion }: Stage): Promise<void> {
  await watching(companion, async (window) => {
    await until(() => window.state().calls.every((call) => call.state === "ended"), "calls are over");
    for (const { id } of window.state().calls) await window.ask("calls.dismiss", { callId: id }).catch(() => undefined);
  });
  await pause(breath);
}

/** A click on the green button of the real side panel; beside it baresip, told by its control port. */
async function clickToInvite(stage: Stage): Promise<Figure[]> {
  const { panel } = stage;
  const times: number[] = [];
  for (let round = 0; round < clicks; round += 1) {
    await (await panel.waitForSelector('[data-testid="dial-field"]'))?.type("5020");
    await pause(breath);
    const invited = peer.next(/^INVITE /u);
    const clicked = await click(panel, "dial");
    const invite = await soon(invited, "the INVITE");
    times.push(invite.at - clicked);
    peer.answer(invite, "486 Busy Here");
    await clean(stage);
  }
  const other = { name: "baresip by its control port", samples: await baresipInvites() };
  return [figureOf("click in the panel → INVITE on the wire", "ms", times, { p50: 5, p99: 25 }, other)];
}

async function baresipInvites(): Promise<number[]> {
  const bob = await startBaresip({ user: "bob", port: peer.port, domain: "127.0.0.1" });
  const times: number[] = [];
  for (let round = 0; round < calls; round += 1) {
    const invited = peer.next(/^INVITE /u);
    const begun = preciseNow();
    bob.command("dial", "sip:5020@127.0.0.1");
    const invite = await invited;
    times.push(invite.at - begun);
    peer.answer(invite, "486 Busy Here");
    await pause(60);
  }
  await bob.stop();
  return times;
}

/** Callers: when their card is seen, and when both sides hear something after the click on “answer”. */
async function callersRound(stage: Stage): Promise<Figure[]> {
  const { next: nextTone } = await listenFor(await stage.chromium.soundPage(), peerTone);
  const [card, packet, voice, heard]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 1; round <= calls; round += 1) {
    const rtp = await startRtpPeer();
    const [painted, ringing] = [await watchPaint(stage.panel, "offered"), peer.next(/^SIP\/2\.0 180/u)];
    const sent = peer.send(inviteFrom(peer.port, round, rtp.port));
    card.push((await painted()) - sent);
    await soon(ringing, "180");
    await pause(breath);
    const hears = nextTone();
    const answered = await answer(stage.panel, rtp, round);
    packet.push((await soon(rtp.firstPacket, "a packet")) - answered.clicked);
    voice.push((await soon(rtp.firstSound, "our voice")) - answered.clicked);
    heard.push((await soon(hears, "the peer's tone")) - answered.clicked);
    await hangUp(peer, round, answered.tag);
    rtp.stop();
    await clean(stage);
  }
  return [
    figureOf("INVITE in → call card painted", "ms", card, { p50: 50 }),
    figureOf("answer → first audio packet at the peer", "ms", packet, { p50: 150 }),
    figureOf("answer → the peer's first sound heard in the page", "ms", heard, { p50: 150 }),
    figureOf("answer → our voice at the peer", "ms", voice, { p50: 150 }),
  ];
}

/** Clicks “answer”; the peer acknowledges the 200 and speaks at once. */
async function answer(panel: Page, rtp: RtpPeer, round: number): Promise<{ clicked: number; tag: string }> {
  const accepted = peer.next(/^SIP\/2\.0 200 OK/u).then(({ text }) => {
    const tag = /^to:.*;tag=([^\r\n;]+)/imu.exec(text)?.[1] ?? "";
    peer.send(followUp("ACK", peer.port, round, tag));
    rtp.speak(mediaPort(text));
    return tag;
  });
  const clicked = await click(panel, "answer");
  return { clicked, tag: await soon(accepted, "200") };
}

async function hangUp(from: SipPeer, round: number, tag: string): Promise<void> {
  const over = from.next(/^SIP\/2\.0 200 OK/u);
  from.send(followUp("BYE", from.port, round, tag));
  await over;
}

function mediaPort(text: string): number {
  return Number(/m=audio (\d+)/u.exec(text)?.[1]);
}

/** What the companion uses while both sides speak, the browser linked and the panel open. */
async function oneCall({ companion, panel }: Stage): Promise<Figure[]> {
  const rtp = await startRtpPeer();
  const invited = peer.next(/^INVITE /u);
  await dial(panel, "5020");
  const invite: Heard = await invited;
  const contact = `Contact: <sip:5020@127.0.0.1:${peer.port}>`;
  peer.answer(invite, "200 OK", [contact, "Content-Type: application/sdp"], plainSdp(rtp.port));
  rtp.speak(mediaPort(invite.text));
  await soon(rtp.firstSound, "our voice");
  await pause(2000);
  const shares = await coreShares(companion.peer.child.pid ?? 0, 20);
  const bye = peer.next(/^BYE /u).then((heard) => peer.answer(heard, "200 OK"));
  await click(panel, "hang-up");
  await bye;
  rtp.stop();
  return [figureOf("one call with sound, of a core", "%", shares, { p50: 6 })];
}

async function panelOpened({ chromium }: Stage): Promise<Figure[]> {
  const opened: { paint: number; script: number }[] = [];
  for (let round = 0; round <= starts; round += 1) opened.push(await openAnew(chromium));
  // The first one fills the browser's code cache; every later one is what a user has.
  const [, ...later] = opened;
  const of = (what: "paint" | "script"): number[] => later.map((each) => each[what]);
  return [
    figureOf("script of the panel until its first paint, gzip", "kB", of("script"), { max: 60 }),
    figureOf("first paint of the panel", "ms", of("paint"), { p50: 200 }),
  ];
}

/** A megabyte in 20,000 text nodes, a tenth of which hold a number. */
async function largePage({ chromium }: Stage): Promise<Figure[]> {
  const nodes = Array.from({ length: 20_000 }, (_, n) =>
    n % 10 === 0
      ? `<p>Contact ${n} : 01 99 ${String(n % 100).padStart(2, "0")} 12 34`
      : `<p>Dossier ${n} du ${1 + (n % 28)} mars, suivi par le service 12`,
  );
  const page = await servePage(`<!doctype html><title>large</title>${nodes.join("\n")}`);
  const burdens = [];
  for (let round = 0; round < 3; round += 1) burdens.push(await contentScriptSlices(chromium, page.url, 2000));
  await page.stop();
  const slices = burdens.flatMap((burden) => burden.slices);
  const quiet = burdens.map((burden) => burden.quiet);
  return [
    figureOf("slice on a page of 1 MB, 20,000 text nodes", "ms", slices, { max: 8 }),
    figureOf("script time on the same page once quiet, in 3 s", "ms", quiet, { max: 0 }),
  ];
}
