import { beforeEach, describe, expect, it } from "vitest";
import { createHandClock, type HandClock } from "../../../features/hand-clock.ts";
import type { Answered, Keyboard, KeyWish } from "../../../features/hotkeys/ports.ts";
import { openProcess } from "../macos/open-process.ts";
import { keysOf } from "../macos/keys.ts";
import { askedAgain, createDistantKeyboard } from "./keyboard.ts";
import type { Told, Wanted } from "./words.ts";

const wish = (chord: string): KeyWish => ({ chord, purpose: { kind: "selection" } });
/** What was begun does its first steps meanwhile. */
const aMoment = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

let clock: HandClock;
let answers: Answered[];
let pressed: string[];
let asked: Wanted<string>[];
let holders: { say: (told: Told) => void; go: () => void; hasEnded: boolean }[];
let keyboard: Keyboard;
beforeEach(() => {
  [answers, pressed, asked, holders] = [[], [], [], []];
  clock = createHandClock();
  keyboard = createDistantKeyboard<string>(
    {
      keysOf: (chord) => chord.toLowerCase(),
      clock,
      log: () => undefined,
      async open(heard, ended) {
        const holder = { say: heard, go: ended, hasEnded: false };
        holders.push(holder);
        return { tell: (wanted) => void asked.push(wanted), end: () => void (holder.hasEnded = true) };
      },
    },
    { pressed: (chord) => pressed.push(chord), answered: (answered) => answers.push(answered) },
  );
});
const stands = (): unknown => [...(answers.at(-1)?.stands ?? [])].map(([chord, { stand }]) => [chord, stand]);

describe("keys that somebody else holds for us", () => {
  it("are asked for once they are wanted, and say how they stand and when they are pressed", async () => {
    keyboard.hold([wish("Ctrl+F12"), wish("Ctrl+F1"), wish("Alt+Q")]);
    await aMoment();
    expect(asked).toEqual([{ type: "hold", turn: 1, keys: ["ctrl+f12", "ctrl+f1", "alt+q"] }]);
    holders[0]?.say({ type: "held", turn: 1, taken: [1], missing: [2] });
    expect(stands()).toEqual([
      ["Ctrl+F12", "held"],
      ["Ctrl+F1", "taken"],
      ["Alt+Q", "missing"],
    ]);
    holders[0]?.say({ type: "pressed", turn: 1, key: 0 });
    expect(pressed).toEqual(["Ctrl+F12"]);
  });

  it("are asked for again while another program has them", async () => {
    keyboard.hold([wish("Ctrl+F1")]);
    await aMoment();
    holders[0]?.say({ type: "held", turn: 1, taken: [0], missing: [] });
    clock.pass(askedAgain);
    await aMoment();
    expect([asked.length, holders.length]).toEqual([2, 1]);
  });

  it("that were let go of do nothing any more, and with none wanted nobody is kept", async () => {
    keyboard.hold([wish("Ctrl+F1")]);
    await aMoment();
    keyboard.hold([wish("Ctrl+F2")]);
    await aMoment();
    holders[0]?.say({ type: "pressed", turn: 1, key: 0 });
    expect(pressed).toEqual([]);
    keyboard.hold([]);
    await aMoment();
    expect(holders[0]?.hasEnded).toBe(true);
    await expect(keyboard.selection()).rejects.toMatchObject({ code: "selection-unreadable" });
  });

  it("are said to be lost with whoever held them, and are asked for anew", async () => {
    keyboard.hold([wish("Ctrl+F1")]);
    await aMoment();
    const reading = expect(keyboard.selection()).rejects.toMatchObject({ code: "selection-unreadable" });
    await aMoment();
    holders[0]?.go();
    await reading;
    expect(answers.at(-1)?.hindrance).toBe("system-refused");
    clock.pass(askedAgain);
    await aMoment();
    expect([holders.length, asked.at(-1)?.type]).toEqual([2, "hold"]);
  });

  it("come with the selected text, or why there is none", async () => {
    keyboard.hold([wish("Ctrl+F12")]);
    await aMoment();
    const [one, other] = [keyboard.selection(), keyboard.selection()];
    const refused = expect(other).rejects.toMatchObject({ code: "selection-forbidden" });
    await aMoment();
    holders[0]?.say({ type: "unread", turn: 2, why: "selection-forbidden" });
    holders[0]?.say({ type: "selected", turn: 1, text: "Anna" });
    await refused;
    expect(await one).toBe("Anna");
  });
});

it("a system that has nothing of macOS says so, and nothing breaks", async () => {
  if (process.platform === "darwin") return expect(keysOf("Ctrl+F1").name).toBe("F1");
  const answered = new Promise<Answered>((resolve) => {
    const ports = { keysOf, open: openProcess, clock, log: () => undefined };
    const own = createDistantKeyboard(ports, { pressed: () => undefined, answered: resolve });
    own.hold([wish("Ctrl+F1")]);
  });
  expect((await answered).hindrance).toBe("system-refused");
});
