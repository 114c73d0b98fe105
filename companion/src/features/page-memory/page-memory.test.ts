import { defaultDialPlan, type SeenPage } from "@twp/shared/protocol/index.ts";
import { describe, expect, it } from "vitest";
import { createHandClock } from "../hand-clock.ts";
import { forgottenBefore, limits } from "./limits.ts";
import { createPageMemory } from "./page-memory.ts";
import type { PageStore, ShownPage } from "./ports.ts";

const asker = { session: "s", browser: { id: "b", name: "" } };
const day = 24 * 60 * 60 * 1000;

function memory(): PageStore & { kept: ShownPage[]; forgotten: (number | string | null)[] } {
  const kept: ShownPage[] = [];
  const forgotten: (number | string | null)[] = [];
  const seenOf = ({ url, title, seenAt }: ShownPage): SeenPage => ({ url, title, seenAt, words: "" });
  return {
    kept,
    forgotten,
    keep: (page) => void kept.push(page),
    with: (keys, most) =>
      kept
        .filter(({ numbers }) => numbers.some(({ key }) => keys.includes(key)))
        .slice(0, most)
        .map(seenOf),
    count: () => ({ pages: kept.length, numbers: 0 }),
    forgetBefore: (time) => void forgotten.push(time),
    forget: (site) => void forgotten.push(site),
  };
}

function start(store: PageStore = memory(), rememberPages = true) {
  const clock = createHandClock();
  clock.pass(400 * day);
  const log: string[] = [];
  const settings = { rememberPages };
  const { commands } = createPageMemory({
    store,
    settings: () => settings,
    plan: () => defaultDialPlan,
    clock,
    log: (event) => void log.push(event),
  });
  const keep = (url: string, ...numbers: readonly string[]): unknown =>
    commands["pages.keep"]({ url, title: "T", numbers: numbers.map((number) => ({ number, words: "w" })) }, asker);
  return { commands, clock, log, settings, keep };
}

describe("the memory of pages", () => {
  it("keeps a number once, in whatever spelling a page has it, and finds it in another", async () => {
    const store = memory();
    const { keep, commands, clock } = start(store);
    keep("https://crm.example/a", "01 99 00 12 34", "+33 1 99 00 12 34", "5021");
    expect(store.kept).toEqual([
      {
        url: "https://crm.example/a",
        site: "crm.example",
        title: "T",
        seenAt: clock.now(),
        numbers: [
          { key: "+33199001234", words: "w" },
          { key: "5021", words: "w" },
        ],
      },
    ]);
    const { pages } = await commands["pages.withNumbers"]({ numbers: ["0033199001234"] }, asker);
    expect(pages).toMatchObject([{ url: "https://crm.example/a" }]);
    expect(await commands["pages.withNumbers"]({ numbers: ["5022"] }, asker)).toEqual({ pages: [] });
  });

  it("keeps nothing while the user does not want it, and says what is still there", async () => {
    const store = memory();
    const { keep, commands, settings } = start(store, false);
    keep("https://crm.example/a", "5021");
    expect(await commands["pages.count"](null, asker)).toMatchObject({ pages: 0 });
    settings.rememberPages = true;
    keep("https://crm.example/b", "5021");
    settings.rememberPages = false;
    keep("https://crm.example/c", "5021");
    expect(await commands["pages.count"](null, asker)).toMatchObject({ pages: 1 });
  });

  it("offers three pages at most", async () => {
    const { keep, commands } = start();
    for (const path of ["a", "b", "c", "d", "e"]) keep(`https://crm.example/${path}`, "5021");
    const { pages } = await commands["pages.withNumbers"]({ numbers: ["5021"] }, asker);
    expect(pages).toHaveLength(3);
  });

  it("forgets what is half a year old, at the start and with each page", () => {
    const store = memory();
    const { keep, clock } = start(store);
    keep("https://crm.example/a", "5021");
    const border = clock.now() - limits.days * day;
    expect([store.forgotten, forgottenBefore(clock.now())]).toEqual([[border, border], border]);
  });

  it("forgets one site, or all", async () => {
    const store = memory();
    const { commands } = start(store);
    await commands["pages.forget"]({ site: "crm.example" }, asker);
    await commands["pages.forget"]({ site: null }, asker);
    expect(store.forgotten.slice(1)).toEqual(["crm.example", null]);
  });

  it("begins also where the disk does not obey", () => {
    const forgetBefore = (): never => {
      throw new Error("disk full");
    };
    expect(start({ ...memory(), forgetBefore }).log).toEqual(["old pages not forgotten"]);
  });
});
