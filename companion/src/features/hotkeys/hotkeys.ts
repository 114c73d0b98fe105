import {
  Failure,
  type Chord,
  type Contact,
  type FailureCode,
  type Hotkey,
  type KeyNews,
  type Purpose,
  type State,
  type hotkeysCommands,
} from "@twp/shared/protocol/index.ts";
import type { Mirror } from "../mirror.ts";
import type { Clock, Commands } from "../ports.ts";
import { orderFor, type Order } from "./key-order.ts";
import type { Answered, OpenKeyboard } from "./ports.ts";
import { meaningOf } from "./selected-text.ts";
import { firstOfEach, wantedKeys } from "./wanted.ts";

/** What the keys need of the world. */
export type HotkeysPorts = Readonly<{
  mirror: Pick<Mirror, "state" | "publish" | "subscribe">;
  contacts: () => readonly Contact[];
  openKeyboard: OpenKeyboard;
  /** Runs a command as if a window had asked it. Rejects with `Failure`. */
  run: (order: Order) => Promise<unknown>;
  clock: Clock;
  newId: () => string;
}>;

/** The keys that work in every application. */
export type HotkeysFeature = Readonly<{
  commands: Commands<keyof typeof hotkeysCommands>;
  start: () => void;
  stop: () => void;
}>;

/** A press this soon after the last of the same keys is a finger that trembled, in milliseconds: nobody is called twice. */
export const trembling = 500;
/** What no window has shown after so many milliseconds is forgotten: it may be a text that was selected elsewhere. */
export const newsKept = 60_000;

/** Begins with no keys; `start` asks for those that are wanted. */
export function createHotkeys(ports: HotkeysPorts): HotkeysFeature {
  const { mirror, clock } = ports;
  let answered: Answered = { hindrance: null, stands: new Map() };
  let news: KeyNews | null = null;
  const lastPressed = new Map<Chord, number>();
  const wishes = () => wantedKeys(mirror.state().settings.values, ports.contacts());
  const tell = (): void => {
    const keys = keysOf(wishes(), answered);
    const told = { hindrance: keys.length === 0 ? null : answered.hindrance, keys, news };
    if (JSON.stringify(told) !== JSON.stringify(mirror.state().hotkeys))
      mirror.publish({ type: "hotkeys.changed", hotkeys: told });
  };
  const setNews = (next: KeyNews | null): void => {
    news = next;
    tell();
  };
  const leave = (next: Leaving): void => {
    const id = ports.newId();
    setNews({ ...next, id });
    clock.after(newsKept, () => news?.id === id && setNews(null));
  };
  const keyboard = ports.openKeyboard({
    pressed: (chord) => {
      const [now, before] = [clock.now(), lastPressed.get(chord) ?? -Infinity];
      lastPressed.set(chord, now);
      const key = mirror.state().hotkeys.keys.find((each) => each.chord === chord && each.stand === "held");
      if (key === undefined || now - before < trembling) return;
      act(key.purpose).then(
        (left) => left !== null && leave(left),
        (error: unknown) => leave({ kind: "failed", code: codeOf(error) }),
      );
    },
    answered: (next) => {
      answered = next;
      tell();
    },
  });
  const act = async (purpose: Purpose): Promise<Leaving | null> => {
    const wanted = await meant(ports, purpose, keyboard.selection);
    if ("kind" in wanted) return wanted;
    await ports.run(wanted);
    return null;
  };
  const renew = (): void => {
    keyboard.hold(firstOfEach(wishes()));
    tell();
  };
  mirror.subscribe(({ type }) => {
    if (type === "settings.changed" || type === "contacts.changed") renew();
  });
  return {
    commands: {
      "hotkeys.seen"({ id }) {
        if (news?.id === id) setNews(null);
        return null;
      },
    },
    start: renew,
    stop: keyboard.stop,
  };
}

type Leaving = KeyNews extends infer N ? (N extends KeyNews ? Omit<N, "id"> : never) : never;

/** The order a press comes to, or a text to look for. Throws where it comes to nothing. */
async function meant(
  { mirror, contacts }: HotkeysPorts,
  purpose: Purpose,
  selection: () => Promise<string>,
): Promise<Order | Leaving> {
  const state = mirror.state();
  switch (purpose.kind) {
    case "selection":
      return selectedOrder(await selection(), state);
    case "contact": {
      const contact = contacts().find(({ id }) => id === purpose.contactId);
      return dial(contact?.numbers[0] ?? "");
    }
    default: {
      const order = orderFor(purpose.kind, state.calls);
      if (order === null) throw new Failure("no-such-call");
      return order;
    }
  }
}

function selectedOrder(text: string, { dialling }: Pick<State, "dialling">): Order | Leaving {
  const meaning = meaningOf(text, dialling);
  switch (meaning.kind) {
    case "dial":
      return dial(meaning.target);
    case "search":
      return { kind: "search", text: meaning.text };
    case "nothing":
      throw new Failure(meaning.why);
  }
}

const dial = (target: string): Order => ({
  command: "calls.dial",
  params: { target, source: { kind: "hotkey" } },
});

const codeOf = (error: unknown): FailureCode => (error instanceof Failure ? error.code : "internal");

/** Each wish as it stands: the first for its keys as the system answered, a second one not at all. */
function keysOf(wishes: ReturnType<typeof wantedKeys>, { hindrance, stands }: Answered): Hotkey[] {
  const served = new Set(firstOfEach(wishes));
  return wishes.map((wish) => {
    if (!served.has(wish)) return { ...wish, stand: "twice", pressed: null };
    const stand = hindrance === null ? stands.get(wish.chord) : undefined;
    return { ...wish, stand: stand?.stand ?? "asked", pressed: stand?.pressed ?? null };
  });
}
