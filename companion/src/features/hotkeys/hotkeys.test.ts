import {
  defaultSettings,
  Failure,
  type Chord,
  type Contact,
  type Hotkeys,
  type KeyStand,
  type Settings,
} from "@twp/shared/protocol/index.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { createHandClock, type HandClock } from "../hand-clock.ts";
import { createMirror, type Mirror } from "../mirror.ts";
import { createHotkeys, trembling, type HotkeysFeature } from "./hotkeys.ts";
import { newsKept } from "./key-news.ts";
import type { Order } from "./key-order.ts";
import { loadReader } from "./meant.ts";
import { PressFailed, type KeyboardNews } from "./ports.ts";

let mirror: Mirror;
let clock: HandClock;
let hotkeys: HotkeysFeature;
let keyboard: KeyboardNews;
let held: readonly Chord[];
let selected: string | PressFailed;
let orders: Order[];
let refusal: Failure | null;
let contacts: Contact[];
beforeEach(() => {
  mirror = createMirror((error) => {
    throw error;
  });
  clock = createHandClock();
  [held, selected, orders, refusal, contacts] = [[], "", [], null, []];
  let ids = 0;
  hotkeys = createHotkeys({
    mirror,
    clock,
    newId: () => String(++ids),
    contacts: () => contacts,
    openKeyboard(news) {
      keyboard = news;
      return {
        hold: (wishes) => void (held = wishes.map(({ chord }) => chord)),
        selection: async () => {
          if (selected instanceof PressFailed) throw selected;
          return selected;
        },
        stop: () => undefined,
      };
    },
    async run(order) {
      if (refusal !== null) throw refusal;
      orders.push(order);
    },
  });
  hotkeys.start();
});

const state = (): Hotkeys => mirror.state().hotkeys;
const set = (values: Partial<Settings>): void =>
  mirror.publish({
    type: "settings.changed",
    settings: { values: { ...defaultSettings, ...values }, notices: [] },
  });
const answer = (stands: Readonly<Record<Chord, KeyStand>>): void =>
  keyboard.answered({
    hindrance: null,
    stands: new Map(Object.entries(stands).map(([chord, stand]) => [chord, { stand, pressed: null }])),
  });
