import { expect, it } from "vitest";
import { whenSeen } from "./when-seen.ts";

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();

it("what was seen today has its hour, all else its day", () => {
  const when = (time: number): string => whenSeen(time, at(25, 10), "en-GB");
  expect([at(25, 9), at(24, 23), at(20, 9)].map(when)).toEqual(["09:00", "Yesterday", "Friday 20 November"]);
});
