import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { build } from "vite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { codecs, type Codec } from "@twp/shared/protocol/calls.ts";
import { initialState, type State } from "@twp/shared/protocol/index.ts";
import type { SoundState } from "@twp/shared/protocol/sounds.ts";
import { startSoundEngine } from "../../companion/src/adapters/media/engine.ts";
import { writeWav } from "../../companion/src/adapters/media/wav.ts";
import type { CallSound, SoundEngine, SoundNews } from "../../companion/src/features/sounds/ports.ts";

/** The page's side of the sound, in a real Chromium whose microphone is a file, against the real media engine. */

const root = resolve(import.meta.dirname, "../..");
const session = "session of the page";
const microphoneTone = 700;
const peerTone = 1200;

/** `holdSound` with a companion that is nothing but two signals and a function of this test. */
const entry = `
  import { signal } from "@preact/signals-core";
  import { usualSound } from ${JSON.stringify(resolve(root, "extension/src/features/sounds/sound-choices.ts"))};
  import { holdSound, microphone } from ${JSON.stringify(resolve(root, "extension/src/offscreen/sound.ts"))};
  const link = signal({ state: "ready", session: ${JSON.stringify(session)} });
  const state = signal(${JSON.stringify(initialState)});
  const request = (command, { offer }) => ask(link.value.session, offer).then((answer) => ({ answer }));
  const end = new AbortController();
  globalThis.page = { link, state, microphone, end };
  const choices = signal(usualSound);
  holdSound({ link, state, request }, choices, end.signal);
`;

type InPage = Readonly<{
  page: {
    link: { value: unknown };
    state: { value: State };
    microphone: { value: string };
    end: AbortController;
  };
  twpSound: { peakFrequency: () => number; level: () => number };
}>;

