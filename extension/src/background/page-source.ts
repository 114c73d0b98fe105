import type { CallSource } from "@twp/shared/protocol/calls.ts";

/** The page a call was made from, cut to what the wire takes; and the words around the number where those are kept. */
export function pageSource(kind: "page" | "selection", url: string, title: string, words = ""): CallSource {
  return { kind, url: url.slice(0, 2048), title: title.slice(0, 300), ...(words !== "" && { words }) };
}
