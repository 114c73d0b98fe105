import { planDial } from "@twp/shared/dialling/plan.ts";
import { numberKey } from "@twp/shared/dialling/same-number.ts";
import { plainWords } from "@twp/shared/names/plain-words.ts";
import {
  longestName,
  type Claim,
  type DialPlan,
  type LearnedName,
  type LearnedPerson,
  type Settings,
  type pageNamesCommands,
} from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Clock, Commands, Log } from "../ports.ts";
import { personOf } from "./deciding.ts";
import { forgottenBefore } from "./limits.ts";
import type { KeptClaim, NameStore } from "./ports.ts";

/** What the names need of the world. */
export type PageNamesPorts = Readonly<{
  store: NameStore;
  /** Has the user or the telephone system a name for that number? */
  isNamed: (number: string) => boolean;
  settings: () => Pick<Settings, "learnNames">;
  plan: () => DialPlan;
  publish: Publish;
  clock: Pick<Clock, "now">;
  log: Log;
}>;

/** Somebody by one number, according to pages. */
export type Known = Readonly<{ number: string; learned: LearnedName }>;

/** Whose numbers are, according to pages. */
export type PageNames = Readonly<{
  commands: Commands<keyof typeof pageNamesCommands>;
  /** Who has that number; null where nothing clear is known, or names are not wanted. Never throws: a call goes on without. */
  nameOf: (number: string) => LearnedName | null;
  /** Those that were read last. */
  recent: () => readonly Known[];
}>;

/** So many numbers are looked through by a search. */
const mostSearched = 1000;

/** Begins with what is kept, without what has become too old. */
export function createPageNames({ store, isNamed, settings, plan, publish, clock, log }: PageNamesPorts): PageNames {
  let changes = 0;
  let looked: { changes: number; recent: readonly Known[] } | null = null;
  const spared = <T>(act: () => T, otherwise: T): T => {
    try {
      return act();
    } catch (error) {
      log("names not read", { error: error instanceof Error ? error.name : "unknown" });
      return otherwise;
    }
  };
  const tell = (): void =>
    publish({ type: "pageNames.changed", pageNames: { size: spared(store.size, 0), changes: (changes += 1) } });
  const known = (key: string): LearnedPerson | null => personOf(store.of(key));
  const ofNumber = (number: string): LearnedPerson | null =>
    settings().learnNames ? known(numberKey(number, plan())) : null;
  spared(() => store.forgetBefore(forgottenBefore(clock.now())), undefined);
  tell();
  return {
    nameOf: (number) => spared(() => nameIn(ofNumber(number)), null),
    recent() {
      if (!settings().learnNames) return [];
      if (looked?.changes !== changes)
        looked = { changes, recent: spared(() => namesIn(store.recent(mostSearched)), []) };
      return looked.recent;
    },
    commands: {
      "pageNames.learn"({ site, url, claims }) {
        if (!settings().learnNames) return null;
        const seen = { site, url, seenAt: clock.now() };
        const kept = claims.flatMap((claim) => keptOf(claim, seen, plan()) ?? []);
        const keys = new Set(kept.map(({ key }) => key));
        const before = [...keys].map((key) => meaning(known(key)));
        store.keep(kept);
        store.forgetBefore(forgottenBefore(clock.now()));
        if ([...keys].some((key, at) => meaning(known(key)) !== before[at])) tell();
        return null;
      },
      "pageNames.ofNumber": ({ number }) => ({ person: ofNumber(number), isNamed: isNamed(number) }),
      "pageNames.forget"({ number }) {
        store.refuse(numberKey(number, plan()));
        tell();
        return null;
      },
      "pageNames.forgetFrom"({ site }) {
        store.forget(site);
        tell();
        return null;
      },
    },
  };
}

/** What of it a window shows; when it was read again is no news. */
const meaning = (person: LearnedPerson | null): string => JSON.stringify(person && { ...person, seenAt: 0 });

function nameIn(person: LearnedPerson | null): LearnedName | null {
  return person && { name: person.name, company: person.company, site: person.site, kind: person.kind };
}

function namesIn(claims: readonly KeptClaim[]): readonly Known[] {
  return [...Map.groupBy(claims, ({ key }) => key)].flatMap(([number, of]) => {
    const learned = nameIn(personOf(of));
    return learned === null ? [] : [{ number, learned }];
  });
}

/**
 * What is kept of a claim. Only of a number of the public network: an extension, a short number and an emergency service are somebody else's in every
 * house, and no page of the world can know whose.
 */
function keptOf(claim: Claim, seen: Pick<KeptClaim, "site" | "url" | "seenAt">, plan: DialPlan): KeptClaim | null {
  const { number, kind, numbers, email, ...words } = claim;
  const key = publicKey(number, plan);
  const [name, company, title] = [words.name, words.company, words.title].map((text) => plainWords(text, longestName));
  if (key === null || name === undefined || company === undefined || title === undefined) return null;
  // What was not fit to be shown says nothing, also of the rest.
  if (name === "" && (words.name !== "" || company === "")) return null;
  const others = numbers.flatMap((each) => {
    const other = publicKey(each.number, plan);
    return other === null ? [] : [{ number: other, kind: each.kind }];
  });
  return {
    ...seen,
    key,
    kind,
    name,
    company,
    title,
    email: /^[\w.+-]+@[\w.-]+$/u.test(email) ? email : "",
    numbers: others,
  };
}

function publicKey(number: string, plan: DialPlan): string | null {
  const dialled = planDial(number, { ...plan, shortCodes: [] });
  return dialled.kind === "outside" ? numberKey(number, plan) : null;
}
