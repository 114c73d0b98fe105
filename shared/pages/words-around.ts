import { longestWords } from "../protocol/page-memory.ts";

/** Words are cut between them where the next gap is no further than this, in letters. */
const toGap = 16;

/**
 * The words of a line around a number, the number in their middle: spaces are joined, and what is too long is cut on both sides. Empty where
 * nothing but the number stands there.
 */
export function wordsAround(before: string, number: string, after: string): string {
  const [head, middle, tail] = [joined(before).trimStart(), joined(number), joined(after).trimEnd()];
  if (!/\p{L}/u.test(head + middle + tail)) return "";
  const room = Math.max(0, longestWords - middle.length);
  const half = Math.floor(room / 2);
  const inHead = Math.min(head.length, Math.max(half, room - tail.length));
  const inTail = Math.min(tail.length, room - inHead);
  return (cutHead(head, inHead) + middle + cutTail(tail, inTail)).trim().slice(0, longestWords);
}

/** One space for any number of them; marks that cannot be seen are none of the words. */
function joined(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ");
}

function cutHead(head: string, letters: number): string {
  if (letters >= head.length) return head;
  const left = withoutHalf(head.slice(head.length - letters + 1));
  const gap = left.indexOf(" ");
  return `…${gap >= 0 && gap < toGap ? left.slice(gap + 1) : left}`;
}

function cutTail(tail: string, letters: number): string {
  if (letters >= tail.length) return tail;
  const left = withoutHalf(tail.slice(0, Math.max(0, letters - 1)));
  const gap = left.lastIndexOf(" ");
  return `${gap >= 0 && left.length - gap <= toGap ? left.slice(0, gap) : left}…`;
}

/** A letter of two halves that was cut in the middle is none. */
function withoutHalf(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/u, "");
}
