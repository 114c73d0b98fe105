import { afterEach, describe, expect, it } from "vitest";
import { lineOf, type Line } from "./line.ts";

afterEach(() => document.body.replaceChildren());

/** The line of what `<mark>` holds, or of the element that it names. */
function lineIn(html: string, selector = "mark"): Line {
  document.body.innerHTML = html;
  const range = new Range();
  const marked = document.querySelector(selector);
  const text = marked?.firstChild;
  if (marked === null || text === null || text === undefined) throw new Error("nothing is marked");
  if (selector === "a") range.selectNodeContents(marked);
  else {
    range.setStart(text, 0);
    range.setEnd(text, text.nodeValue?.length ?? 0);
  }
  return lineOf({ range });
}
const around = (html: string, selector?: string): string => {
  const { before, text, after } = lineIn(html, selector);
  return `${before}[${text}]${after}`.replace(/\s+/gu, " ").trim();
};
const number = "<mark>01 99 00 12 34</mark>";

describe("the line of a number", () => {
  it("is all of its block, whatever stands in it as words, a link too", () => {
    expect(
      around(`<p>Nobody</p><p>Call <a href="/s">Sophie</a>, <b>Tel.</b> ${number} <i>today</i>!</p><p>No</p>`),
    ).toBe("Call Sophie, Tel. [01 99 00 12 34] today!");
  });

  it("ends at a break", () => {
    expect(around(`<p>Anna<br>Sophie ${number}<br>5012</p>`)).toBe("Sophie [01 99 00 12 34]");
  });

  it("is a row of a table, its cells apart", () => {
    const row = `<tr><td>Perrin</td><td><div>Sophie</div></td><td>${number}</td><th>Lyon</th></tr>`;
    expect(around(`<table><tr><td>Anna</td><td>5012</td></tr>${row}<tr><td>Laura</td></tr></table>`)).toBe(
      "Perrin Sophie [01 99 00 12 34] Lyon",
    );
  });

  it("is that around a telephone link", () => {
    expect(around(`<li>Sophie: <a href="tel:0199001234">call <b>me</b></a> or write</li>`, "a")).toBe(
      "Sophie: [call me] or write",
    );
  });

  it("leaves out what cannot be read there", () => {
    const parts = `<script>let a</script>`;
    expect(around(`<p>No ${parts} Sophie ${number}</p>`)).toBe("Sophie [01 99 00 12 34]");
  });

  it("is never long, however long the page's is", () => {
    const { before, after } = lineIn(`<p>${"before ".repeat(9999)}${number}${"<b>after</b> ".repeat(9999)}</p>`);
    expect([before.length, after.length]).toEqual([200, 120]);
    expect(lineIn(`<p>${"<b>".repeat(500)}x${number}</p>`).text).toBe("01 99 00 12 34");
  });
});
