import { numberKey } from "@twp/shared/dialling/same-number.ts";
import { mostOffered, type DialPlan, type Settings, type pageMemoryCommands } from "@twp/shared/protocol/index.ts";
import type { Clock, Commands, Log } from "../ports.ts";
import { forgottenBefore } from "./limits.ts";
import type { PageStore } from "./ports.ts";

/** What the memory of pages needs of the world. */
export type PageMemoryPorts = Readonly<{
  store: PageStore;
  settings: () => Pick<Settings, "rememberPages">;
  plan: () => DialPlan;
  clock: Pick<Clock, "now">;
  log: Log;
}>;

/** On which pages the user has seen a number. */
export type PageMemory = Readonly<{ commands: Commands<keyof typeof pageMemoryCommands> }>;

/** Begins with what is kept, without what has become too old. */
export function createPageMemory({ store, settings, plan, clock, log }: PageMemoryPorts): PageMemory {
  const keysOf = (numbers: readonly string[]): string[] => [
    ...new Set(numbers.map((number) => numberKey(number, plan()))),
  ];
  const forgetOld = (): void => store.forgetBefore(forgottenBefore(clock.now()));
  try {
    forgetOld();
  } catch (error) {
    // It is asked for again with the next page; the telephone goes on without.
    log("old pages not forgotten", { error: error instanceof Error ? error.name : "unknown" });
  }
  return {
    commands: {
      "pages.keep"({ url, title, numbers }) {
        if (!settings().rememberPages) return null;
        const byKey = new Map(numbers.map(({ number, words }) => [numberKey(number, plan()), words]));
        store.keep({
          url,
          site: new URL(url).hostname,
          title,
          seenAt: clock.now(),
          numbers: [...byKey].map(([key, words]) => ({ key, words })),
        });
        forgetOld();
        return null;
      },
      "pages.withNumbers": ({ numbers }) => ({ pages: store.with(keysOf(numbers), mostOffered) }),
      "pages.count": store.count,
      "pages.forget"({ site }) {
        store.forget(site);
        return null;
      },
    },
  };
}
