import { rankOf } from "./header-names.ts";

/** One header line. The name is canonical; the value holds one character a byte (latin1), so any UTF-8 survives. */
export type HeaderField = { readonly name: string; readonly value: string };

/** The header fields of a message, in order. Names passed in are the canonical ones of `header-names.ts`. */
export class Headers {
  readonly #fields: HeaderField[];

  constructor(fields: Iterable<HeaderField> = []) {
    this.#fields = [...fields];
  }

  /** The first line of that name. */
  get(name: string): string | undefined {
    for (const field of this.#fields) if (field.name === name) return field.value;
    return undefined;
  }

  /** Every line of that name, in order. */
  all(name: string): string[] {
    const values: string[] = [];
    for (const field of this.#fields) if (field.name === name) values.push(field.value);
    return values;
  }

  /** Appends a line. */
  add(name: string, value: string): this {
    this.#fields.push({ name, value });
    return this;
  }

  /** Replaces every line of that name by one, where the first stood. */
  set(name: string, value: string): this {
    const index = this.#fields.findIndex((field) => field.name === name);
    if (index === -1) return this.add(name, value);
    for (let last = this.#fields.length - 1; last > index; last -= 1) {
      if (this.#fields[last]?.name === name) this.#fields.splice(last, 1);
    }
    this.#fields[index] = { name, value };
    return this;
  }

  /** Replaces the first line of that name and leaves the others; the top Via is stamped this way. */
  setFirst(name: string, value: string): void {
    const index = this.#fields.findIndex((field) => field.name === name);
    if (index !== -1) this.#fields[index] = { name, value };
  }

  /** Another list with the same lines. */
  copy(): Headers {
    return new Headers(this.#fields);
  }

  /** Sorted as the engine writes messages; lines of one name keep their order. */
  sorted(): Headers {
    return new Headers(this.#fields.toSorted((one, other) => rankOf(one.name) - rankOf(other.name)));
  }

  [Symbol.iterator](): Iterator<HeaderField> {
    return this.#fields[Symbol.iterator]();
  }
}

/** A SIP request (RFC 3261 section 7.1). */
export type SipRequest = {
  readonly kind: "request";
  readonly method: string;
  readonly uri: string;
  readonly headers: Headers;
  readonly body: Buffer;
};

/** A SIP response (RFC 3261 section 7.2). */
export type SipResponse = {
  readonly kind: "response";
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly body: Buffer;
};

/** Either kind. */
export type SipMessage = SipRequest | SipResponse;

/** A body of no bytes, shared. */
export const NO_BODY = Buffer.alloc(0);
