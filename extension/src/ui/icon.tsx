import type { IconNode } from "lucide";
import { h } from "preact";

export type { IconNode };

/** One of lucide's drawings, `size` pixels high where letters have their usual size; it grows with them. Never the only bearer of a meaning: the control beside or around it has words. */
export function Icon({ node, size = 16 }: { node: IconNode; size?: number }) {
  const side = `${size / 16}rem`;
  return (
    <svg
      width={side}
      height={side}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {node.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
