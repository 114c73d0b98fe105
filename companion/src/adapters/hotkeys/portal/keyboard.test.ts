import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHandClock, type HandClock } from "../../../features/hand-clock.ts";
import { PressFailed, type Answered, type Keyboard, type KeyWish } from "../../../features/hotkeys/ports.ts";
import { createPortalKeyboard, lookedForAgain, triggerOf } from "./keyboard.ts";

it.each([
  ["Ctrl+F12", "CTRL+F12"],
  ["Ctrl+Alt+Shift+Super+A", "CTRL+ALT+SHIFT+LOGO+a"],
  ["Alt+1", "ALT+1"],
])("%s is asked for as %s", (chord, trigger) => {
  expect(triggerOf(chord)).toBe(trigger);
});

const selection: KeyWish = { chord: "Ctrl+F12", purpose: { kind: "selection" } };
const answer: KeyWish = { chord: "Ctrl+Alt+A", purpose: { kind: "answer" } };

let folder: string;
let server: Server;
let visitors: Socket[];
let clock: HandClock;
let answers: Answered[];
let keyboard: Keyboard;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "twp-bus-"));
  visitors = [];
  answers = [];
  clock = createHandClock();
  server = createServer((socket) => void visitors.push(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => server.listen(join(folder, "bus"), resolve));
  keyboard = createPortalKeyboard(
    {
      bus: join(folder, "bus"),
      describe: ({ kind }) => kind,
      selection: () => Promise.reject(new PressFailed("selection-unreadable")),
      newToken: () => "t",
      clock,
      log: () => undefined,
    },
    { pressed: () => expect.fail("nothing was pressed"), answered: (answered) => void answers.push(answered) },
  );
});
afterEach(async () => {
  keyboard.stop();
  visitors.forEach((socket) => socket.destroy());
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const visited = (times: number): Promise<void> => expect.poll(() => visitors.length).toBe(times);
const told = (...hindrances: readonly string[]): Promise<void> =>
  expect.poll(() => answers.map(({ hindrance }) => hindrance)).toEqual(hindrances);

describe("a message bus", () => {
  it.each([
    ["closes its door", (socket: Socket) => socket.destroy()],
    ["lets us not in", (socket: Socket) => socket.write("REJECTED\r\n")],
    ["talks nonsense", (socket: Socket) => socket.write("OK 1\r\nnonsense and more of it, which is no message\r\n")],
    ["goes before it has said anything", (socket: Socket) => socket.end("OK 1\r\n")],
  ])("that %s is told as none, once", async (_, act) => {
    keyboard.hold([selection]);
    await visited(1);
    act(visitors[0] ?? expect.fail());
    await told("no-portal");
    clock.pass(lookedForAgain);
    expect(visitors).toHaveLength(1);
  });

  it("that says nothing holds nobody up: other keys are asked for at once, and of the first nothing is told", async () => {
    keyboard.hold([selection]);
    await visited(1);
    keyboard.hold([selection, answer]);
    await visited(2);
    keyboard.hold([]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answers).toEqual([]);
  });

  it("is asked once for the same keys, whoever they call by now", async () => {
    const called = (name: string): KeyWish => ({
      chord: "Ctrl+F1",
      purpose: { kind: "contact", contactId: "a", name },
    });
    keyboard.hold([called("Anna")]);
    keyboard.hold([called("Anna Becker")]);
    await visited(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(visitors).toHaveLength(1);
  });
});
