/** What a drag brings: the addresses of links in it (`text/uri-list`, RFC 2483), and its text. */
export type Carried = Readonly<{ links: string; text: string }>;

/** What the user wants who lets it fall: a call, or a look for words. */
export type Dropped = Readonly<{ wish: "call" | "search"; text: string }>;

/** What decides about numbers: is the whole text one, and which are in it. */
export type Numbers = Readonly<{ isNumber: (text: string) => boolean; numbersIn: (text: string) => readonly string[] }>;

/** As much as the panel's field holds. */
const longest = 256;

/**
 * What is to be done with what was dropped (guide 2.2.1): a number is called, also the only one of a text around it; other words are looked for.
 * Null where there is nothing, or a text that is no name any more.
 */
export function dropped({ links, text }: Carried, { isNumber, numbersIn }: Numbers): Dropped | null {
  const link = links.split(/[\r\n]+/u).find((each) => /^(?:tel|callto|sips?):/iu.test(each));
  if (link !== undefined) return { wish: "call", text: link.slice(0, longest) };
  const words = text.replace(/\s+/gu, " ").trim();
  if (words === "") return null;
  if (words.length <= longest && isNumber(words)) return { wish: "call", text: words };
  const [only, ...others] = numbersIn(text.slice(0, 4 * longest));
  if (only !== undefined && others.length === 0) return { wish: "call", text: only };
  return words.length <= longest ? { wish: "search", text: words } : null;
}
