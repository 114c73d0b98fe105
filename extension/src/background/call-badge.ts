import type { Call } from "@twp/shared/protocol/calls.ts";
import { effect } from "@preact/signals-core";
import { showBadge, type Badge } from "../browser/badge.ts";
import type { Companion, Link } from "../companion/companion.ts";
import { t } from "../texts.ts";
import { tokenColour } from "../browser/token-colour.ts";

/** What the badge says: a caller first, then calls under way, then what is missing. */
export type Sign = Readonly<{ kind: "ringing" | "talking" | "missing" | "quiet"; text: string }>;

/** Keeps the toolbar's button true. */
export function keepBadge(companion: Companion): void {
  effect(() => void showBadge(drawn(sign(companion.link.value, companion.state.value?.calls ?? []))));
}

/** Decides the badge. */
export function sign(link: Link, calls: readonly Call[]): Sign {
  if (link.state !== "ready") return { kind: "missing", text: "!" };
  const live = calls.filter((call) => call.state !== "ended");
  const ringing = live.filter((call) => call.state === "offered");
  if (ringing.length > 0) return { kind: "ringing", text: String(ringing.length) };
  if (live.length > 0) return { kind: "talking", text: String(live.length) };
  return { kind: "quiet", text: "" };
}

function drawn({ kind, text }: Sign): Badge {
  return {
    text,
    background: tokenColour(`badge-${kind}`),
    colour: tokenColour("badge-text"),
    title: t(`calls:badge.${kind}`),
  };
}
