import * as v from "valibot";

/** Where the framed page is in the extension; `manifest.json` opens this one page to frames, and no other. */
export const stripPage = "src/strip/strip.html";

/** What the framed page hears: whether the user sees it, and whether the keyboard is now there. */
export const ToFrame = v.strictObject({ shown: v.boolean(), focus: v.boolean() });
export type ToFrame = v.InferOutput<typeof ToFrame>;

/** What the framed page says. */
export const FromFrame = v.variant("type", [
  /** It was admitted, and loads the panel. */
  v.strictObject({ type: v.literal("admitted") }),
  /** It shows the panel. */
  v.strictObject({ type: v.literal("ready") }),
  /** Whether a text is being written in it, or a menu is open. */
  v.strictObject({ type: v.literal("keeps"), text: v.boolean(), menu: v.boolean() }),
  /** A key was pressed in it. */
  v.strictObject({ type: v.literal("active") }),
  /** The user wants it hidden. */
  v.strictObject({ type: v.literal("hide") }),
]);
export type FromFrame = v.InferOutput<typeof FromFrame>;
