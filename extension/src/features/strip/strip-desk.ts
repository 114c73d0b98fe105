import type { Command, Params, Result, State } from "@twp/shared/protocol/index.ts";
import { effect, signal, type ReadonlySignal, type Signal } from "@preact/signals-core";
import type { Desk } from "../../companion/desk.ts";

/** What a page could make of a press in the strip without harm: what is looked up, and what was only put away. */
const harmless: ReadonlySet<Command> = new Set<Command>([
  "search.people",
  "journal.page",
  "journal.see",
  "contacts.page",
  "contacts.ofNumber",
  "pages.withNumbers",
  "pageNames.ofNumber",
  "recordings.page",
  "recordings.read",
  "voiceMail.page",
  "voiceMail.read",
  "messages.seen",
  "hotkeys.seen",
  "settings.dismissNotice",
  "guard.cancel",
  "calls.dismiss",
  "calls.silence",
]);

/** What is asked for in the strip, as it is told to whoever refuses it or does it elsewhere. */
export type Asked = Readonly<{ command: Command; number: string | null }>;

/** A desk for a panel that lies on somebody else's page. */
export type StripDesk = Readonly<{
  desk: Desk;
  /** Shows from now on what happens, or keeps the last picture. */
  show: (shown: boolean) => void;
}>;

/**
 * A desk on which nothing is done that `may` does not allow, and on which nothing changes while nobody sees it: a text that comes meanwhile was
 * not read there, and a hidden panel has nothing to draw.
 */
export function createStripDesk(desk: Desk, may: (asked: Asked) => boolean): StripDesk {
  const shown = signal(false);
  return {
    desk: {
      ...desk,
      state: whileShown(desk.state, shown),
      async ask<C extends Command>(command: C, params: Params<C>): Promise<Result<C> | "failed"> {
        const asked = { command, number: numberIn(params) };
        if (!harmless.has(command) && !may(asked)) return "failed";
        return desk.ask(command, params);
      },
    },
    show: (now) => (shown.value = now),
  };
}

function whileShown(state: ReadonlySignal<State | null>, shown: Signal<boolean>): ReadonlySignal<State | null> {
  const seen = signal<State | null>(state.peek());
  effect(() => {
    // The first picture comes before the page knows whether it is seen.
    if (shown.value || seen.peek() === null) seen.value = state.value;
  });
  return seen;
}

function numberIn(params: unknown): string | null {
  const of = typeof params === "object" && params !== null && "target" in params ? params.target : null;
  return typeof of === "string" ? of : null;
}
