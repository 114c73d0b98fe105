import { mayHoldNumber } from "@twp/shared/dialling/may-hold-number.ts";
import { mostLetters, mostSought, type FoundInTexts } from "./message.ts";
import type { Run } from "./runs.ts";
import { piecesOf } from "./windows-of-text.ts";
import { askForNumbers, type Plan } from "./worker.ts";

/** A number in a text. */
export type InText = FoundInTexts[number][number];

/** A run on its way: how far its numbers are marked. */
type Reading = { readonly run: Run; covered: number };

/** A piece of a run, and what was found in it. */
export type Piece = Readonly<{ reading: Reading; text: string; at: number; found: readonly InText[] }>;

type Asked = Readonly<{ pieces: readonly Omit<Piece, "found">[]; answer: Promise<readonly (readonly InText[])[]> }>;

/** So many questions are under way: while one is thought about in the worker, the page is read on. */
const underWay = 2;

/**
 * The texts of one walk over a page that may hold a number. They are gathered, and the worker is asked: it has the numbering plans of the
 * world, and finds in a thread that is not the page's. What it answers comes in the order of the page.
 */
export class Sought {
  readonly #plan: Plan;
  readonly #asked: Asked[] = [];
  #pieces: Omit<Piece, "found">[] = [];
  #letters = 0;

  /** Numbers are read by this plan. */
  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Adds the pieces of a run in which a number may stand, or something that was learned; false where there are none. */
  add(run: Run, holdsLearned: (text: string) => boolean): boolean {
    const reading = { run, covered: 0 };
    let any = false;
    for (const { text, at } of piecesOf(run.text)) {
      if (!mayHoldNumber(text) && !holdsLearned(text)) continue;
      any = true;
      if (this.#pieces.length >= mostSought || this.#letters + text.length > mostLetters) this.#ask();
      this.#pieces.push({ reading, text, at });
      this.#letters += text.length;
    }
    return any;
  }

  /** Gives what is answered, and waits where too much is under way, or for all of it. Undefined is a place to rest. */
  *answers(all: boolean): Generator<Promise<unknown> | undefined, readonly Piece[]> {
    if (all && this.#pieces.length > 0) this.#ask();
    const answered: Piece[] = [];
    while (this.#asked.length > (all ? 0 : underWay)) {
      const { pieces, answer } = this.#asked.shift() as Asked;
      let found: readonly (readonly InText[])[] = [];
      yield answer.then((numbers) => (found = numbers));
      for (const [index, piece] of pieces.entries()) answered.push({ ...piece, found: found[index] ?? [] });
      if (!all) break;
    }
    return answered;
  }

  #ask(): void {
    const pieces = this.#pieces;
    this.#asked.push({
      pieces,
      answer: askForNumbers(
        this.#plan,
        pieces.map(({ text }) => text),
      ),
    });
    this.#pieces = [];
    this.#letters = 0;
  }
}
