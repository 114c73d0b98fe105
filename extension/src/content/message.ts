import { Chord } from "@twp/shared/protocol/chords.ts";
import { edges } from "@twp/shared/protocol/settings.ts";
import * as v from "valibot";

const aNumber = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

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
  /** The pointer rests on a number: who is that, and what will leave? */
  v.strictObject({ type: v.literal("number.asked"), number: aNumber }),
  /** The user says that this is no number, on this site. */
  v.strictObject({ type: v.literal("number.disowned"), number: aNumber }),
  /** The user wants no numbers marked on this site. */
  v.strictObject({ type: v.literal("site.left") }),
  /** The panel waits at the edge of this page: the strip's script is needed. */
  v.strictObject({ type: v.literal("strip.wanted") }),
  /** The strip is there, shows the panel, or is there no longer. */
  v.strictObject({ type: v.literal("strip.standing"), state: v.picklist(["line", "panel", "gone"]) }),
  /** The strip frames the panel: one ticket, which admits one frame of this tab. */
  v.strictObject({ type: v.literal("strip.ticket") }),
  /** The user has pressed keys that the system does not give to the companion. */
  v.strictObject({ type: v.literal("key.pressed"), chord: Chord, selection: v.pipe(v.string(), v.maxLength(1024)) }),
]);
export type PageMessage = v.InferOutput<typeof PageMessage>;

/** What the page in the strip's frame says to the worker. */
export const StripMessage = v.variant("type", [
  /** Am I the frame that this ticket admits? */
  v.strictObject({ type: v.literal("strip.claimed"), ticket: v.pipe(v.string(), v.uuid()) }),
  /** The user wants no strip on the site around it. */
  v.strictObject({ type: v.literal("strip.left") }),
  /** The user wants the panel beside the page, or another page of ours. */
  v.strictObject({ type: v.literal("strip.beside") }),
  v.strictObject({ type: v.literal("strip.opens"), page: v.picklist(["welcome", "options", "doctor"]) }),
]);
/** A page is told to reveal its strip, and answers whether it did. */
export const revealStrip = { type: "strip.reveal" } as const;

/** The strip of a page: at which edge, and what its frame is called. */
const StripLook = v.object({ edge: v.picklist(edges), title: v.string() });
export type StripLook = v.InferOutput<typeof StripLook>;

/** The words of the card; `why` by the reasons of `shared/dialling`. */
const CardWords = v.object({
  call: v.string(),
  copy: v.string(),
  copied: v.string(),
  disown: v.string(),
  leaveSite: v.string(),
  dials: v.string(),
  extension: v.string(),
  why: v.record(v.string(), v.string()),
});
export type CardWords = v.InferOutput<typeof CardWords>;

/** What is known of a number: the answer to `number.asked`. */
export const KnownNumber = v.object({ name: v.string(), shown: v.string(), dials: v.string() });
export type KnownNumber = v.InferOutput<typeof KnownNumber>;

/** What a page is told when something has changed; it asks anew then. */
export const pageChanged = { type: "page.changed" } as const;

/** How numbers are looked for on a page: the answer to `page.opened`. */
export const PageSettings = v.object({
  type: v.literal("page.settings"),
  highlight: v.boolean(),
  country: v.string(),
  internalLengths: v.array(v.number()),
  /** The hint over a number, with `{number}` in its place; the other also with `{extension}`. */
  hint: v.string(),
  hintWithExtension: v.string(),
  /** What the user has said to be no number on this site. */
  notNumbers: v.array(v.string()),
  words: CardWords,
  /** The keys to hear on the page, because the system does not give them to the companion. */
  keys: v.array(v.string()),
  /** Null where the panel does not wait at the edge. */
  strip: v.nullable(StripLook),
});
export type PageSettings = v.InferOutput<typeof PageSettings>;
