import { defaultDialPlan, type Claim, type Event } from "@twp/shared/protocol/index.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { createPageNames, type PageNames } from "./page-names.ts";
import type { KeptClaim, NameStore } from "./ports.ts";

let kept: KeptClaim[];
let refused: Set<string>;
let broken: boolean;
let learnNames: boolean;
let events: Event[];
let names: PageNames;
const obey = <T>(value: T): T => {
  if (broken) throw new Error("disk");
  return value;
};
const store: NameStore = {
  keep: (claims) => obey(void kept.push(...claims.filter(({ key }) => !refused.has(key)))),
  of: (key) => obey(kept.filter((claim) => claim.key === key)),
  recent: () => obey(kept),
  size: () => new Set(kept.map(({ key }) => key)).size,
  refuse(key) {
    refused.add(key);
    kept = kept.filter((claim) => claim.key !== key);
  },
  forgetBefore: (time) => obey(void (kept = kept.filter(({ seenAt }) => seenAt >= time))),
  forget: (site) => void (kept = site === null ? [] : kept.filter((claim) => claim.site !== site)),
};
const asker = { session: "s", browser: { id: "b", name: "" } };
const plan = { ...defaultDialPlan, country: "FR" };

beforeEach(() => {
  [kept, refused, broken, learnNames, events] = [[], new Set(), false, true, []];
  names = createPageNames({
    store,
    isNamed: (number) => number === "+33199001299",
    settings: () => ({ learnNames }),
    plan: () => plan,
    publish: (event) => void events.push(event),
    clock: { now: () => 1_800_000_000_000 },
    log: () => undefined,
  });
});

const claim = (changes: Partial<Claim> = {}): Claim => ({
  number: "+33199001234",
  kind: "schema",
  name: "Marie Dupont",
  company: "Acme",
  title: "",
  email: "",
  numbers: [],
  ...changes,
});
const learn = (...claims: Claim[]) =>
  names.commands["pageNames.learn"]({ site: "acme.example", url: "https://acme.example/", claims }, asker);
const nameOf = (number: string): string | undefined => names.nameOf(number)?.name;

describe("names from pages", () => {
  it("N7: are known by every spelling of the number, with where they were read", () => {
    void learn(claim());
    expect(names.nameOf("01 99 00 12 34")).toEqual({
      name: "Marie Dupont",
      company: "Acme",
      site: "acme.example",
      kind: "schema",
    });
    expect(names.recent()).toEqual([{ number: "+33199001234", learned: names.nameOf("0199001234") }]);
  });

  it("N7: are neither kept nor shown while they are not wanted", () => {
    void learn(claim());
    learnNames = false;
    void learn(claim({ number: "+33199001235" }));
    expect([nameOf("+33199001234"), names.recent(), kept.length]).toEqual([undefined, [], 1]);
  });

  it.each(["201", "112", "17", "*21#", "marie@acme.example", "", "3615"])(
    "are not learned for %j, which is somebody else’s in every house",
    (number) => {
      void learn(claim({ number }));
      expect(kept).toEqual([]);
    },
  );

  it.each(["Marie\u202E", "Police – selon interieur.example", "x\u0000", "A\u200Bb"])(
    "are not %j, nor anything beside it",
    (name) => {
      void learn(claim({ name }));
      expect(kept).toEqual([]);
    },
  );

  it("are news when they change, and none when they are only read again", () => {
    const before = events.length;
    void learn(claim());
    void learn(claim());
    expect(events.slice(before)).toEqual([{ type: "pageNames.changed", pageNames: { size: 1, changes: 2 } }]);
  });

  it("are forgotten one by one, and not learned again, and all at once", () => {
    void learn(claim(), claim({ number: "+33199001235" }));
    void names.commands["pageNames.forget"]({ number: "01 99 00 12 34" }, asker);
    void learn(claim());
    expect([nameOf("+33199001234"), nameOf("+33199001235")]).toEqual([undefined, "Marie Dupont"]);
    void names.commands["pageNames.forgetFrom"]({ site: null }, asker);
    expect(names.recent()).toEqual([]);
  });

  it("keep no call waiting where the disk does not obey", () => {
    void learn(claim());
    broken = true;
    expect(names.nameOf("+33199001234")).toBeNull();
  });
});
