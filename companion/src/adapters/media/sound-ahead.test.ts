import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallSound, SoundNews } from "../../features/sounds/ports.ts";
import { openAhead, type ColdEngine } from "./sound-ahead.ts";

/** An engine that writes down what it was asked, and numbers its sounds. */
function coldEngine() {
  const asked: string[] = [];
  const hear: ((news: SoundNews) => void)[] = [];
  const sound = (name: string): CallSound => {
    let offers = 0;
    return {
      offer: async (direction) => `${name} ${direction} ${(offers += 1)}`,
      answer: async () => `${name} answers`,
      accept: async () => undefined,
      connect: () => undefined,
      mute: () => undefined,
      sendDigits: async () => undefined,
      close: () => void asked.push(`close ${name}`),
    };
  };
  const engine: ColdEngine = {
    async open(news, address) {
      hear.push(news);
      const name = `sound ${hear.length}`;
      asked.push(`open ${name} on ${address}`);
      return sound(name);
    },
    linkBrowser: async () => "",
    onLost: () => undefined,
    unlinkBrowser: () => undefined,
    stop: async () => void asked.push("stop"),
  };
  return { engine, asked, hear };
}

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const later = (): Promise<unknown> => vi.advanceTimersByTimeAsync(100);
const ignore = (): void => undefined;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a sound opened ahead", () => {
  it("is there when the call comes, and the next one soon after", async () => {
    const { engine, asked } = coldEngine();
    const ahead = openAhead(engine);
    ahead.prepare("10.0.0.1", "off");
    await settled();
    const sound = await ahead.open(ignore, "10.0.0.1");
    expect(asked).toEqual(["open sound 1 on 10.0.0.1"]);
    expect(await sound.offer("sendrecv")).toBe("sound 1 sendrecv 1");
    await later();
    expect(asked).toEqual(["open sound 1 on 10.0.0.1", "open sound 2 on 10.0.0.1"]);
  });

  it("gives its written offer once, and only where it is what the call wants", async () => {
    const { engine } = coldEngine();
    const ahead = openAhead(engine);
    ahead.prepare("10.0.0.1", "off");
    await settled();
    const first = await ahead.open(ignore, "10.0.0.1");
    expect(await first.offer("sendrecv")).toBe("sound 1 sendrecv 1");
    expect(await first.offer("sendrecv")).toBe("sound 1 sendrecv 2");
    await later();
    const second = await ahead.open(ignore, "10.0.0.1");
    expect(await second.offer("sendonly")).toBe("sound 2 sendonly 2");
    await later();
    const third = await ahead.open(ignore, "10.0.0.1");
    await third.answer("an offer", "sendrecv");
    expect(await third.offer("sendrecv")).toBe("sound 3 sendrecv 2");
  });

  it("tells its news to the call that took it", async () => {
    const { engine, hear } = coldEngine();
    const ahead = openAhead(engine);
    ahead.prepare("10.0.0.1", "off");
    await settled();
    const news: SoundNews[] = [];
    await ahead.open((item) => news.push(item), "10.0.0.1");
    hear[0]?.({ type: "arriving" });
    expect(news).toEqual([{ type: "arriving" }]);
  });

  it("is no use to a call from another address, nor after it has failed", async () => {
    const { engine, asked, hear } = coldEngine();
    const ahead = openAhead(engine);
    ahead.prepare("10.0.0.1", "off");
    await settled();
    await ahead.open(ignore, "10.0.0.2");
    expect(asked.at(-1)).toBe("open sound 2 on 10.0.0.2");
    hear[0]?.({ type: "failed", reason: "sound-failed" });
    await ahead.open(ignore, "10.0.0.1");
    expect(asked.at(-1)).toBe("open sound 3 on 10.0.0.1");
    await later();
    expect(asked.at(-1)).toBe("open sound 4 on 10.0.0.1");
  });

  it("moves with the line, and goes when everything ends", async () => {
    const { engine, asked } = coldEngine();
    const ahead = openAhead(engine);
    ahead.prepare("10.0.0.1", "off");
    ahead.prepare("10.0.0.2", "off");
    await settled();
    await ahead.stop();
    expect(asked).toEqual([
      "open sound 1 on 10.0.0.1",
      "open sound 2 on 10.0.0.2",
      "close sound 1",
      "close sound 2",
      "stop",
    ]);
    await later();
    expect(asked).toHaveLength(5);
  });
});
