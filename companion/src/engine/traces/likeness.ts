const DELIMITERS = /([\s|;=<>,:"@]+)/;
/** What a stack makes up by itself: uuids, tags, branches, and the only RSeq of the traces. */
const MADE_UP = [
  /^(z9hG4bK)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  /^z9hG4bK\.[A-Za-z0-9]{26}$/,
  /^(z9hG4bK)?(?=.*[0-9A-Z])[A-Za-z0-9]{13}$/,
  /^1917644169$/,
];

/**
 * Which made-up value of ours stands for which of the trace: learned where messages are compared, used where the trace
 * is played. Two values of the trace are never the same one of ours, so that a mixed-up tag is a difference.
 */
export class Likeness {
  readonly #ours = new Map<string, string>();

  /** Says beforehand what stands for what: ports. */
  same(traced: string, ours: string): void {
    this.#ours.set(traced, ours);
  }

  /** The text of the trace in our values. */
  translate(traced: string): string {
    return traced
      .split(DELIMITERS)
      .map((token) => this.#ours.get(token) ?? token)
      .join("");
  }

  /** Both texts as they should be equal: but for what each stack made up, times, sizes and versions. */
  compared(traced: string, ours: string): { readonly expected: string; readonly actual: string } {
    const expected = masked(traced).split(DELIMITERS);
    const actual = masked(ours).split(DELIMITERS);
    const learned = expected.map((token, index) => this.#learn(token, actual[index]));
    return { expected: learned.join(""), actual: actual.join("") };
  }

  #learn(token: string, ours: string | undefined): string {
    const known = this.#ours.get(token);
    if (known !== undefined) return known;
    if (ours === undefined || !MADE_UP.some((form) => form.test(token))) return token;
    if ([...this.#ours.values()].includes(ours)) return `${token} (not ${ours}, which stands for another)`;
    this.#ours.set(token, ours);
    return ours;
  }
}

/**
 * Times, sizes and versions differ, and two things on purpose: the engine puts angle brackets around the To of its own
 * 408 and 503, and gives the size and the time of a CANCEL itself where the server gave those of the INVITE.
 */
function masked(text: string): string {
  return text
    .replaceAll(/\d\d:\d\d:\d\d\.\d{6}/g, "TIME")
    .replaceAll(/\|(network|application)\|([1-9]\d*)\|/g, "|$1|SIZE|")
    .replaceAll(/\|v0\.9\.10[^|]*\|/g, "|VERSION|")
    .replaceAll(/^To: (.*)$/gm, (_line, value: string) => `To: ${value.replaceAll(/[<>]/g, "")}`);
}
