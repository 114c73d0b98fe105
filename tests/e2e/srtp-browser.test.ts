import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { startPhone, type Phone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";
import type { Chromium } from "./chromium.ts";
import { ours, startOverTls } from "./over-tls.ts";
import { hearsTone, press, servePage, showsCall } from "./page.ts";

/** The tone of somebody who calls with a browser. */
const tone = 900;

const stops: (() => unknown)[] = [];
let window: Window;
let chromium: Chromium;
let panel: Page;
let caller: Phone;
beforeAll(async () => {
  const started = await startOverTls(stops);
  ({ window, chromium, panel } = started);
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  caller = await startPhone({ user: "5061", proxy: `sip:127.0.0.1:${started.port}`, bindings });
  stops.push(caller.stop);
  await caller.register();
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** What the page's side of the call needs: it says a tone and measures what it hears. */
async function offerOf(page: Page, frequency: number): Promise<string> {
  return page.evaluate(async (hertz) => {
    // Who may use the microphone is told all addresses; here there is none but loopback.
    await navigator.mediaDevices.getUserMedia({ audio: true });
    const context = new AudioContext();
    const [oscillator, destination] = [
      new OscillatorNode(context, { frequency: hertz }),
      new MediaStreamAudioDestinationNode(context),
    ];
    oscillator.connect(new GainNode(context, { gain: 0.25 })).connect(destination);
    oscillator.start();
    const connection = new RTCPeerConnection();
    const [track] = destination.stream.getAudioTracks();
    if (track !== undefined) connection.addTrack(track, destination.stream);
    Object.assign(globalThis, { connection, context });
    await connection.setLocalDescription(await connection.createOffer());
    // Where it could be reached is not waited for: it checks the way to us, and that tells.
    return connection.localDescription?.sdp ?? "";
  }, frequency);
}

type CallingPage = { connection: RTCPeerConnection; context: AudioContext };

async function accept(page: Page, answer: string): Promise<void> {
  await page.evaluate(async (sdp) => {
    const { connection, context } = globalThis as unknown as CallingPage;
    connection.addEventListener("track", ({ streams: [stream] }) => {
      if (stream === undefined) return;
      // Chromium brings no sound of a connection to a graph that no element plays.
      const player = new Audio();
      Object.assign(player, { srcObject: stream, muted: true });
      const analyser = new AnalyserNode(context, { fftSize: 8192 });
      new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
      Object.assign(globalThis, { analyser });
    });
    await connection.setRemoteDescription({ type: "answer", sdp });
  }, answer);
}

/** The loudest frequency that the page hears, in hertz; 0 while there is silence. */
function loudest(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { analyser, context } = globalThis as unknown as Partial<{ analyser: AnalyserNode; context: AudioContext }>;
    if (analyser === undefined || context === undefined) return 0;
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    const highest = Math.max(...levels);
    return highest < -60 ? 0 : (levels.indexOf(highest) * context.sampleRate) / analyser.fftSize;
  });
}

it("somebody who calls with a browser, by keys of their own and over a way that was checked, hears us and is heard", async () => {
  const { url, stop } = await servePage("<title>A telephone</title>");
  stops.push(stop);
  const microphone = { permission: { name: "microphone" }, state: "granted" } as const;
  await chromium.browser.defaultBrowserContext().setPermission(new URL(url).origin, microphone);
  const page = await chromium.page(url);
  const offer = await offerOf(page, tone);
  expect(offer).toMatch(/^m=audio \d+ UDP\/TLS\/RTP\/SAVPF /mu);
  const answered = caller.call("alice", offer);
  await showsCall(panel, "offered");
  await press(panel, "answer");
  const call = await answered;
  await accept(page, call.remote.sdp);
  await until(() => window.state().calls.at(-1)?.secured === "between-telephones", "both have keys");
  await hearsTone(await chromium.soundPage(), tone);
  await until(async () => Math.abs((await loudest(page)) - ours) < 12, `the caller hears ${ours} Hz`);
  await page.close();
});
