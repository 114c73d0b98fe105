import { createServer, type AddressInfo } from "node:net";
import { beforeEach, describe, expect, it } from "vitest";
import { createHandClock, type HandClock } from "../../../features/hand-clock.ts";
import type { Answered, Keyboard, KeyWish } from "../../../features/hotkeys/ports.ts";
import type { DisplayName } from "./display.ts";
import { askedAgain, createX11Keyboard } from "./keyboard.ts";

const wish: KeyWish = { chord: "Ctrl+F12", purpose: { kind: "selection" } };
/** Displays are numbered from 0 on, and none so high. */
const nowhere = { host: "", display: 65_535, screen: 0 };

let clock: HandClock;
let answers: Answered[];
let keyboard: Keyboard;
beforeEach(() => {
  clock = createHandClock();
  answers = [];
  open(nowhere);
});

function open(display: DisplayName): void {
  keyboard = createX11Keyboard(
    { display, env: { XAUTHORITY: "/nowhere" }, clock, log: () => undefined },
    { pressed: () => expect.fail("nothing was pressed"), answered: (answered) => void answers.push(answered) },
  );
}

const told = async (times: number): Promise<void> =>
  expect.poll(() => answers.map(({ hindrance }) => hindrance)).toEqual(Array(times).fill("display-refused"));

describe("a display that cannot be had", () => {
  it("is told, and looked for again and again while a key is wanted", async () => {
    keyboard.hold([wish]);
    await told(1);
    clock.pass(askedAgain);
    await told(2);
    keyboard.hold([]);
    clock.pass(askedAgain);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await told(2);
  });

  it("is left alone once the companion leaves", async () => {
    keyboard.hold([wish]);
    await told(1);
    keyboard.stop();
    clock.pass(askedAgain);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await told(1);
  });

  it.each([
    ["refuses", Buffer.from([0, 4, 11, 0, 0, 0, 1, 0, 110, 111, 33, 33])],
    ["talks nonsense", Buffer.alloc(4096, 1)],
    ["goes at once", Buffer.alloc(0)],
  ])("because it %s is told, once", async (_, said) => {
    const server = createServer((socket) =>
      socket
        .on("error", () => undefined)
        .resume()
        .end(said),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    open({ host: "127.0.0.1", display: port - 6000, screen: 0 });
    keyboard.hold([wish]);
    await told(1);
    keyboard.stop();
    await new Promise((resolve) => server.close(resolve));
    await told(1);
  });

  it("has no selection", async () => {
    await expect(keyboard.selection()).rejects.toMatchObject({ code: "selection-unreadable" });
  });
});
