/** Longer texts are read in pieces, so that none blocks the page; they overlap by more than a number's length. */
export const piece = 1024;
const overlap = 64;

/** A longer text is data rather than something to read, and one mark in it makes the browser draw all of it again. */
const readable = 512 * 1024;

/** One piece of a text and where it begins. */
export type Piece = Readonly<{ text: string; at: number }>;

/** Cuts a text into pieces; nearly every text is one. */
export function* piecesOf(text: string): Generator<Piece> {
  const end = text.length <= readable ? text.length : 0;
  for (let at = 0; at < end; at += piece - overlap) {
    yield { text: text.slice(at, Math.min(end, at + piece)), at };
    if (at + piece >= end) return;
  }
}
