import { describe, expect, it } from "vitest";
import { quiet } from "./quiet.ts";

describe("a log under a flood", () => {
  it("tells twenty events alike a second, and how many it kept to itself", () => {
    const told: Array<number | undefined> = [];
    let now = 0;
    const note = quiet<{ name: string; reason: string }>(
      ({ times }) => told.push(times),
      () => now,
    );
    for (let count = 0; count < 5000; count += 1) note({ name: "message.refused", reason: "no-blank-line" });
    expect(told).toHaveLength(20);
    now = 1000;
    note({ name: "message.refused", reason: "no-blank-line" });
    expect(told.at(-1)).toBe(4981);
  });

  it("goes on telling what else happens", () => {
    const told: string[] = [];
    const note = quiet<{ name: string; reason?: string }>(
      ({ name }) => told.push(name),
      () => 0,
    );
    for (let count = 0; count < 100; count += 1) note({ name: "flood" });
    note({ name: "flow.failed" });
    expect(told.at(-1)).toBe("flow.failed");
  });

  it("counts no more kinds than it has room for, whatever reasons are made up", () => {
    let told = 0;
    const note = quiet<{ name: string; reason: string }>(
      () => (told += 1),
      () => 0,
    );
    for (let count = 0; count < 5000; count += 1) note({ name: "made-up", reason: String(count) });
    expect(told).toBe(120);
  });
});
