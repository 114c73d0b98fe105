import { describe, expect, it } from "vitest";
import { savedPages } from "./pages.ts";

describe("the pages of the benchmark", () => {
  it("are twenty, large, and the same in every run", () => {
    const pages = savedPages();
    expect(pages).toHaveLength(20);
    expect(savedPages()).toEqual(pages);
    expect(pages.filter(({ html }) => html.length < 80_000)).toEqual([]);
  });
});
