/** What a peer that refuses our offer objects to, as far as it says: how the sound is to travel, or what it is made of. */
export type Objection = "encryption" | "formats" | "unsaid";

/** What a final response says of the offer it refuses: the texts of its Warning headers and its body. */
export type Refused = Readonly<{ warnings: string; description: string }>;

/** Statuses with which an offer is refused (RFC 3261 sections 21.4.13, 21.4.26 and 21.6.4). */
const refusals: ReadonlySet<number> = new Set([415, 488, 606]);

/** Does that status refuse an offer? */
export function refusesOffer(status: number): boolean {
  return refusals.has(status);
}

/**
 * What the peer objects to. Its own description tells best (RFC 3261 section 21.4.26); of the warnings (section 20.43) some do. 304, that the
 * media type is not available, is said by many whatever it was.
 */
export function objectionOf({ warnings, description }: Refused, offer: string): Objection {
  const [theirs, ours] = [secrecyOfSound(description), secrecyOfSound(offer)];
  if (theirs.size > 0) return [...ours].some((each) => theirs.has(each)) ? "formats" : "encryption";
  const codes = new Set([...warnings.matchAll(/(?:^|,)\s*(\d{3}) /gu)].map(([, code]) => code));
  if (codes.has("302") || codes.has("306")) return "encryption";
  return codes.has("305") ? "formats" : "unsaid";
}

/** How the sound of a description may travel. */
function secrecyOfSound(description: string): ReadonlySet<"plain" | "encrypted"> {
  const profiles = [...description.matchAll(/^m=audio [1-9]\d{0,4}(?:\/\d+)? (\S+)/gmu)].map(
    ([, profile = ""]) => profile,
  );
  return new Set(profiles.map((profile) => (/\/SAVPF?$/u.test(profile) ? "encrypted" : "plain")));
}
