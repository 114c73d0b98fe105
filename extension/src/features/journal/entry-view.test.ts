import type { JournalEntry } from "@twp/shared/protocol/journal.ts";
import { describe, expect, it } from "vitest";
import { byDay, dayName, localeOf, markOf, spokenSeconds, timeOfDay } from "./entry-view.ts";

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
const entry = (changes: Partial<JournalEntry> = {}): JournalEntry => ({
  id: "a",
  direction: "incoming",
  number: "5021",
  name: "",
  contactId: null,
  startedAt: at(24, 10),
  answeredAt: null,
  endedAt: at(24, 10) + 5000,
  end: "missed",
  redirectedBy: null,
  source: null,
  recordings: [],
  ...changes,
});

describe("a line of the journal", () => {
  it("is marked as missed only where somebody called in vain", () => {
    expect(markOf(entry())).toBe("missed");
    expect(markOf(entry({ end: "declined" }))).toBe("incoming");
    expect(markOf(entry({ direction: "outgoing", end: "no-answer" }))).toBe("outgoing");
  });

  it("says how long was spoken, and nothing where nobody answered", () => {
    expect(spokenSeconds(entry({ answeredAt: at(24, 10), endedAt: at(24, 10) + 63_400 }))).toBe(63);
    expect(spokenSeconds(entry())).toBeNull();
  });

  it("stands under its day", () => {
    const days = byDay([entry(), entry({ id: "b", startedAt: at(24, 0) }), entry({ id: "c", startedAt: at(23, 23) })]);
    expect(days.map(({ of }) => of.map(({ id }) => id).join(""))).toEqual(["ab", "c"]);
  });

  it.each([
    ["en-GB", 24, "Today"],
    ["fr", 23, "Hier"],
    ["de", 22, "Sonntag, 22. November"],
  ])("in %s the %i is called %s", (locale, day, name) => {
    expect(dayName(at(day, 0), at(24, 9), locale)).toBe(name);
  });

  it("gives the time in the user's way", () => {
    expect(timeOfDay(at(24, 14), localeOf("en", ["de", "en-US"]))).toMatch(/^2:00\sPM$/u);
    expect(timeOfDay(at(24, 14), localeOf("de", ["en-US"]))).toBe("14:00");
  });
});
