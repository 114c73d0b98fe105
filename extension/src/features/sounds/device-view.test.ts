import { describe, expect, it } from "vitest";
import { deviceView } from "./device-view.ts";

const headset = { id: "h1", name: "Headset" };
const desk = { id: "d1", name: "Desk" };
const system = { id: "", name: null, away: false };

describe("the choice of a device", () => {
  it("offers the system's own and what is plugged in", () => {
    expect(deviceView(null, [desk])).toEqual({ value: "", options: [system, { ...desk, away: false }], aid: null });
    expect(deviceView(desk, [desk]).value).toBe("d1");
  });
  it("keeps the chosen one that is away, and says what serves", () => {
    expect(deviceView(headset, [desk])).toEqual({
      value: "h1",
      options: [system, { ...desk, away: false }, { ...headset, away: true }],
      aid: "sounds:device.away-aid",
    });
  });
  it("shows a chosen one under its new id", () => {
    expect(deviceView(headset, [{ ...headset, id: "h2" }]).value).toBe("h2");
  });
  it.each([
    ["nothing yet", null, null],
    ["hidden ones", [{ id: "", name: "" }], "sounds:device.hidden"],
    ["none", [], "sounds:device.none-told"],
  ] as const)("says why there is nothing to choose where the browser tells of %s", (_, present, aid) => {
    expect(deviceView(null, present)).toEqual({ value: "", options: [system], aid });
  });
});
