/** So long a ticket holds, in milliseconds: a page that loads slowly takes its time, and a worker that sleeps forgets them all. */
const validity = 15_000;
/** As many wait at once; more than that nobody opens. */
const most = 64;

/**
 * Tickets of the strip: each admits one frame, of the tab it was given to, once. The page around it can put our page into a frame as well;
 * it gets no ticket, and nothing shows there.
 */
export class StripTickets {
  readonly #given = new Map<string, { tabId: number; until: number }>();
  readonly #now: () => number;
  readonly #make: () => string;

  constructor(now: () => number, make: () => string) {
    this.#now = now;
    this.#make = make;
  }

  give(tabId: number): string {
    for (const [ticket, { until }] of this.#given)
      if (until <= this.#now() || this.#given.size >= most) this.#given.delete(ticket);
    const ticket = this.#make();
    this.#given.set(ticket, { tabId, until: this.#now() + validity });
    return ticket;
  }

  /** Is that one of that tab? Whoever shows it, it is used up. */
  take(ticket: string, tabId: number): boolean {
    const given = this.#given.get(ticket);
    this.#given.delete(ticket);
    return given !== undefined && given.tabId === tabId && given.until > this.#now();
  }
}
