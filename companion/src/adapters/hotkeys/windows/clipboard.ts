/** One form of what is on the clipboard. */
export type Kept = Readonly<{ format: number; bytes: Uint8Array }>;

/** `CF_UNICODETEXT` */
export const unicodeText = 13;

/** So much can be put back; with more on the clipboard nothing is copied over it. In bytes. */
export const mostKept = 64 * 1024 * 1024;

/** Pictures and palettes (winuser.h): handles of the graphics system and no bytes; Windows makes them anew from the bytes beside them. */
const ofGraphics: ReadonlySet<number> = new Set([2, 3, 9, 14, 0x80, 0x82, 0x83, 0x8e]);
const [firstPrivate, lastPrivate, lastOfGraphics] = [0x200, 0x2ff, 0x3ff];

/** Can that form be read as bytes, and put back? `CF_PRIVATEFIRST` to `CF_GDIOBJLAST` belong to the program that made them. */
export function mayKeep(format: number): boolean {
  return !ofGraphics.has(format) && !(format >= firstPrivate && format <= Math.max(lastPrivate, lastOfGraphics));
}

/** The text of `CF_UNICODETEXT`: UTF-16 up to its zero, which a program may have left out. */
export function textOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf16le");
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}
