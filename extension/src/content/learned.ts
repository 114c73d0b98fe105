/** What the user has said to be a number on this site: as it stands there, and what it dials. */
export type Learned = Readonly<{ text: string; number: string }>;

/** Where it stands in a text. */
export type LearnedPlace = Learned & Readonly<{ start: number; end: number; why: "learned" }>;

/** Every place of what was learned, also where a line breaks in it; never a part of a longer number or word. */
export function learnedIn(text: string, learned: readonly Learned[]): LearnedPlace[] {
  const places = learned.flatMap(({ text: said, number }) =>
    [...text.matchAll(patternOf(said))].map(({ 0: found, index }): LearnedPlace => {
      const end = index + found.length;
      return { text: found, number, start: index, end, why: "learned" };
    }),
  );
  return places
    .toSorted((one, other) => one.start - other.start || other.end - one.end)
    .filter(({ start }, at, all) => all.slice(0, at).every(({ end }) => end <= start));
}

const patterns = new Map<string, RegExp>();

function patternOf(text: string): RegExp {
  const known = patterns.get(text);
  if (known !== undefined) return known;
  const escaped = text.split(/\s+/u).map((part) => part.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}+])${escaped.join("\\s+")}(?![\\p{L}\\p{N}])`, "gu");
  patterns.set(text, pattern);
  return pattern;
}
