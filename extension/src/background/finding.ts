import { findNumbers } from "@twp/shared/dialling/find.ts";
import type { FoundInTexts, PageMessage } from "../content/message.ts";

type Sought = Readonly<Pick<Extract<PageMessage, { type: "numbers.sought" }>, "country" | "internalLengths" | "texts">>;

/** Texts of a page, and what was found in the first of them so far. */
type Question = Readonly<{ sought: Sought; found: FoundInTexts; answer: (found: FoundInTexts) => void }>;

/** The worker also makes calls, and hears of them: it reads so long at a time, in milliseconds, and ends with the text under way. */
const slice = 5;

/** A frame asks twice at once at most. A tab with more than its frames can ask is one that wants to be a burden. */
const mostOfTab = 200;

/**
 * Finds the numbers in the texts of pages, in slices, one text of each tab in its turn: no page keeps another waiting, and none keeps the
 * worker from a call. Here the numbering plans are read once for all pages.
 */
export class Finding {
  readonly #questions = new Map<number, Question[]>();
  readonly #rest: (work: () => void) => void;
  readonly #now: () => number;
  #works = false;

  /** `rest` does what it is given after everything else had its turn. */
  constructor(rest: (work: () => void) => void, now: () => number) {
    this.#rest = rest;
    this.#now = now;
  }

  /** The numbers of each text; none for a tab that asks without end. */
  ask(sought: Sought, tabId: number): Promise<FoundInTexts> {
    const questions = this.#questions.get(tabId) ?? [];
    if (questions.length >= mostOfTab) return Promise.resolve([]);
    return new Promise((answer) => {
      questions.push({ sought, found: [], answer });
      this.#questions.set(tabId, questions);
      if (!this.#works) this.#rest(() => this.#work());
      this.#works = true;
    });
  }

  #work(): void {
    const end = this.#now() + slice;
    do this.#readOne();
    while (this.#questions.size > 0 && this.#now() < end);
    this.#works = this.#questions.size > 0;
    if (this.#works) this.#rest(() => this.#work());
  }

  /** Reads the next text of the tab that has waited longest. */
  #readOne(): void {
    for (const [tabId, questions] of this.#questions) {
      const [question] = questions;
      this.#questions.delete(tabId);
      if (question === undefined) continue;
      readNext(question);
      if (question.found.length === question.sought.texts.length) {
        questions.shift();
        question.answer(question.found);
      }
      // To the end of the row.
      if (questions.length > 0) this.#questions.set(tabId, questions);
      return;
    }
  }
}

function readNext({ sought: { texts, country, internalLengths }, found }: Question): void {
  const text = texts[found.length];
  if (text === undefined) return;
  const numbers = findNumbers(text, country, internalLengths);
  found.push(numbers.map(({ start, end, number, extension, why }) => ({ start, end, number, extension, why })));
}

const finding = new Finding(
  (work) => setTimeout(work),
  () => performance.now(),
);

/** The numbers of texts of a page of that tab. */
export const numbersIn = (sought: Sought, tabId: number): Promise<FoundInTexts> => finding.ask(sought, tabId);
