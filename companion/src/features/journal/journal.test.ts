import { defaultDialPlan, type Call, type Contact, type Recording } from "@twp/shared/protocol/index.ts";
import { describe, expect, it } from "vitest";
import { createMirror } from "../mirror.ts";
import { callAfter, incomingCall, outgoingCall } from "../calls/call.ts";
import { createJournal } from "./journal.ts";
import type { JournalStore, KeptCall } from "./ports.ts";

function memory(): JournalStore & { calls: KeptCall[] } {
  const calls: KeptCall[] = [];
  return {
    calls,
    keep: (call) => void (calls.some(({ id }) => id === call.id) || calls.push(call)),
    page: ({ keys, limit }) => ({
      calls: calls.filter(({ key }) => keys?.includes(key) ?? true).slice(0, limit),
      next: null,
    }),
    summary: () => ({ size: calls.length, unseen: 0, lastDialled: calls.at(-1)?.dialled ?? null }),
    see: () => undefined,
    parties: () => [],
  };
}

function start(contacts: readonly Contact[] = [], recordings: readonly Recording[] = []) {
  const mirror = createMirror((error) => {
    throw error;
  });
  const store = memory();
  const contactOf = (number: string): Contact | null => contacts.find((each) => each.numbers.includes(number)) ?? null;
  const journal = createJournal({
    store,
    contactOf,
    learnedOf: (number) => (number === "+33199005555" ? learned : null),
    recordedBetween: (from, to) => recordings.filter(({ startedAt }) => startedAt >= from && startedAt <= to),
    plan: () => defaultDialPlan,
    publish: mirror.publish,
    log: () => undefined,
  });
  mirror.subscribe(journal.hear);
  return { mirror, store, journal };
}

const learned = { name: "Marie Dupont", company: "Acme", site: "acme.example", kind: "card" } as const;
const ended = (call: Call): Call => callAfter(call, "end", 9000) ?? call;
const asker = { session: "s", browser: { id: "b", name: "" } };
const everything = { numbers: null, missedOnly: false, before: null, limit: 50 };
const toSophie = outgoingCall({ id: "a", now: 1000, number: "+33199001234", name: "" }, "01 99 00 12 34", {
  kind: "panel",
});

describe("the journal", () => {
  it("keeps a call when it is over, and not before, and tells the windows that it has grown", () => {
    const { mirror, store } = start();
    mirror.publish({ type: "calls.changed", call: toSophie });
    expect(store.calls).toEqual([]);
    mirror.publish({ type: "calls.changed", call: ended(toSophie) });
    expect(store.calls).toMatchObject([{ id: "a", end: "hung-up", endedAt: 9000, dialled: "01 99 00 12 34" }]);
    expect(mirror.state().journal).toEqual({ size: 1, unseen: 0, lastDialled: "01 99 00 12 34" });
  });

  it("names the recordings that began in a call with whom it was with, in whatever spelling", async () => {
    const recorded = (id: string, startedAt: number, number: string): Recording => ({
      id,
      startedAt,
      seconds: 2,
      parties: [{ number, name: "" }],
    });
    const recordings = [
      recorded("before", 1500, "0199001234"),
      recorded("hers", 3000, "0199001234"),
      recorded("another's", 4000, "5012"),
      recorded("after", 9500, "0199001234"),
    ];
    const { mirror, journal } = start([], recordings);
    mirror.publish({ type: "calls.changed", call: ended({ ...toSophie, answeredAt: 2000 }) });
    const { entries } = await journal.commands["journal.page"](everything, asker);
    expect(entries.map((entry) => entry.recordings)).toEqual([["hers"]]);
  });

  it("finds the calls of a number in whatever spelling", async () => {
    const { mirror, journal } = start();
    mirror.publish({ type: "calls.changed", call: ended(toSophie) });
    const page = journal.commands["journal.page"];
    expect((await page({ ...everything, numbers: ["0033 1 99 00 12 34"] }, asker)).entries).toHaveLength(1);
    expect((await page({ ...everything, numbers: ["5021"] }, asker)).entries).toEqual([]);
  });

  it("shows a party under the name that the user has given it since", async () => {
    const sophie = { id: "s", name: "Sophie Perrin", company: "", numbers: ["+33199001234"], hotkey: null };
    const { mirror, journal } = start([sophie]);
    mirror.publish({ type: "calls.changed", call: ended(toSophie) });
    const { entries } = await journal.commands["journal.page"](everything, asker);
    expect(entries).toMatchObject([{ name: "Sophie Perrin", contactId: "s" }]);
  });

  it("N7: says whose number it is according to pages only where nobody else has a name, and keeps nothing of that", async () => {
    const { mirror, journal, store } = start();
    for (const [id, name] of [
      ["a", ""],
      ["b", "0199005555"],
      ["c", "Laura Garcia"],
    ] as const) {
      const call = { ...incomingCall({ id, now: 1000, number: "+33199005555", name }), learned };
      mirror.publish({ type: "calls.changed", call: ended(call) });
    }
    const { entries } = await journal.commands["journal.page"](everything, asker);
    expect(entries.map((entry) => entry.learned)).toEqual([null, learned, null]);
    expect(JSON.stringify(store.calls)).not.toContain("Dupont");
  });

  it("knows the name a caller gave when the number calls again without one", async () => {
    const { mirror, journal } = start();
    for (const [id, name] of [
      ["a", "Laura Garcia"],
      ["b", ""],
    ] as const)
      mirror.publish({
        type: "calls.changed",
        call: ended(incomingCall({ id, now: 1000, number: "01 99 00 12 34", name })),
      });
    expect(journal.nameOf("+33199001234")).toBe("Laura Garcia");
    const { entries } = await journal.commands["journal.page"](everything, asker);
    expect(entries.map(({ name }) => name)).toEqual(["Laura Garcia", "Laura Garcia"]);
    expect(journal.parties()).toHaveLength(1);
  });
});