/** What reads selected texts is loaded when it is first wanted. */
async function settled(): Promise<void> {
  await loadReader();
  await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Presses keys and lets what follows come to its end. */
async function press(chord: Chord): Promise<void> {
  keyboard.pressed(chord);
  await settled();
}
const stand = (): string[] => state().keys.map(({ chord, stand }) => `${chord} ${stand}`);

describe("the keys of the desktop", () => {
  it("F78: are asked for once the user wants them, and given back", () => {
    expect([held, state()]).toEqual([[], { hindrance: null, keys: [], news: null }]);
    set({ callSelection: true });
    expect([held, stand()]).toEqual([["Ctrl+F12"], ["Ctrl+F12 asked"]]);
    answer({ "Ctrl+F12": "held" });
    expect(stand()).toEqual(["Ctrl+F12 held"]);
    set({});
    expect([held, stand()]).toEqual([[], []]);
  });

  it("say which somebody else has, and which do two things", () => {
    contacts = [{ id: "s", name: "Sophie", company: "", numbers: ["5021"], hotkey: "F3" }];
    set({ answerKey: "Ctrl+Alt+A", muteKey: "Ctrl+F3", holdKey: "Ctrl+Alt+A" });
    answer({ "Ctrl+F3": "held", "Ctrl+Alt+A": "taken" });
    expect(stand()).toEqual(["Ctrl+F3 held", "Ctrl+Alt+A taken", "Ctrl+F3 twice", "Ctrl+Alt+A twice"]);
    expect(held).toEqual(["Ctrl+F3", "Ctrl+Alt+A"]);
  });

  it("say why none can be had, while any is wanted", () => {
    set({ callSelection: true });
    keyboard.answered({ hindrance: "display-refused", stands: new Map() });
    expect(state().hindrance).toBe("display-refused");
    set({});
    expect(state().hindrance).toBeNull();
  });

  it("tell the windows nothing where nothing is another", () => {
    set({ callSelection: true });
    const before = mirror.revision();
    set({ callSelection: true, theme: "dark" });
    expect(mirror.revision()).toBe(before + 1);
  });
});

describe("a press", () => {
  beforeEach(() => {
    contacts = [{ id: "s", name: "Sophie", company: "", numbers: ["5021", "5022"], hotkey: "F3" }];
    set({ callSelection: true, hangUpKey: "Ctrl+Alt+X" });
    answer({ "Ctrl+F12": "held", "Ctrl+F3": "held", "Ctrl+Alt+X": "held" });
  });

  it("F77: calls the selected number by the command of a click", async () => {
    selected = "01 99 00 12 34\n";
    await press("Ctrl+F12");
    expect(orders).toEqual([
      { command: "calls.dial", params: { target: "01 99 00 12 34", source: { kind: "hotkey" } } },
    ]);
  });

  it("F76: leaves a word to be looked for, until a window shows it or a minute is over", async () => {
    selected = "Perrin";
    await press("Ctrl+F12");
    expect(state().news).toEqual({ kind: "search", id: "1", text: "Perrin" });
    await hotkeys.commands["hotkeys.seen"]({ id: "other" }, { session: "", browser: { id: "", name: "" } });
    expect(state().news).not.toBeNull();
    await hotkeys.commands["hotkeys.seen"]({ id: "1" }, { session: "", browser: { id: "", name: "" } });
    expect(state().news).toBeNull();
    clock.pass(trembling);
    await press("Ctrl+F12");
    clock.pass(newsKept);
    expect([state().news, orders]).toEqual([null, []]);
  });

  it("F87: calls the first number of its contact", async () => {
    await press("Ctrl+F3");
    expect(orders).toMatchObject([{ params: { target: "5021" } }]);
  });

  it("on a page is heard where the system gives no such keys, and there only", async () => {
    const asker = { session: "", browser: { id: "", name: "" } };
    const pressOnPage = async (chord: Chord, selection: string): Promise<void> => {
      await hotkeys.commands["hotkeys.press"]({ chord, selection }, asker);
      await settled();
      clock.pass(trembling);
    };
    await pressOnPage("Ctrl+F12", "5020");
    expect(orders).toEqual([]);
    answer({ "Ctrl+F12": "taken", "Ctrl+F3": "held", "Ctrl+Alt+X": "held" });
    await pressOnPage("Ctrl+F12", "5020");
    await pressOnPage("Ctrl+F5", "5020");
    expect(orders).toMatchObject([{ params: { target: "5020" } }]);
  });

  it("by a finger that trembles calls once", async () => {
    for (let n = 0; n < 5; n += 1) {
      await press("Ctrl+F3");
      clock.pass(trembling - 1);
    }
    expect(orders).toHaveLength(1);
    clock.pass(1);
    await press("Ctrl+F3");
    expect(orders).toHaveLength(2);
  });

  it("of keys that are not ours does nothing", async () => {
    answer({ "Ctrl+F12": "taken", "Ctrl+F3": "held", "Ctrl+Alt+X": "held" });
    selected = "5020";
    await press("Ctrl+F12");
    await press("Ctrl+F5");
    expect([orders, state().news]).toEqual([[], null]);
  });

  it.each([
    ["there is no call", "Ctrl+Alt+X", "no-such-call"],
    ["nothing is selected", "Ctrl+F12", "selection-empty"],
  ])("where %s says so", async (_, chord, code) => {
    selected = "";
    await press(chord);
    expect(state().news).toMatchObject({ kind: "failed", code });
  });

  it("that fails says why, whatever failed", async () => {
    refusal = new Failure("line-not-registered");
    await press("Ctrl+F3");
    expect(state().news).toMatchObject({ kind: "failed", code: "line-not-registered" });
    selected = new PressFailed("selection-unreadable");
    await press("Ctrl+F12");
    expect(state().news).toMatchObject({ kind: "failed", code: "selection-unreadable" });
  });
});
