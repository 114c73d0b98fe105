import { inBrowser } from "@twp/shared/protocol/calls.ts";
import { describe, expect, it } from "vitest";
import { allDevices, movedUp, newTelephone } from "./device-view.ts";

const [desk, mobile] = [newTelephone("d"), { ...newTelephone("m"), kind: "mobile" as const, name: "Mine" }];

describe("the user's devices", () => {
  it("begin with the browser", () => {
    const devices = { telephones: [desk, mobile], used: "m" };
    expect(allDevices(devices)).toEqual([
      inBrowser,
      { id: "d", kind: "desk", name: "" },
      { id: "m", kind: "mobile", name: "Mine" },
    ]);
  });

  it("ring in the order of the list, in which one moves up, and the first stays", () => {
    expect(movedUp([desk, mobile], 1)).toEqual([mobile, desk]);
    expect(movedUp([desk, mobile], 0)).toEqual([desk, mobile]);
  });
});
