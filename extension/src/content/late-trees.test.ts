import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LateTrees, mayGetTree } from "./late-trees.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestIdleCallback", (work: () => void) => setTimeout(work, 1));
  vi.stubGlobal("cancelIdleCallback", clearTimeout);
  document.body.innerHTML = `<shop-line>old</shop-line><div id="widget"></div><div id="full">x</div><span></span>`;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const at = (selector: string): Element => document.querySelector(selector) ?? document.body;

function waiting() {
  const found: ShadowRoot[] = [];
  const trees = new LateTrees((shadow) => found.push(shadow));
  for (const element of document.querySelectorAll("*")) if (mayGetTree(element)) trees.note(element);
  return { found, trees };
}

describe("a shadow tree that comes late", () => {
  it("is awaited of the page's own elements and of empty ones", () => {
    const hosts = ["shop-line", "#widget", "#full", "span"].filter((selector) => mayGetTree(at(selector)));
    expect(hosts).toEqual(["shop-line", "#widget"]);
  });

  it("is found once, whenever it comes in the first half minute", async () => {
    const { found, trees } = waiting();
    trees.begin();
    await vi.advanceTimersByTimeAsync(1000);
    expect(found).toEqual([]);
    const line = at("shop-line").attachShadow({ mode: "open" });
    await vi.advanceTimersByTimeAsync(3000);
    expect(found).toEqual([line]);
    const widget = at("#widget").attachShadow({ mode: "open" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(found).toEqual([line, widget]);
  });

  it("is looked for no more after that, and again when something has happened", async () => {
    const { found, trees } = waiting();
    trees.begin();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(vi.getTimerCount()).toBe(0);
    const line = at("shop-line").attachShadow({ mode: "open" });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(found).toEqual([]);
    trees.begin();
    await vi.advanceTimersByTimeAsync(1000);
    expect(found).toEqual([line]);
  });

  it("costs no timer where nothing waits, where all is found, or where it ends", async () => {
    const { trees } = waiting();
    trees.begin();
    at("#widget").remove();
    at("shop-line").attachShadow({ mode: "open" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(vi.getTimerCount()).toBe(0);
    trees.begin();
    expect(vi.getTimerCount()).toBe(0);
    trees.note(at("#full"));
    trees.begin();
    trees.clear();
    expect(vi.getTimerCount()).toBe(0);
  });
});
