import { whys } from "@twp/shared/dialling/finding/reasons.ts";
import { Chord } from "@twp/shared/protocol/chords.ts";
import { Claims } from "@twp/shared/protocol/page-names.ts";
import { edges, themes } from "@twp/shared/protocol/settings.ts";
import * as v from "valibot";
import { piece } from "./windows-of-text.ts";

/** So many texts at most are asked about at once, and so many letters in them: what waits in the worker is small, whoever asks. */
export const [mostSought, mostLetters] = [512, 16_384];

const letters = (texts: readonly string[]): number => texts.reduce((sum, { length }) => sum + length, 0);

const aNumber = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** The line that a number stands in: `text` is the number as it stands there. */
const Line = v.strictObject({
  before: v.pipe(v.string(), v.maxLength(200)),
  text: v.pipe(v.string(), v.maxLength(64)),
  after: v.pipe(v.string(), v.maxLength(200)),
});

/** A page tells of so many numbers at once. */
const mostShown = 100;

/** What a content script says to the worker. Nothing else is heard from a page's process. */
export const PageMessage = v.variant("type", [
  /** A page has loaded and wants to know whether and how to look for numbers. */
  v.strictObject({ type: v.literal("page.opened") }),
  /** These texts of the page may hold numbers: which? They are read in the country, by the lengths of internal numbers. */
  v.strictObject({
    type: v.literal("numbers.sought"),
    country: v.pipe(v.string(), v.maxLength(2)),
    internalLengths: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.maxLength(20)),
    texts: v.pipe(
      v.array(v.pipe(v.string(), v.maxLength(piece))),
      v.maxLength(mostSought),
      v.check((texts) => letters(texts) <= mostLetters),
    ),
  }),
  /** The user has clicked a number, or chosen a device to call it with. The page's own words for it; the dial plan reads them. */
  v.strictObject({
    type: v.literal("number.clicked"),
    target: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
    device: v.optional(v.pipe(v.string(), v.maxLength(64))),
    line: v.optional(Line),
    url: v.pipe(v.string(), v.maxLength(2048)),
    title: v.pipe(v.string(), v.maxLength(300)),
  }),
  /** The user has these numbers before them, and wants that remembered. */
  v.strictObject({
    type: v.literal("numbers.shown"),
    numbers: v.pipe(v.array(v.strictObject({ number: aNumber, ...Line.entries })), v.maxLength(mostShown)),
  }),
  /** Numbers are marked, and the user wants to learn whose they are: the script that reads it is needed. */
  v.strictObject({ type: v.literal("names.wanted") }),
  /** Whose numbers these are, as the page says. */
  v.strictObject({ type: v.literal("names.read"), claims: Claims }),
  /** The card of a number opens: who is that, and what will leave? `text` is what stands on the page. */
  v.strictObject({ type: v.literal("number.asked"), number: aNumber, text: v.pipe(v.string(), v.maxLength(64)) }),
  /** The user wants to write to a number. */
  v.strictObject({ type: v.literal("message.wanted"), number: aNumber }),
  /** The user wants to write down whose number that is; the page's words before it may say so. */
  v.strictObject({ type: v.literal("contact.wanted"), number: aNumber, before: v.pipe(v.string(), v.maxLength(200)) }),
  /** The user says that this text is a number, on this site. */
  v.strictObject({ type: v.literal("number.owned"), text: aNumber }),
  /** Whether anything is selected now, and whether it may be said to be a number. */
  v.strictObject({ type: v.literal("selection.made"), selects: v.boolean(), offers: v.boolean() }),
  /** The user says that this is no number, on this site. */
  v.strictObject({ type: v.literal("number.disowned"), number: aNumber }),
  /** The user wants no numbers marked on this site. */
  v.strictObject({ type: v.literal("site.left") }),
  /** The user wants no pages of this site remembered. */
  v.strictObject({ type: v.literal("memory.left") }),
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
  /** What the user wants to call, and cannot from within a page. */
  v.strictObject({ type: v.literal("strip.carried"), number: v.pipe(v.string(), v.minLength(1), v.maxLength(128)) }),
  v.strictObject({ type: v.literal("strip.opens"), page: v.picklist(["welcome", "options", "doctor"]) }),
]);
/** A page is told to reveal its strip, and answers whether it did. */
export const revealStrip = { type: "strip.reveal" } as const;

