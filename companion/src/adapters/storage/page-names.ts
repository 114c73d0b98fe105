import { Claim } from "@twp/shared/protocol/index.ts";
import type { DatabaseSync } from "node:sqlite";
import * as v from "valibot";
import { limits as usual, type Limits } from "../../features/page-names/limits.ts";
import type { KeptClaim, NameStore } from "../../features/page-names/ports.ts";
import { atOnce, forgetful } from "./database.ts";
import { obeying } from "./obeying.ts";

const obeyed = obeying("the file of the names does not obey");

/** How the table of the names came to be: a row for each name that a site gives a number. */
export const pageNamesSteps = [
  `CREATE TABLE claims (
     key TEXT NOT NULL,
     site TEXT NOT NULL,
     name TEXT NOT NULL,
     url TEXT NOT NULL,
     kind TEXT NOT NULL,
     company TEXT NOT NULL,
     title TEXT NOT NULL,
     email TEXT NOT NULL,
     numbers TEXT NOT NULL,
     seen_at INTEGER NOT NULL,
     PRIMARY KEY (key, site, name)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX claims_when ON claims (seen_at);
   CREATE INDEX claims_of_site ON claims (site, seen_at);
   CREATE TABLE refused (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID`,
] as const;

const { kind, name, company, title, email, numbers } = Claim.entries;
const Row = v.object({
  kind,
  name,
  company,
  title,
  email,
  key: v.string(),
  site: v.string(),
  url: v.string(),
  numbers: v.pipe(v.string(), v.parseJson(), numbers),
  seenAt: v.number(),
});
const Counted = v.object({ size: v.number() });

const columns = "key, site, name, url, kind, company, title, email, numbers, seen_at AS seenAt";

/** The names in a database. */
export function pageNamesIn(database: DatabaseSync, limits: Limits = usual): NameStore {
  const empty = forgetful(database);
  const of = database.prepare(`SELECT ${columns} FROM claims WHERE key = ? ORDER BY seen_at DESC`);
  const recent = database.prepare(
    `SELECT ${columns} FROM claims WHERE key IN (SELECT key FROM claims GROUP BY key ORDER BY max(seen_at) DESC LIMIT ?) ORDER BY seen_at DESC`,
  );
  const size = database.prepare("SELECT count(DISTINCT key) AS size FROM claims");
  const before = database.prepare("DELETE FROM claims WHERE seen_at < ?");
  const ofSite = database.prepare("DELETE FROM claims WHERE site = ?1 OR substr(site, -length(?2)) = ?2");
  const ofKey = database.prepare("DELETE FROM claims WHERE key = ?");
  const refuse = database.prepare("INSERT OR IGNORE INTO refused (key) VALUES (?)");
  const keep = keeping(database, limits);
  return {
    keep: (claims) => obeyed(() => keep(claims)),
    of: (key) => obeyed(() => v.parse(v.array(Row), of.all(key))),
    recent: (most) => obeyed(() => v.parse(v.array(Row), recent.all(most))),
    size: () => obeyed(() => v.parse(Counted, size.get()).size),
    refuse: (key) =>
      obeyed(() => {
        refuse.run(key);
        ofKey.run(key);
        empty();
      }),
    forgetBefore: (time) => void obeyed(() => before.run(time)),
    forget: (site) =>
      obeyed(() => {
        if (site === null) database.exec("DELETE FROM claims; DELETE FROM refused");
        else ofSite.run(site, `.${site}`);
        empty();
      }),
  };
}

/** Keeps what is said, and takes away the oldest of what is then too much. */
function keeping(database: DatabaseSync, limits: Limits): (claims: readonly KeptClaim[]) => void {
  const insert = database.prepare(
    `INSERT INTO claims (key, site, name, url, kind, company, title, email, numbers, seen_at)
     SELECT :key, :site, :name, :url, :kind, :company, :title, :email, :numbers, :seenAt
     WHERE NOT EXISTS (SELECT 1 FROM refused WHERE key = :key)
     ON CONFLICT DO UPDATE SET url = excluded.url, kind = excluded.kind, company = excluded.company, title = excluded.title,
       email = excluded.email, numbers = excluded.numbers, seen_at = excluded.seen_at`,
  );
  const beyond = (which: string, most: number) =>
    database.prepare(
      `DELETE FROM claims WHERE (key, site, name) IN
         (SELECT key, site, name FROM claims ${which} ORDER BY seen_at DESC, key, site, name LIMIT -1 OFFSET ${most})`,
    );
  const ofBoth = beyond("WHERE key = ? AND site = ?", limits.ofNumberAndSite);
  const ofNumber = beyond("WHERE key = ?", limits.ofNumber);
  const ofSite = beyond("WHERE site = ?", limits.ofSite);
  const ofThemAll = beyond("", limits.ofAll);
  return (claims) =>
    atOnce(database, () => {
      for (const claim of claims) {
        insert.run({ ...claim, numbers: JSON.stringify(claim.numbers) });
        ofBoth.run(claim.key, claim.site);
        ofNumber.run(claim.key);
      }
      for (const site of new Set(claims.map((claim) => claim.site))) ofSite.run(site);
      ofThemAll.run();
    });
}
