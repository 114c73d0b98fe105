import type { ComponentChildren } from "preact";
import type { Tone } from "./avatar.tsx";
import { Icon, type IconNode } from "./icon.tsx";

/** Something the user should know, what it means and what can be done. */
export function Banner(props: {
  tone: Tone;
  icon: IconNode;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}) {
  const { tone, icon, title, children, actions } = props;
  return (
    <section class={`banner tone-${tone}`} aria-label={title}>
      <Icon node={icon} size={18} />
      <div>
        <strong>{title}</strong>
        {children && <p>{children}</p>}
        {actions && <div class="actions">{actions}</div>}
      </div>
    </section>
  );
}

/** A place where nothing is yet, and why. */
export function Empty({ icon, title, children }: { icon: IconNode; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon node={icon} size={28} />
      <strong>{title}</strong>
      {children && <p>{children}</p>}
    </div>
  );
}
