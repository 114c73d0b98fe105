import { beforeEach, describe, expect, it } from "vitest";
import { createHandClock, type HandClock } from "../../../features/hand-clock.ts";
import type { Connection } from "./connection.ts";
import { openSelection, type Selection } from "./selection.ts";

/** What the owner of a selection leaves for each target; none refuses, `silent` never answers. */
type Left = Readonly<{ type: number; bytes: Buffer; more?: number }>;
type Owner = Readonly<Record<number, Left>> | "silent" | null;

const [internAtom, getProperty, getSelectionOwner, convertSelection] = [16, 20, 23, 24];
const atoms: Readonly<Record<string, number>> = { UTF8_STRING: 300, INCR: 301, TWP_SELECTION: 302 };
const [utf8, string, incr, ourWindow] = [300, 31, 301, 7];

let clock: HandClock;
let owner: Owner;
let selection: Selection;
beforeEach(async () => {
  clock = createHandClock();
  owner = null;
  selection = await openSelection(display(), ourWindow, clock);
});

/** A display with one application on it. */
function display(): Connection {
  let property: Left | undefined;
  const convert = (request: Buffer): void => {
    if (owner === "silent") return;
    const target = request.readUInt32LE(12);
    property = owner?.[target];
    const event = Buffer.alloc(32);
    event.writeUInt8(31, 0);
    event.writeUInt32LE(request.readUInt32LE(20), 4);
    event.writeUInt32LE(target, 16);
    event.writeUInt32LE(property === undefined ? 0 : request.readUInt32LE(16), 20);
    queueMicrotask(() => selection.heard(event));
  };
  const reply = (write: (bytes: Buffer) => void, value: Buffer = Buffer.alloc(0)): Buffer => {
    const bytes = Buffer.concat([Buffer.alloc(32), value]);
    write(bytes);
    return bytes;
  };
  const ask = async (request: Buffer): Promise<Buffer> => {
    switch (request.readUInt8(0)) {
      case internAtom:
        return reply((bytes) =>
          bytes.writeUInt32LE(atoms[request.toString("latin1", 8, 8 + request.readUInt16LE(4))] ?? 0, 8),
        );
      case getSelectionOwner:
        return reply((bytes) => bytes.writeUInt32LE(owner === null ? 0 : 99, 8));
      case getProperty:
        return reply((bytes) => {
          bytes.writeUInt32LE(property?.type ?? 0, 8);
          bytes.writeUInt32LE(property?.more ?? 0, 12);
          bytes.writeUInt32LE(property?.bytes.length ?? 0, 16);
        }, property?.bytes);
      default:
        throw new Error("not asked here");
    }
  };
  return {
    setup: { firstId: ourWindow, root: 1, firstKeycode: 8, lastKeycode: 255 },
    send(request) {
      if (request.readUInt8(0) === convertSelection) convert(request);
      return 1;
    },
    ask,
    onEvent: () => undefined,
    onError: () => undefined,
    close: () => undefined,
  };
}

describe("the selection of a display", () => {
  it("is read as UTF-8, else in the old way", async () => {
    owner = { [utf8]: { type: utf8, bytes: Buffer.from("Zoé 5021") } };
    expect(await selection.read(1)).toBe("Zoé 5021");
    owner = { [string]: { type: string, bytes: Buffer.from("Zoé", "latin1") } };
    expect(await selection.read(2)).toBe("Zoé");
  });

  it.each([
    ["nobody has", null, "selection-empty"],
    ["its owner gives to nobody", {}, "selection-unreadable"],
    ["comes piece by piece", { [utf8]: { type: incr, bytes: Buffer.alloc(4) } }, "selection-too-long"],
    ["is longer than any number", { [utf8]: { type: utf8, bytes: Buffer.alloc(8), more: 9 } }, "selection-too-long"],
  ])("that %s says so", async (_, of, code) => {
    owner = of;
    await expect(selection.read(1)).rejects.toMatchObject({ code });
  });

  it("of an application that hangs is waited for only so long, and the next one is read all the same", async () => {
    owner = "silent";
    const hanging = expect(selection.read(1)).rejects.toMatchObject({ code: "selection-unreadable" });
    await new Promise((resolve) => setTimeout(resolve, 0));
    clock.pass(500);
    await hanging;
    owner = { [utf8]: { type: utf8, bytes: Buffer.from("5021") } };
    expect(await selection.read(2)).toBe("5021");
  });
});