/** The strip of a page: at which edge, and what its frame is called. */
const StripLook = v.object({ edge: v.picklist(edges), title: v.string() });
export type StripLook = v.InferOutput<typeof StripLook>;

/** The words of the card; `why` by the reasons of `shared/dialling` and `PageWhy`. */
const CardWords = v.object({
  label: v.string(),
  language: v.string(),
  /** On the small button in a field, with `{number}` in its place. */
  badge: v.string(),
  call: v.string(),
  callWith: v.string(),
  message: v.string(),
  addContact: v.string(),
  copy: v.string(),
  copied: v.string(),
  own: v.string(),
  disown: v.string(),
  leaveSite: v.string(),
  /** Empty where this page is not remembered. */
  leaveMemory: v.optional(v.string(), ""),
  previous: v.string(),
  next: v.string(),
  extension: v.string(),
  why: v.record(v.string(), v.string()),
});
export type CardWords = v.InferOutput<typeof CardWords>;

/** What is known of a number: the answer to `number.asked`. All of it is said in the user's language. */
export const KnownNumber = v.object({
  name: v.string(),
  shown: v.string(),
  /** The time of day there, where it is another than here; `isLate` where people sleep then. */
  there: v.nullable(v.object({ text: v.string(), isLate: v.boolean() })),
  warnings: v.array(v.string()),
  /** From what stands there to what leaves. */
  steps: v.array(v.object({ value: v.string(), meaning: v.string() })),
  /** What it can be called with, where there is something to choose. */
  devices: v.array(v.object({ id: v.string(), name: v.string() })),
  isContact: v.boolean(),
  canBeCalled: v.boolean(),
  canBeWrittenTo: v.boolean(),
});
export type KnownNumber = v.InferOutput<typeof KnownNumber>;

/** The user calls by the browser's menu what is selected, or a link: a frame is asked for the line that stands in, and answers with a `Line`, or null. */
export const LineWanted = v.object({ type: v.literal("line.wanted"), of: v.picklist(["selection", "link"]) });
export type LineWanted = v.InferOutput<typeof LineWanted>;
export const WantedLine = v.nullable(Line);

/** What was found in each of the texts: the answer to `numbers.sought`. */
export const FoundInTexts = v.array(
  v.array(
    v.object({
      start: v.number(),
      end: v.number(),
      number: v.string(),
      extension: v.optional(v.string()),
      why: v.picklist(whys),
    }),
  ),
);
export type FoundInTexts = v.InferOutput<typeof FoundInTexts>;

/** What a page is told when something has changed; it asks anew then. */
export const pageChanged = { type: "page.changed" } as const;

/** The user has pressed a key for the card of the number the keyboard is at; a page that has one answers yes. */
export const cardWanted = { type: "card.wanted" } as const;

/** How numbers are looked for on a page: the answer to `page.opened`. */
export const PageSettings = v.object({
  type: v.literal("page.settings"),
  highlight: v.boolean(),
  /** Whether it is kept which numbers this page shows. Missing in what was stored before there was such a thing. */
  remember: v.optional(v.boolean(), false),
  /** Whether it is read whose the numbers of this page are. Missing in what was stored before there was such a thing. */
  names: v.optional(v.boolean(), false),
  country: v.string(),
  internalLengths: v.array(v.number()),
  /** The hint over a number, with `{number}` in its place; the other also with `{extension}`. */
  hint: v.string(),
  hintWithExtension: v.string(),
  /** What the user has said to be no number on this site, and what to be one: as it stands, and what it dials. */
  notNumbers: v.array(v.string()),
  numbers: v.array(v.object({ text: v.string(), number: v.string() })),
  words: CardWords,
  theme: v.picklist(themes),
  /** The keys to hear on the page, because the system does not give them to the companion. */
  keys: v.array(v.string()),
  /** Null where the panel does not wait at the edge. */
  strip: v.nullable(StripLook),
});
export type PageSettings = v.InferOutput<typeof PageSettings>;
