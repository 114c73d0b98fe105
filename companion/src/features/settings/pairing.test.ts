import { describe, expect, it } from "vitest";
import { afterFailure, lockedFor, openCode, shutDoor, tryCode, type Door } from "./pairing.ts";

const tries = (door: Door, codes: string[], now = 1000) =>
  codes.reduce((last, code) => tryCode(last.door, code, now), { door, refusal: null } as ReturnType<typeof tryCode>);

describe("pairing", () => {
  const door = openCode(shutDoor, "419026", 1000);

  it("lets the right code in, once", () => {
    const first = tryCode(door, "419026", 2000);
    expect(first.refusal).toBeNull();
    expect(tryCode(first.door, "419026", 2000).refusal).toBe("no-code-open");
  });

  it("ends a code after two minutes", () => {
    expect(tryCode(door, "419026", 121_001).refusal).toBe("code-expired");
  });

  it("ends a code after five wrong tries, even if the sixth is right", () => {
    const worn = tries(
      door,
      ["1", "2", "3", "4", "5"].map((n) => n.repeat(6)),
    );
    expect(worn.refusal).toBe("code-wrong");
    expect(tryCode(worn.door, "419026", 1000).refusal).toBe("no-code-open");
  });

  it("closes the door for a minute after ten failures and opens it again", () => {
    let shut: Door = door;
    for (let i = 0; i < 10; i += 1) shut = afterFailure(shut, 5000);
    expect(lockedFor(shut, 5000)).toBe(60);
    expect(tryCode(shut, "419026", 6000).refusal).toBe("locked-out");
    expect(lockedFor(shut, 65_000)).toBe(0);
  });
});
