import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runIdle } from "./idle.ts";
import { PageMessage } from "./message.ts";
import { pageForbidsNumbers } from "./page-wish.ts";
import { isSeen, opacityOf } from "./seen.ts";
import { isInside, isTooDeep, placeIn, readAgainFrom, runsBelow, elementsBelow, type Walk } from "./runs.ts";
import { isSkipped, mayRead, skipped } from "./texts-of-page.ts";
import { wordsBefore } from "./words-before.ts";
import { piecesOf } from "./windows-of-text.ts";

beforeEach(() => {
  document.head.innerHTML = "";
  document.body.innerHTML = "";
});

const all: Walk = { leave: () => undefined, mayHold: () => true };

function readTexts(html: string): string[] {
  document.body.innerHTML = html;
  return [...runsBelow(document.body, all)].flatMap((run) => (run === undefined ? [] : [run.text]));
}

describe("the texts of a page", () => {
  it("leave out what the user writes, what programs read and what is a link already", () => {
    const html = `<p>a<b>1</b></p><textarea>2</textarea><script>3</script><style>4</style><a href="/x">5</a><a>6</a>
      <div contenteditable><p>7</p></div><code>8</code><button>9</button>`;
    expect(
      readTexts(html)
        .map((text) => text.trim())
        .filter(Boolean),
    ).toEqual(["a1", "6"]);
  });

  it("are read together where nothing parts them, and apart where a block, a break or something left out stands between", () => {
    expect(readTexts("<p>01 <b>99</b> 00 <i><u>12</u></i> 34</p>")).toEqual(["01 99 00 12 34"]);
    expect(readTexts("<p>1<br>2</p>3<div>4</div><span>5</span><button>x</button>6")).toEqual([
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
    ]);
    expect(readTexts("<td>1</td><table><tr><td>2</td><td>3</td></tr></table>").filter((text) => text.trim())).toEqual([
      "1",
      "2",
      "3",
    ]);
  });

  it("without a digit are passed by, but where they stand beside one", () => {
    expect(readTexts("<p>Nobody calls</p><p>Poste <b>12</b> (<i>Anne</i>)</p><p>now</p>")).toEqual(["Poste 12 (Anne)"]);
    expect(readTexts("<p>Call <code>x</code> us: <b>1</b><span contenteditable>no</span> now</p>")).toEqual([" us: 1"]);
    const passed: string[] = [];
    document.body.innerHTML = "<p>a<b>1</b>c</p><p>d</p>";
    expect([...runsBelow(document.body, { leave: ({ data }) => passed.push(data), mayHold: () => false })]).toEqual([]);
    expect([...new Set(passed)].toSorted()).toEqual(["1", "a", "c", "d"]);
  });

  it("go on behind a run that is full, and nothing is read twice", () => {
    const parts = Array.from({ length: 200 }, (_, n) => `<b>${n} </b>`);
    const texts = readTexts(`<p>${parts.join("")}</p>`);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.join("")).toBe(parts.join("").replaceAll(/<.?b>/gu, ""));
  });

  it("are left where the page takes away the one the walk has come to", () => {
    document.body.innerHTML = "<p>1</p><p>2</p>";
    const walk = runsBelow(document.body, all);
    walk.next();
    document.body.firstElementChild?.remove();
    expect(walk.next()).toEqual({ done: true, value: false });
    expect(runsBelow(document.body, { ...all, mayHold: () => false }).next()).toEqual({ done: true, value: true });
  });

  it("stand in elements, each of which is told of, the first included", () => {
    document.body.innerHTML = "<div id=a><p>1</p><section><i>2</i></section></div>";
    const told: string[] = [];
    const host = document.getElementById("a");
    if (host === null) throw new Error("no host");
    expect([...elementsBelow(host, ({ localName }) => told.push(localName))]).toEqual([]);
    expect(told).toEqual(["div", "p", "section", "i"]);
  });

  it("know where each letter of the whole stands", () => {
    document.body.innerHTML = "<p>01<b>23</b>45</p>";
    const run = [...runsBelow(document.body, all)].find((each) => each !== undefined);
    if (run === undefined) throw new Error("nothing was read");
    const [start, end] = [placeIn(run, 2, false), placeIn(run, 4, true)];
    expect([start.node.data, start.offset, end.node.data, end.offset]).toEqual(["23", 0, "23", 2]);
  });

  it("are left out by the same elements, whether one asks a selector or the element", () => {
    document.body.innerHTML = `<a>1</a><a href="">2</a><a name="x" href="/">3</a><p contenteditable>4</p><p contenteditable="false">5</p>
      <p contenteditable="plaintext-only">6</p><svg><a href="/"><text>7</text></a></svg><kbd>8</kbd><label>9</label><option>10</option>`;
    for (const element of document.body.querySelectorAll("*"))
      expect([element.outerHTML, isSkipped(element)]).toEqual([element.outerHTML, element.matches(skipped)]);
  });

  it("are read once where a page tells of every branch of a tree, however deep", () => {
    document.body.innerHTML = `<div id="tree">${"<div><b>".repeat(40)}01 99 00 12 34${"</b></div>".repeat(40)}</div>`;
    const branches = new Set<Node>(document.querySelectorAll("#tree, #tree *"));
    expect([...branches].filter((branch) => !isInside(branch, branches))).toEqual([document.getElementById("tree")]);
  });

  it("are not sought upwards without end", () => {
    document.body.innerHTML = `<p>${"<b>".repeat(200)}01 99 00 12 34${"</b>".repeat(200)}</p>`;
    const inmost = [...document.querySelectorAll("b")].at(-1) ?? document.body;
    expect(readAgainFrom(inmost)).toBeInstanceOf(HTMLElement);
    expect(readAgainFrom(inmost).contains(inmost)).toBe(true);
    expect((readAgainFrom(inmost) as Element).tagName).toBe("B");
  });

  it("are too deep where a script nested them deeper than any page is written", () => {
    let at: HTMLElement = document.body;
    for (let level = 0; level < 512; level += 1) at = at.appendChild(document.createElement("b"));
    expect(isTooDeep(at)).toBe(false);
    for (let level = 0; level < 1024; level += 1) at = at.appendChild(document.createElement("b"));
    expect(isTooDeep(at)).toBe(true);
  });

  it("know a text by where it stands", () => {
    document.body.innerHTML = `<div contenteditable="true"><p id="in">x</p></div><p id="out">y</p>`;
    const element = (id: string): Element => document.getElementById(id) ?? document.body;
    expect(mayRead(element("in"))).toBe(false);
    expect(mayRead(element("out"))).toBe(true);
  });
});

