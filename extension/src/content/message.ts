import { Chord } from "@twp/shared/protocol/chords.ts";
import * as v from "valibot";

/** What a content script says to the worker. Nothing else is heard from a page's process. */
export const PageMessage = v.variant("type", [
  /** A page has loaded and wants to know whether and how to look for numbers. */
  v.strictObject({ type: v.literal("page.opened") }),
  /** Something on the page looks like a number: the finder is needed. */
  v.strictObject({ type: v.literal("finder.wanted") }),
  /** The user has clicked a number. The page's own words for it; the dial plan reads them. */
  v.strictObject({
    type: v.literal("number.clicked"),
    target: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
    url: v.pipe(v.string(), v.maxLength(2048)),
    title: v.pipe(v.string(), v.maxLength(300)),
  }),
  /** The user has pressed keys that the system does not give to the companion. */
  v.strictObject({ type: v.literal("key.pressed"), chord: Chord, selection: v.pipe(v.string(), v.maxLength(1024)) }),
]);
export type PageMessage = v.InferOutput<typeof PageMessage>;

/** How numbers are looked for on a page: the answer to `page.opened`, and news to pages that are open. */
export const PageSettings = v.object({
  type: v.literal("page.settings"),
  highlight: v.boolean(),
  country: v.string(),
  /** The hint over a number, with `{number}` in its place. */
  hint: v.string(),
  /** The keys to hear on the page, because the system does not give them to the companion. */
  keys: v.array(v.string()),
});
export type PageSettings = v.InferOutput<typeof PageSettings>;
