import { afterEach, describe, expect, it } from "vitest";
import { readCards, spared } from "./h-cards.ts";
import { linesAround } from "./lines-around.ts";
import { nameInLink } from "./link-words.ts";
import { saidBySchema, type SchemaNode } from "./schema.ts";
import { signatureIn } from "./signature.ts";
import { writtenNodes } from "./written-nodes.ts";
import type { Said } from "./said.ts";

afterEach(() => document.body.replaceChildren());

const shown = ({ name, company, email, numbers }: Said): string =>
  [name, company, email, numbers.map(({ text, kind }) => `${text}=${kind}`).join(" ")].join(" | ");
function schemaOf(html: string): string[] {
  document.body.innerHTML = html;
  return saidBySchema([...writtenNodes(document)].filter((node): node is SchemaNode => node !== undefined)).map(shown);
}
function cardsOf(html: string): string[] {
  document.body.innerHTML = html;
  return [...readCards(document)].filter((card): card is Said => card !== undefined).map(shown);
}

describe("microdata", () => {
  it("says whose a number is", () => {
    expect(
      schemaOf(`<div itemscope itemtype="https://schema.org/Person"><b itemprop="name">Marie Dupont</b>
        <span itemprop="worksFor" itemscope itemtype="https://schema.org/Organization"><i itemprop="name">Acme</i>
          <b itemprop="telephone">01 99 00 12 00</b></span>
        <a itemprop="telephone" href="tel:+33199001234">Call</a> <meta itemprop="email" content="marie@acme.example"></div>`),
    ).toEqual(["Marie Dupont | Acme | marie@acme.example | +33199001234=other", " | Acme |  | 01 99 00 12 00=other"]);
  });

  it("of another vocabulary, or deeper than anybody writes, says nothing", () => {
    const inside = `<b itemprop="name">Marie Dupont</b><b itemprop="telephone">0199001234</b>`;
    expect(schemaOf(`<div itemscope itemtype="https://other.example/Person">${inside}</div>`)).toEqual([]);
    const deep = `<div itemscope itemtype="https://schema.org/Person">${"<div>".repeat(100)}${inside}${"</div>".repeat(100)}</div>`;
    expect(schemaOf(deep)).toEqual([]);
  });

  it("of thousands of things is not read to its end", () => {
    const one = `<p itemscope itemtype="https://schema.org/Person"><b itemprop="name">Marie Dupont</b><b itemprop="telephone">0199001234</b></p>`;
    expect(schemaOf(one.repeat(1000))).toHaveLength(200);
  });
});

it("RDFa says whose a number is", () => {
  expect(
    schemaOf(`<div vocab="https://schema.org/" typeof="LocalBusiness"><h2 property="name">Perrin &amp; Fils</h2>
      <span property="telephone" content="+33199001234">01 99 00 12 34</span></div>
      <div typeof="schema:Person"><b property="schema:name">Paul Martin</b> <b property="schema:telephone">0199001235</b></div>`),
  ).toEqual([" | Perrin & Fils |  | +33199001234=other", "Paul Martin |  |  | 0199001235=other"]);
});

describe("hCard and h-card", () => {
  it("say whose a number is, and for what", () => {
    expect(
      cardsOf(`<div class="vcard"><span class="fn">Marie Dupont</span>, <span class="org">Acme</span>
        <a class="email" href="mailto:marie@acme.example">write</a>
        <div class="tel"><span class="type">work</span> <span class="value">01 99 00 12 34</span></div>
        <div class="tel"><span class="type">fax</span>: 01 99 00 12 99</div></div>
        <p class="h-card"><b class="p-name">Paul Martin</b> <a class="p-tel" href="tel:+33199001235">call</a></p>`),
    ).toEqual([
      "Marie Dupont | Acme | marie@acme.example | 01 99 00 12 34=work : 01 99 00 12 99=fax",
      "Paul Martin |  |  | +33199001235=other",
    ]);
  });

  it("of a firm name nobody, and those within another are their own", () => {
    expect(
      cardsOf(`<div class="vcard"><b class="fn org">Acme</b> <i class="tel">0199001200</i>
        <div class="vcard agent"><b class="fn">Marie Dupont</b> <i class="tel">0199001234</i></div></div>`),
    ).toEqual([" | Acme |  | 0199001200=other", "Marie Dupont |  |  | 0199001234=other"]);
    expect(cardsOf(`<div class="vcard"><b class="fn">Contact us</b> <i class="tel">0199001200</i></div>`)).toEqual([]);
  });
});