describe("the words before a number", () => {
  it("are those that are read before it, nearest last, a line for each block", () => {
    document.body.innerHTML = `<script>no()</script><h2>Claire <b>Martin</b></h2>
      <p>Tél. <i id="number">01 99 00 12 34</i> later</p>`;
    const range = new Range();
    range.selectNodeContents(document.getElementById("number")?.firstChild ?? document.body);
    expect(wordsBefore({ range }).trim()).toBe("Claire Martin\nTél.");
    range.setStart(document.querySelector("p")?.lastChild ?? document.body, 3);
    expect(wordsBefore({ range })).toMatch(/\nTél. 01 99 00 12 34 la$/u);
  });

  it("are not gathered without end", () => {
    document.body.innerHTML = `${"<p>word</p>".repeat(500)}<p id="number">1</p>`;
    const range = new Range();
    range.selectNodeContents(document.getElementById("number")?.firstChild ?? document.body);
    expect(wordsBefore({ range }).length).toBeLessThanOrEqual(200);
  });
});

describe("a long text", () => {
  it("is cut into pieces that overlap, and is not read without end", () => {
    const pieces = [...piecesOf("x".repeat(2500))];
    expect(pieces.map(({ at }) => at)).toEqual([0, 960, 1920]);
    expect(pieces.at(-1)?.text).toHaveLength(2500 - 1920);
    expect([...piecesOf("x".repeat(10_000_000))]).toEqual([]);
    expect([...piecesOf("short")]).toEqual([{ text: "short", at: 0 }]);
  });
});

