import { join } from "node:path";
import { readCorpus } from "./corpus.ts";
import { compare, library, ours, score } from "./measure.ts";
for (const set of ["seventh", "fourth/blind"]) {
  const texts = readCorpus(join(import.meta.dirname, set));
  const by = Map.groupBy(texts, (t) => t.country);
  const f = (s: any) => `${s.precision.toFixed(3)}/${s.recall.toFixed(3)}`;
  const all = texts.map((t) => compare(t, ours));
  console.log(set, f(score(all)), "library", f(score(texts.map((t) => compare(t, library)))), [...by].map(([c, t]) => { const o = t.map((x) => compare(x, ours)); const n = (p: any) => o.reduce((s, x: any) => s + x[p].length, 0); return `${c} ${n("wrong")}w ${n("missed")}m/${score(o).numbers}`; }).join(", "));
  if (set === "seventh") for (const o of all) if (o.wrong.length + o.missed.length) console.log(o.text.country, JSON.stringify(o.text.text), "\n   WRONG", o.wrong.map((x) => o.text.text.slice(x.start, x.end) + " -> " + x.dial).join(" ; "), "\n   MISSED", o.missed.map((x) => o.text.text.slice(x.start, x.end) + " -> " + x.dial).join(" ; "));
}
