import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RecordingNews } from "../../features/sounds/ports.ts";
import { createRecordingFile } from "./recording-file.ts";
import { Track } from "./track.ts";
import { writeWav } from "./wav.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "twp-track-"));
  file = join(folder, "kept.wav");
});
afterEach(() => rm(folder, { recursive: true }));

const user = new Int16Array(320).fill(11);
const others = new Int16Array(320).fill(22);

/** The frames of a file: what each channel says in each 20 ms. */
async function framesIn(path: string): Promise<readonly (readonly [number, number])[]> {
  const bytes = await readFile(path);
  const count = (bytes.length - 44) / 1280;
  return Array.from({ length: count }, (_, at) => [
    bytes.readInt16LE(44 + at * 1280),
    bytes.readInt16LE(46 + at * 1280),
  ]);
}

function begin(announcement: string | null, beep = false) {
  const news: RecordingNews[] = [];
  const track = new Track({ file, announcement, beep }, (told) => news.push(told));
  const pass = (frames: number, everybody = true): (Int16Array | null)[] =>
    Array.from({ length: frames }, () => {
      const said = track.say(everybody);
      track.keep(user, others);
      return said;
    });
  return { track, news, pass };
}

describe("a track", () => {
  it("keeps nothing before everybody has heard the whole announcement", async () => {
    const spoken = join(folder, "spoken.wav");
    await writeFile(spoken, writeWav({ rate: 16_000, samples: new Int16Array(1000).fill(7) }));
    const { track, news, pass } = begin(spoken);
    expect(pass(5, false)).toEqual([null, null, null, null, null]);
    const first = await vi.waitUntil(() => pass(1)[0]);
    expect([first[0], ...pass(3).map((said) => said?.[0])]).toEqual([7, 7, 7, 7]);
    expect(news).toEqual([]);
    expect(pass(1)).toEqual([null]);
    expect(news).toEqual([{ type: "recording" }]);
    await track.stop();
    expect(await framesIn(file)).toEqual([[11, 22]]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(news.at(-1)).toEqual({ type: "ended", fault: null });
  });

  it("does not record where the announcement cannot be played", async () => {
    const { news, pass } = begin(join(folder, "missing.wav"));
    await vi.waitUntil(() => news.length > 0);
    pass(10);
    expect(news).toEqual([{ type: "ended", fault: "not-announced" }]);
  });

  it("leaves half a second of silence in place of what was said in a pause", async () => {
    const { track, pass } = begin(null);
    pass(2);
    track.pause(true);
    pass(100);
    track.pause(false);
    pass(3);
    await track.stop();
    const kept = (await framesIn(file)).map(([left]) => left);
    expect(kept).toEqual([11, 11, ...Array.from({ length: 25 }, () => 0), 11, 11, 11]);
  });

  it.each([
    [true, 10],
    [false, 0],
  ])("reminds everybody after fifteen seconds, if so wished (%s), and does not keep that", async (beep, frames) => {
    const { track, pass } = begin(null, beep);
    const said: (Int16Array | null)[] = [];
    for (let second = 0; second < 28; second += 1) {
      said.push(...pass(50));
      // The disk is given the time that it has while people speak.
      await vi.waitUntil(async () => ((await stat(file).catch(() => null))?.size ?? 0) > second * 64_000);
    }
    await track.stop();
    expect(said.filter((frame) => frame !== null)).toHaveLength(frames);
    for (const frame of said) expect(Math.max(0, ...(frame ?? []))).toBeLessThan(1100);
    expect((await framesIn(file)).every(([left, right]) => left === 11 && right === 22)).toBe(true);
  });
});

describe("a recording's file", () => {
  it("ends where the disk has too little room left, and says so once", async () => {
    const faults: string[] = [];
    const written = createRecordingFile(
      file,
      2,
      (fault) => faults.push(fault),
      () => Promise.resolve(1024),
    );
    await vi.waitUntil(() => faults.length > 0);
    for (let frame = 0; frame < 100; frame += 1) written.add(user, others);
    await written.close();
    expect(faults).toEqual(["disk-full"]);
  });

  it("that cannot be made is told, and never overwrites another", async () => {
    await writeFile(file, "somebody's");
    const faults: string[] = [];
    const written = createRecordingFile(file, 2, (fault) => faults.push(fault));
    await vi.waitUntil(() => faults.length > 0);
    await written.close();
    expect([faults, await readFile(file, "utf8")]).toEqual([["not-written"], "somebody's"]);
  });
});