describe("a page's wish", () => {
  it("is respected", () => {
    expect(pageForbidsNumbers()).toBe(false);
    document.head.innerHTML = `<meta name="format-detection" content="date=no, telephone=no">`;
    expect(pageForbidsNumbers()).toBe(true);
  });
});

describe("what is clicked", () => {
  it.each([
    ["", true],
    ["opacity: 0", false],
    ["opacity: 0.1", false],
    ["visibility: hidden", false],
    ["font-size: 2px", false],
    ["color: rgba(0, 0, 0, 0.05)", false],
    ["color: rgb(90, 90, 90)", true],
  ])("with the style %j is seen: %s", (style, seen) => {
    document.body.innerHTML = `<div style="${style}"><a id="link" href="tel:600" style="font-size: inherit">600</a></div>`;
    const inner = document.getElementById("link");
    const outer = inner?.parentElement;
    expect(outer && isSeen(outer)).toBe(seen);
  });

  it("is as faint as its colour", () => {
    expect(opacityOf("rgb(1, 2, 3)")).toBe(1);
    expect(opacityOf("rgba(1, 2, 3, 0.25)")).toBe(0.25);
    expect(opacityOf("oklch(0.5 0.1 172 / 0.5)")).toBe(0.5);
    expect(opacityOf("transparent")).toBe(0);
  });
});

describe("a message from a page", () => {
  it.each([
    [{ type: "number.clicked", target: "600", url: "http://x/", title: "x" }, true],
    [{ type: "number.clicked", target: "", url: "http://x/", title: "x" }, false],
    [{ type: "number.clicked", target: "6".repeat(257), url: "http://x/", title: "x" }, false],
    [{ type: "number.clicked", target: "600", url: "http://x/", title: "x", command: "account.change" }, false],
    [{ type: "calls.dial", target: "600" }, false],
    [{ type: "page.opened" }, true],
    [{ type: "numbers.sought", country: "FR", internalLengths: [3], texts: ["Tel. 12"] }, true],
    [{ type: "numbers.sought", country: "FR", internalLengths: [3], texts: ["x".repeat(1025)] }, false],
    [{ type: "numbers.sought", country: "FR", internalLengths: [], texts: Array(16).fill("x".repeat(1024)) }, true],
    [{ type: "numbers.sought", country: "FR", internalLengths: [], texts: Array(17).fill("x".repeat(1024)) }, false],
    [null, false],
  ])("%j is taken: %s", (message, taken) => {
    expect(v.safeParse(PageMessage, message).success).toBe(taken);
  });
});

describe("a walk over a page", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("requestIdleCallback", (work: () => void) => setTimeout(work, 1));
    vi.stubGlobal("cancelIdleCallback", clearTimeout);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("waits for what a step promises, even in vain, and goes on", async () => {
    const [done, steps] = [vi.fn<() => void>(), [] as string[]];
    const finder = Promise.withResolvers<void>();
    function* walk(): Generator<Promise<unknown> | undefined> {
      steps.push("first");
      yield finder.promise;
      steps.push("second");
      yield Promise.reject(new Error("no worker"));
      steps.push("third");
    }
    runIdle(walk(), done);
    await vi.advanceTimersByTimeAsync(100);
    expect(steps).toEqual(["first"]);
    finder.resolve();
    await vi.advanceTimersByTimeAsync(100);
    expect(steps).toEqual(["first", "second", "third"]);
    expect(done).toHaveBeenCalledOnce();
  });

  it("that is stopped while it waits stays so", async () => {
    const after = vi.fn<() => void>();
    const finder = Promise.withResolvers<void>();
    function* walk(): Generator<Promise<unknown> | undefined> {
      yield finder.promise;
      after();
    }
    const stop = runIdle(walk(), after);
    await vi.advanceTimersByTimeAsync(10);
    stop();
    finder.resolve();
    await vi.advanceTimersByTimeAsync(100);
    expect(after).not.toHaveBeenCalled();
  });
});
