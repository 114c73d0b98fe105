import { beforeEach, describe, expect, it } from "vitest";
import { inOrder, nearest, stepped } from "./in-order.ts";

const html = `<p>Standard <b id="one">01 99 00 12 34</b> ou <i>rien</i> de plus</p><a id="two" href="tel:5012">Anna</a><p id="last">fin <u id="three">01 99 00 12 36</u></p>`;

const at = (id: string): Element => document.getElementById(id) ?? document.body;
const number = (id: string) => {
  const range = new Range();
  range.selectNodeContents(at(id));
  return { id, range };
};
const ids = (numbers: readonly { id: string }[]): string[] => numbers.map(({ id }) => id);

beforeEach(() => void (document.body.innerHTML = html));

describe("the numbers of a page", () => {
  it("stand in the order in which the page is read", () => {
    expect(ids(inOrder([number("three"), number("one"), number("two")]))).toEqual(["one", "two", "three"]);
  });

  it("of a shadow tree stand where its host does", () => {
    at("two").insertAdjacentHTML("beforebegin", "<div id=host></div>");
    const tree = at("host").attachShadow({ mode: "open" });
    tree.innerHTML = "<p>01 99 00 12 35</p>";
    const range = new Range();
    range.selectNodeContents(tree.firstElementChild ?? tree);
    const inside = { id: "inside", range };
    expect(ids(inOrder([number("three"), inside, number("one")]))).toEqual(["one", "inside", "three"]);
  });

  it("are meant by a caret in one, beside one, or before one; by a focus in one; and else the first is", () => {
    const all = [number("one"), number("two"), number("three")];
    const text = (id: string) => at(id).firstChild ?? at(id);
    expect(nearest(all, { node: text("one"), offset: 4 })?.id).toBe("one");
    expect(nearest(all, { node: text("one"), offset: 14 })?.id).toBe("one");
    const behind = at("one").nextSibling ?? document.body;
    expect(nearest(all, { node: behind, offset: 2 })?.id).toBe("two");
    expect(nearest(all, { node: at("two"), offset: 0 })?.id).toBe("two");
    expect(nearest(all, { node: text("last"), offset: 1 })?.id).toBe("three");
    expect(nearest(all, { node: document.body, offset: document.body.childNodes.length })?.id).toBe("one");
    expect(nearest(all, null)?.id).toBe("one");
    expect(nearest([], null)).toBeUndefined();
  });

  it("are meant from right behind them in the same text", () => {
    document.body.innerHTML = "<p>Tel. 01 99 00 12 34 or 01 99 00 12 35</p>";
    const text = document.querySelector("p")?.firstChild ?? document.body;
    const [first, second] = [
      [5, 19],
      [23, 37],
    ].map(([start = 0, end = 0]) => {
      const range = new Range();
      range.setStart(text, start);
      range.setEnd(text, end);
      return { range };
    });
    if (first === undefined || second === undefined) throw new Error("two numbers");
    expect(nearest([first, second], { node: text, offset: 20 })).toBe(first);
    expect(nearest([first, second], { node: text, offset: 22 })).toBe(second);
  });

  it("are gone through round and round, and from the first where one is no more there", () => {
    expect([stepped("abc".split(""), "c", 1), stepped("abc".split(""), "a", -1)]).toEqual(["a", "c"]);
    expect([stepped(["a"], "b", 1), stepped<string>([], "b", 1)]).toEqual(["a", undefined]);
  });
});