describe("the words of a telephone link", () => {
  it.each([
    [["Marie Dupont"], "Marie Dupont"],
    [["Call Marie Dupont: 01 99 00 12 34"], "Marie Dupont"],
    [["01 99 00 12 34", "Appeler Marie Dupont"], "Marie Dupont"],
    [["☎", "", "Marie Dupont anrufen"], "Marie Dupont"],
    [["Acme GmbH"], ", Acme GmbH"],
  ])("%j name %s", (texts, named) => {
    const found = nameInLink(texts);
    expect(found === null ? null : [found.name, found.company].join(", ").replace(/, $/u, "")).toBe(named);
  });

  it.each([
    "Call us",
    "Call Now",
    "Appelez-nous",
    "Nous appeler",
    "Jetzt anrufen",
    "01 99 00 12 34",
    "Paris Nord",
    "San Remo",
    "Our Shop",
    "Book Online",
    "Marie",
    "Marie Dupont and all her friends",
    "",
    "x".repeat(500),
  ])("%j name nobody", (text) => expect(nameInLink([text])).toBeNull());
});

describe("the lines around a number", () => {
  const around = (html: string): readonly string[] => {
    document.body.innerHTML = html;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (!(walker.currentNode as Text).data?.includes("01 99 00 12 34"))
      if (walker.nextNode() === null) throw new Error("no number");
    return linesAround(walker.currentNode as Text);
  };

  it("are one for each block and each break, and the rows of a table are one", () => {
    expect(
      around(
        `<p>Merci</p><p>Marie <b>Dupont</b><br>Acme <a href="/">SAS</a><br><br>Tél. <a href="tel:1">01 99 00 12 34</a></p><p>end</p>`,
      ),
    ).toEqual(["Merci", "Marie Dupont", "Acme SAS", "", "Tél. 01 99 00 12 34", "end"]);
    expect(
      around("<table><tr><td>Marie Dupont</td><td>Acme</td></tr><tr><td>Tél.</td><td>01 99 00 12 34</td></tr></table>"),
    ).toEqual(["Marie Dupont Acme", "Tél. 01 99 00 12 34"]);
  });

  it("are without what programs read and what nobody sees, and not without end", () => {
    expect(
      around(`<script>no()</script><p style="display: none">Police</p><p>Marie Dupont</p><p>01 99 00 12 34</p>`).join(
        "|",
      ),
    ).not.toContain("no()");
    expect(around(`${"<p>word</p>".repeat(500)}<p>01 99 00 12 34</p>${"<p>word</p>".repeat(500)}`).length).toBeLessThan(
      32,
    );
  });

  it("are those of a text that keeps its breaks, around the number", () => {
    document.body.innerHTML = `<div style="white-space: pre-wrap"></div>`;
    const text = document.createTextNode(
      `${"x\n".repeat(5000)}Cordialement,\nMarie Dupont\nTél. 01 99 00 12 34\n${"y\n".repeat(5000)}`,
    );
    document.querySelector("div")?.append(text);
    const lines = linesAround(text, text.data.indexOf("01 99"));
    expect(lines.filter((line) => line.length > 1)).toEqual(["Cordialement,", "Marie Dupont", "Tél. 01 99 00 12 34"]);
  });

  it("hold the signature of a mail", () => {
    const lines =
      around(`<div>Bonjour,</div><div>Merci pour votre appel d’hier, je reviens vers vous très vite pour la suite.</div>
      <div>Cordialement,</div><div><b>Marie Dupont</b></div><div>Directrice, Acme SAS</div>
      <div>Tél. <a href="tel:0199001234">01 99 00 12 34</a></div><div>Mob. 06 39 98 12 34</div>`);
    expect(signatureIn(lines)).toMatchObject({ name: "Marie Dupont", company: "Acme SAS", title: "Directrice" });
  });
});

it("a form whose fields are called as what is asked of it says nothing, and hinders nobody", () => {
  const bad = (): never => {
    throw new TypeError("querySelectorAll is no function");
  };
  expect([spared(bad), spared(() => null), spared(() => 1)]).toEqual([undefined, undefined, 1]);
});
