import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWay, type Way } from "./way.ts";

describe("the way of a call at a telephone", () => {
  it("is straight until it passes here, and only where that was agreed", () => {
    const way = createWay();
    expect([way.next(), way.isHere(), way.want("here")]).toEqual(["straight", false, false]);
    expect(way.offering()).toBe("here");
    expect(way.isHere()).toBe(false);
    expect(way.agree(way.offered())).toBeNull();
    expect([way.isHere(), way.want("here"), way.want("straight")]).toEqual([true, false, true]);
  });

  it("stays here once the other party has refused to be straight again, until the two have agreed on that", () => {
    const way = createWay();
    way.agree("here");
    way.want("straight");
    expect([way.offering(), way.offering(), way.want("straight")]).toEqual(["straight", "here", false]);
    way.agree("straight");
    expect([way.isHere(), way.want("here"), way.next()]).toEqual([false, true, "here"]);
  });

  it("is never another than the one that was agreed last", () => {
    const acts = fc.array(fc.constantFrom("here", "straight", "offer", "accept"), { maxLength: 20 });
    fc.assert(
      fc.property(acts, (deeds) => {
        const way = createWay();
        let agreed: Way = "straight";
        for (const deed of deeds) {
          if (deed === "here" || deed === "straight") way.want(deed);
          if (deed === "offer") way.offering();
          if (deed === "accept") way.agree((agreed = way.offered()));
          expect(way.isHere()).toBe(agreed === "here");
        }
      }),
    );
  });
});
