import { SeenPage } from "@twp/shared/protocol/index.ts";
import type { DatabaseSync } from "node:sqlite";
import * as v from "valibot";
import { limits as usual, type Limits } from "../../features/page-memory/limits.ts";
import type { PageStore, ShownPage } from "../../features/page-memory/ports.ts";
import { atOnce, forgetful } from "./database.ts";
import { obeying } from "./obeying.ts";

const obeyed = obeying("the file of the pages does not obey");

/** How the table of the pages came to be: a row for each number and page. */
export const pagesSteps = [
  `CREATE TABLE seen (
     key TEXT NOT NULL,
     url TEXT NOT NULL,
     site TEXT NOT NULL,
     title TEXT NOT NULL,
     words TEXT NOT NULL,
     seen_at INTEGER NOT NULL,
     PRIMARY KEY (key, url)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX seen_when ON seen (seen_at);
   CREATE INDEX seen_of_site ON seen (site, seen_at);
   CREATE INDEX seen_of_page ON seen (url, seen_at)`,
] as const;

const Counted = v.object({ pages: v.number(), numbers: v.number() });

/** The pages in a database. */
export function pagesIn(database: DatabaseSync, limits: Limits = usual): PageStore {
  const empty = forgetful(database);
  const count = database.prepare("SELECT count(DISTINCT url) AS pages, count(DISTINCT key) AS numbers FROM seen");
  const before = database.prepare("DELETE FROM seen WHERE seen_at < ?");
  const found = database.prepare(
    `SELECT url, title, words, max(seen_at) AS seenAt FROM seen
     WHERE key IN (SELECT value FROM json_each(:keys)) GROUP BY url ORDER BY seenAt DESC, url LIMIT :most`,
  );
  const keep = keeping(database, limits);
  const forget = (site: string | null): void => {
    if (site === null) database.exec("DELETE FROM seen");
    else database.prepare("DELETE FROM seen WHERE site = ?1 OR substr(site, -length(?2)) = ?2").run(site, `.${site}`);
    empty();
  };
  return {
    keep: (page) => obeyed(() => keep(page)),
    with: (keys, most) => obeyed(() => v.parse(v.array(SeenPage), found.all({ keys: JSON.stringify(keys), most }))),
    count: () => obeyed(() => v.parse(Counted, count.get())),
    forgetBefore: (time) => void obeyed(() => before.run(time)),
    forget: (site) => obeyed(() => forget(site)),
  };
}

/** Keeps a page, and takes away the oldest of what is then too much. */
function keeping(database: DatabaseSync, { ofNumber, ofPage, ofSite, ofAll }: Limits): (page: ShownPage) => void {
  const insert = database.prepare(
    `INSERT INTO seen (key, url, site, title, words, seen_at) VALUES (:key, :url, :site, :title, :words, :seenAt)
     ON CONFLICT DO UPDATE SET title = excluded.title, words = excluded.words, seen_at = excluded.seen_at`,
  );
  const beyond = (which: string, most: number) =>
    database.prepare(
      `DELETE FROM seen WHERE (key, url) IN
         (SELECT key, url FROM seen ${which} ORDER BY seen_at DESC, key DESC, url DESC LIMIT -1 OFFSET ${most})`,
    );
  const ofOneNumber = beyond("WHERE key = ?", ofNumber);
  const ofOnePage = beyond("WHERE url = ?", ofPage);
  const ofOneSite = beyond("WHERE site = ?", ofSite);
  const ofThemAll = beyond("", ofAll);
  return ({ numbers, ...page }) =>
    atOnce(database, () => {
      for (const number of numbers) {
        insert.run({ ...page, ...number });
        ofOneNumber.run(number.key);
      }
      ofOnePage.run(page.url);
      ofOneSite.run(page.site);
      ofThemAll.run();
    });
}