let folder: string;
let server: Server;
let browser: Browser;
let page: Page;
let engine: SoundEngine;
let offers = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twp-browser-sound-"));
  await writeFile(join(folder, "microphone.wav"), tone(microphoneTone, 10));
  await writeFile(join(folder, "peer.wav"), tone(peerTone, 20));
  engine = await startSoundEngine({ warm: true });
  server = await serve(await bundle());
  browser = await puppeteer.launch({
    executablePath: "/usr/bin/chromium",
    pipe: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-sync",
      "--disable-background-networking",
      "--disable-component-update",
      "--allow-loopback-in-peer-connection",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-audio-capture=${join(folder, "microphone.wav")}`,
      "--autoplay-policy=no-user-gesture-required",
    ],
  });
  page = await browser.newPage();
  await page.exposeFunction("ask", (asking: string, offer: string) => {
    offers += 1;
    return engine.linkBrowser(asking, offer);
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}, 30_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  await engine?.stop();
  await rm(folder, { recursive: true });
});

/** Pulses, as noise suppression takes a steady tone for noise. */
function tone(frequency: number, seconds: number): Uint8Array {
  const rate = 16_000;
  const samples = Int16Array.from({ length: rate * seconds }, (_, index) =>
    Math.floor(index / 3200) % 3 === 2 ? 0 : 12_000 * Math.sin((2 * Math.PI * frequency * index) / rate),
  );
  return writeWav({ rate, samples });
}

async function bundle(): Promise<string> {
  const output = await build({
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [
      {
        name: "entry",
        enforce: "pre",
        resolveId: (id) => (/(?:^|\/)entry$/u.test(id) ? resolve(root, "extension/entry.js") : null),
        load: (id) => (id.endsWith("extension/entry.js") ? entry : null),
      },
    ],
    build: { write: false, target: "es2024", lib: { entry: "entry", formats: ["iife"], name: "test" } },
  });
  const [bundled] = Array.isArray(output) ? output : [output];
  const chunk = bundled && "output" in bundled ? bundled.output.find((file) => file.type === "chunk") : undefined;
  return chunk?.code ?? "";
}

async function serve(script: string): Promise<Server> {
  const http = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><script src="/page.js"></script>');
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return http;
}

const sounds = (change: Partial<SoundState>) =>
  page.evaluate((change) => {
    const { state } = (globalThis as unknown as InPage).page;
    state.value = { ...state.value, sounds: { ...state.value.sounds, ...change } };
  }, change);

/** The strongest frequency the page lets hear, and how loud: within half a second, as the tones pulse. */
const heard = () =>
  page.evaluate(async () => {
    const { twpSound } = globalThis as unknown as InPage;
    let best = { frequency: 0, level: -200 };
    for (let turn = 0; turn < 12; turn += 1) {
      const level = twpSound.level();
      if (level > best.level) best = { frequency: twpSound.peakFrequency(), level };
      await new Promise((done) => setTimeout(done, 40));
    }
    return best;
  });

const microphone = () => page.evaluate(() => (globalThis as unknown as InPage).page.microphone.value);

async function call(codec: Codec) {
  const peerEngine = await startSoundEngine({ codecs: [codec], ports: { from: 43_000, to: 43_999 } });
  const news: SoundNews[] = [];
  const own = await engine.open((item) => news.push(item));
  const peerNews: SoundNews[] = [];
  const peer = await peerEngine.open((item) => peerNews.push(item));
  await own.accept(await peer.answer(await own.offer("sendrecv"), "sendrecv"));
  own.connect({ kind: "browser" });
  const end = async () => {
    own.close();
    await peerEngine.stop();
    await sounds({ codec: null, microphone: false });
  };
  return { own, peer, news, peerNews, end };
}

const lastQuality = (news: readonly SoundNews[]) =>
  news.flatMap((item) => (item.type === "quality" ? [item.quality] : [])).at(-1);

const play = (sound: CallSound) => sound.connect({ kind: "player", files: [join(folder, "peer.wav")] });

/** Until the page lets that be heard, within so many milliseconds. */
const hears = (frequency: number, within = 5000) =>
  vi.waitFor(async () => expect((await heard()).frequency).toBeCloseTo(frequency, -2), within);
const hearsNothing = (within = 3000) => vi.waitFor(async () => expect((await heard()).level).toBeLessThan(-70), within);

test.for(codecs)("%s: the browser hears its peer, and the peer the browser", async (codec) => {
  const { peer, news, peerNews, end } = await call(codec);
  expect(news[0]).toEqual({ type: "codec", codec });
  await sounds({ codec, microphone: true });
  play(peer);
  await hears(peerTone);
  peer.connect({ kind: "echo" });
  await hears(microphoneTone);
  await vi.waitFor(() => expect(lastQuality(peerNews)?.received).toBeGreaterThan(60), 4000);
  expect(lastQuality(peerNews)).toMatchObject({ lost: 0 });
  await end();
});

test("another codec needs no new offer", () => {
  expect(offers).toBe(1);
});

test("muted or held, the peer does not hear the microphone; the microphone closes with the call", async () => {
  const { own, peer, end } = await call("PCMA");
  await sounds({ codec: "PCMA", microphone: true });
  peer.connect({ kind: "echo" });
  await hears(microphoneTone);
  own.mute(true);
  await hearsNothing();
  own.mute(false);
  await hears(microphoneTone);
  await own.accept(await peer.answer(await own.offer("sendonly"), "sendrecv"));
  await hearsNothing();
  await own.accept(await peer.answer(await own.offer("sendrecv"), "sendrecv"));
  await hears(microphoneTone);
  expect(await microphone()).toBe("open");
  await end();
  expect(await microphone()).toBe("idle");
});

test("a call that is connected later takes the sound", async () => {
  const [first, second] = [await call("PCMU"), await call("opus")];
  await sounds({ codec: "opus", microphone: true });
  second.peer.connect({ kind: "echo" });
  await hears(microphoneTone);
  play(first.peer);
  first.own.connect({ kind: "browser" });
  await sounds({ codec: "PCMU" });
  await hears(peerTone);
  await first.end();
  await second.end();
});

test("the page plays the tones of the country by itself, and ends them", async () => {
  await sounds({ tone: "ringback", country: "FR" });
  await hears(440);
  await sounds({ tone: "busy", country: "US" });
  await vi.waitFor(async () => {
    const { frequency } = await heard();
    expect(Math.min(Math.abs(frequency - 480), Math.abs(frequency - 620))).toBeLessThan(15);
  }, 3000);
  await sounds({ tone: "none" });
  await hearsNothing();
});

test("a page whose sound was taken though nobody else wants it offers again", async () => {
  const before = offers;
  await sounds({ holder: session });
  await sounds({ holder: null });
  await vi.waitFor(() => expect(offers).toBe(before + 1), 2000);
});

test("a page that comes back, and a companion that was lost, have their sound again at once", async () => {
  const { own, peer, end } = await call("opus");
  await page.reload();
  await sounds({ codec: "opus", microphone: true });
  peer.connect({ kind: "echo" });
  await hears(microphoneTone);
  engine.unlinkBrowser(session);
  await page.evaluate(async () => {
    const { link } = (globalThis as unknown as InPage).page;
    link.value = { state: "searching", since: 0 };
    await new Promise((done) => setTimeout(done, 100));
    link.value = { state: "ready", session: "another session" };
  });
  own.connect({ kind: "browser" });
  await hears(microphoneTone, 3000);
  await end();
});
