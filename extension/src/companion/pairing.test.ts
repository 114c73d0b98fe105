import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeCompanion } from "./fake-companion.ts";
import { pair } from "./pairing.ts";

const stored = vi.hoisted(() => vi.fn<(items: object) => Promise<void>>(async () => undefined));

// The real one throws outside an extension.
vi.mock("webextension-polyfill", () => ({ default: { storage: { local: { set: stored } } } }));

beforeEach(() => {
  vi.useFakeTimers();
  stored.mockClear();
});

afterEach(() => {
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

describe("pairing", () => {
  it("keeps the token that a right code brings, and whose it is", async () => {
    const fake = new FakeCompanion();
    const tried = pair("419026", fake.open);
    await settle();
    expect(fake.heard[0]).toMatchObject({ type: "pair", code: "419026" });
    fake.say({ type: "paired", token: "secret" });
    expect(await tried).toEqual({ kind: "paired" });
    expect(JSON.stringify(stored.mock.calls)).toContain("secret");
  });

  it("says why the code was refused, and keeps nothing", async () => {
    const fake = new FakeCompanion();
    const tried = pair("000000", fake.open);
    await settle();
    fake.say({ type: "refused", code: "code-wrong" });
    expect(await tried).toEqual({ kind: "refused", code: "code-wrong" });
    expect(stored).not.toHaveBeenCalled();
  });

  it("says that nobody is there, or that the two are too different", async () => {
    const away = new FakeCompanion();
    away.running = false;
    expect(await pair("419026", away.open)).toEqual({ kind: "no-companion" });
    const newer = new FakeCompanion();
    newer.protocol = 999;
    expect(await pair("419026", newer.open)).toEqual({ kind: "outdated" });
  });
});
