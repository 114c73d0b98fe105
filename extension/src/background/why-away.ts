import type { Link } from "../companion/companion.ts";
import type { TextKey } from "../texts.ts";

/** Why a call had to wait in vain for the companion. */
export function whyAway({ state }: Link): TextKey {
  switch (state) {
    case "unpaired":
      return "panel:unpaired.title";
    case "outdated":
      return "panel:outdated.title";
    case "searching":
    case "ready":
      return "panel:searching.title";
  }
}
