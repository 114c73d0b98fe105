import { initials, face } from "./initials.ts";

/** The tones of a state: all is well, wait, bad, none. */
export type Tone = "ok" | "warn" | "bad" | "off";

/** A person's initials on a colour of their own, with a state's dot or ring. Decoration: the words beside it say both. */
export function Avatar({ name, dot, ring }: { name: string; dot?: Tone; ring?: Tone }) {
  const classes = ["avatar", `face-${face(name)}`, ring === undefined ? "" : `ringed tone-${ring}`];
  return (
    <div class={classes.filter(Boolean).join(" ")} aria-hidden="true">
      {initials(name)}
      {dot && <i class={`dot tone-${dot}`} />}
    </div>
  );
}
