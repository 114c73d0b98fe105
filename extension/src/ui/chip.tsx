import type { ComponentChildren } from "preact";
import type { Tone } from "./avatar.tsx";
import { Icon, type IconNode } from "./icon.tsx";

/** A short fact in a pill. */
export function Chip(props: { tone?: Tone; icon?: IconNode; title?: string; children: ComponentChildren }) {
  const { tone, icon, title, children } = props;
  return (
    <span class="chip" title={title}>
      {tone && <i class={`dot tone-${tone}`} />}
      {icon && <Icon node={icon} size={12} />}
      <span>{children}</span>
    </span>
  );
}
