/**
 * What a word says about the digits near it.
 * - `phone`: they are a telephone number; `fax`: one of a fax machine; `call`: somebody is asked to call them
 * - `internal`: they are a number within a house, or the end of one
 * - `number`: they name something, and the words around say what
 * - `id`: they are no telephone number, whatever they look like; `thing`: what is numbered, priced or counted, or may have a telephone
 * - `matter`: what an office deals with and is named after: a number written as a telephone's is that office's, unless a word for a number stands there
 * - `filler`: says nothing and parts nothing
 */
export type WordClass = "phone" | "fax" | "call" | "internal" | "number" | "id" | "thing" | "matter" | "filler";

/** The words of one language by class: lower case, without accents, parted by spaces; `…*` stands for all that begins so. */
export type Words = Readonly<Record<WordClass, string>>;
