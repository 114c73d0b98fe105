import { effect } from "@preact/signals-core";
import { showBadge, type Badge } from "../browser/badge.ts";
import { tokenColour } from "../browser/token-colour.ts";
import type { Companion } from "../companion/companion.ts";
import { t } from "../texts.ts";
import { sign, type Sign } from "./badge-sign.ts";

/** Keeps the toolbar's button true. */
export function keepBadge(companion: Companion): void {
  effect(() => void showBadge(drawn(sign(companion.link.value, companion.state.value?.calls ?? []))));
}

function drawn({ kind, text }: Sign): Badge {
  return {
    text,
    background: tokenColour(`badge-${kind}`),
    colour: tokenColour("badge-text"),
    title: t(`calls:badge.${kind}`),
  };
}
