import { Failure, defaultSettings, type Event, type Settings } from "@twp/shared/protocol/index.ts";
import { expect, it } from "vitest";
import { createSettings } from "./settings.ts";

const asker = { session: "s", browser: { id: "b", name: "Chrome" } };

/** Settings on a disk that takes its time; it may be full. */
function createWorld() {
  let stored = defaultSettings;
  const told: Settings[] = [];
  const disk = { full: false };
  const document = {
    value: () => stored,
    write: (next: Settings) => document.change(() => next),
    async change(to: (value: Settings) => Settings) {
      await Promise.resolve();
      if (disk.full) throw new Failure("storage-failed");
      stored = to(stored);
    },
  };
  const publish = (event: Event): void => {
    if (event.type === "settings.changed") told.push(event.settings.values);
  };
  const clock = { now: () => 0, after: () => () => undefined };
  const { commands } = createSettings({ document, notices: [], publish, clock, newCode: () => "419026" });
  const change = async (part: Partial<Settings>) => commands["settings.change"](part, asker);
  return { change, told, disk, stored: () => stored };
}

it("two changes that come together both hold", async () => {
  const { change, told, stored } = createWorld();
  await Promise.all([change({ echoCancellation: false }), change({ evenLevel: false })]);
  expect(stored()).toEqual({ ...defaultSettings, echoCancellation: false, evenLevel: false });
  expect(told.at(-1)).toEqual(stored());
});

it("a change that could not be written is refused, and the next one is not", async () => {
  const { change, disk, stored } = createWorld();
  disk.full = true;
  const refused = change({ theme: "dark" });
  await expect(refused).rejects.toThrow("storage-failed");
  disk.full = false;
  await change({ language: "de" });
  expect(stored()).toEqual({ ...defaultSettings, language: "de" });
});
