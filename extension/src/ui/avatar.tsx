import { initials, face } from "./initials.ts";

/** The tones of a state: all is well, wait, bad, none. */
export type Tone = "ok" | "warn" | "bad" | "off";

/** A person's initials on a colour of their own, with a state's dot or ring; the user's `own` has the product's. Decoration: the words beside it say both. */
export function Avatar({ name, dot, ring, own }: { name: string; dot?: Tone; ring?: Tone; own?: boolean }) {
  const classes = ["avatar", `face-${own ? 0 : face(name)}`, ring === undefined ? "" : `ringed tone-${ring}`];
  return (
    <div class={classes.filter(Boolean).join(" ")} aria-hidden="true">
      {initials(name)}
      {dot && <i class={`dot tone-${dot}`} />}
    </div>
  );
}
