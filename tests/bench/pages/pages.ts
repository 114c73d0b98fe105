import { chanceOf, type Chance } from "./random.ts";
import { chat, forum, mail, news, wiki } from "./reading.ts";
import { customers, directory, extensions, ledger, log, orders, parcels } from "./tables.ts";
import { calendar, crm, endless, invoices, parts, products, tickets } from "./work.ts";
import type { Language } from "./words.ts";

/** A page of the set: what it is called, and all of its HTML. */
export type SavedPage = Readonly<{ name: string; html: string }>;

type Kind = readonly [name: string, language: Language, body: (chance: Chance, language: Language) => string];

const kinds: readonly Kind[] = [
  ["news", "fr", news],
  ["news", "en", news],
  ["wiki", "de", wiki],
  ["forum", "fr", forum],
  ["mail client", "de", mail],
  ["chat", "en", chat],
  ["5,000 orders", "fr", orders],
  ["5,000 customers", "de", customers],
  ["directory of 2,000", "fr", directory],
  ["internal numbers", "de", extensions],
  ["log", "en", log],
  ["ledger", "fr", ledger],
  ["parcels", "en", parcels],
  ["CRM", "fr", crm],
  ["invoices", "de", invoices],
  ["products", "fr", products],
  ["tickets", "en", tickets],
  ["calendar", "en", calendar],
  ["numbers in parts", "fr", parts],
  ["endless list", "de", endless],
];

const style = `body { font: 14px sans-serif; margin: 16px } td { padding: 2px 8px; border-bottom: 1px solid #ddd }
  .columns, .cards { display: flex; gap: 12px } .cards { flex-wrap: wrap } .card { width: 220px } .row { white-space: nowrap }`;

/** Twenty large pages of the kinds that people work with, the same in every run. */
export function savedPages(): readonly SavedPage[] {
  return kinds.map(([kind, language, body], index) => {
    const head = `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${kind}</title><style>${style}</style>`;
    return { name: `${kind}, ${language}`, html: `${head}<body>${body(chanceOf(index + 1), language)}</body></html>` };
  });
}
