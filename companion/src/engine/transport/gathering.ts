const NOTHING = Buffer.alloc(0);
const SMALLEST = 256;

/**
 * Bytes that wait until enough of them have come. Whoever sends them one by one costs neither a copy of all with each of
 * them nor an object for each. What was given out is never written to again.
 */
export class Gathering {
  #store: Buffer = NOTHING;
  #size = 0;
  #needed = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** Takes a piece; gives everything once there is as much as was needed. Then `keep` must be told what is left. */
  add(piece: Buffer): Buffer | undefined {
    if (this.#size === 0 && piece.length >= this.#needed) return piece;
    const size = this.#size + piece.length;
    if (size > this.#store.length) this.#grow(size);
    piece.copy(this.#store, this.#size);
    this.#size = size;
    return size < this.#needed ? undefined : this.#store.subarray(0, size);
  }

  /** Keeps what could not be used yet, until there are `needed` bytes in all. */
  keep(rest: Buffer, needed: number): void {
    this.#store = rest;
    this.#size = rest.length;
    this.#needed = needed;
  }

  #grow(size: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(size, this.#needed, 2 * this.#store.length, SMALLEST));
    this.#store.copy(larger, 0, 0, this.#size);
    this.#store = larger;
  }
}
