import { expect, it } from "vitest";
import { lowerRight } from "./corner.ts";

it("the corner is that of the screen's work area, wherever the screen begins", () => {
  const second = { left: 1920, top: -200, width: 1280, height: 984 };
  expect(lowerRight(second, { width: 380, height: 260 })).toEqual({ left: 2804, top: 508, width: 380, height: 260 });
});

it("nothing begins outside the area", () => {
  const small = { left: 0, top: 30, width: 320, height: 200 };
  expect(lowerRight(small, { width: 380, height: 260 })).toMatchObject({ left: 0, top: 30 });
});
