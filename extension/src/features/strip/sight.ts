/**
 * Since when the user sees the strip, and is at it. A page can cover a frame, make it faint or move it under the pointer: what is pressed in
 * it counts only if it was in full view for a while before.
 */
export type Sight = Readonly<{
  /** Since when the browser says that nothing covers, fades, turns or scales it; null while it does not say so. */
  seen: number | null;
  /** Since when the mouse is over it. Another window may have lain over it until then, which the browser does not tell. */
  mouse: number | null;
  /** Since when it has the keyboard. */
  keyboard: number | null;
  /** How it was used last. */
  by: "mouse" | "touch" | "keyboard";
}>;

export const noSight: Sight = { seen: null, mouse: null, keyboard: null, by: "mouse" };

/** So long it must have been seen, in milliseconds. */
export const longEnough = 500;

/** May the user's press do something now? A finger is nowhere before it presses. */
export function mayAct({ seen, mouse, keyboard, by }: Sight, now: number): boolean {
  const at = { mouse, touch: seen, keyboard }[by];
  return isLong(seen, now) && isLong(at, now);
}

const isLong = (since: number | null, now: number): boolean => since !== null && now - since >= longEnough;

/** `since` goes on while it holds, and begins now where it begins to. */
export function sinceWhen(since: number | null, holds: boolean, now: number): number | null {
  return holds ? (since ?? now) : null;
}
