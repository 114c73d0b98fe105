import { beforeEach, describe, expect, it } from "vitest";
import { StripTickets } from "./strip-tickets.ts";

let now = 0;
let made = 0;
let tickets: StripTickets;
beforeEach(() => {
  [now, made] = [0, 0];
  tickets = new StripTickets(
    () => now,
    () => `ticket ${(made += 1)}`,
  );
});

describe("a ticket of the strip", () => {
  it("admits one frame of its tab, once", () => {
    const ticket = tickets.give(7);
    expect([tickets.take(ticket, 7), tickets.take(ticket, 7)]).toEqual([true, false]);
  });

  it("admits nobody in another tab, and is used up by the attempt", () => {
    const ticket = tickets.give(7);
    expect([tickets.take(ticket, 8), tickets.take(ticket, 7)]).toEqual([false, false]);
  });

  it("cannot be made up, and does not hold for long", () => {
    expect(tickets.take("ticket 1", 7)).toBe(false);
    const ticket = tickets.give(7);
    now = 15_000;
    expect(tickets.take(ticket, 7)).toBe(false);
  });

  it("is one of a few: a page that asks for more takes those before away, and nothing grows", () => {
    const first = tickets.give(7);
    const all = Array.from({ length: 200 }, () => tickets.give(7));
    expect(tickets.take(first, 7)).toBe(false);
    expect(tickets.take(all.at(-1) ?? "", 7)).toBe(true);
    expect(all.filter((each) => tickets.take(each, 7)).length).toBeLessThan(65);
  });
});
