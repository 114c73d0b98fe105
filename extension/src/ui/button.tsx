import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { Icon, type IconNode } from "./icon.tsx";

type Common = Omit<ButtonHTMLAttributes, "icon" | "size"> & { icon?: IconNode };

/** A button with words; `kind` says what it does to the user: `go` starts a call, `stop` ends one, `end` ends or declines one beside the main act, `accent` is the page's main act. */
export function Button(
  props: Common & { kind?: "accent" | "go" | "stop" | "end"; small?: boolean; children: ComponentChildren },
) {
  const { icon, kind, small = false, children, ...rest } = props;
  const classes = ["button", kind ?? "", small ? "small" : ""].filter(Boolean).join(" ");
  return (
    <button type="button" {...rest} class={classes}>
      {icon && <Icon node={icon} size={small ? 13 : 16} />}
      {children}
    </button>
  );
}

/** A button that is an icon alone; its label is spoken and shown by the pointer. */
export function IconButton({ icon, label, ...rest }: Common & { icon: IconNode; label: string }) {
  return (
    <button type="button" title={label} aria-label={label} {...rest} class="icon-button">
      <Icon node={icon} size={16} />
    </button>
  );
}

/** An icon over a short word, as in a row of tools. */
export function Tool({ icon, children, ...rest }: Common & { icon: IconNode; children: ComponentChildren }) {
  return (
    <button type="button" {...rest} class="tool">
      <Icon node={icon} size={18} />
      {children}
    </button>
  );
}
