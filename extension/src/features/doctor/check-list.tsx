import { CircleAlert, CircleCheck, CircleHelp, CircleX } from "../../ui/icons.ts";
import { t } from "../../texts.ts";
import { Icon } from "../../ui/icon.tsx";
import type { Check } from "./checks.ts";

const signs = {
  ok: { icon: CircleCheck, tone: "ok" },
  warn: { icon: CircleAlert, tone: "warn" },
  bad: { icon: CircleX, tone: "bad" },
  unknown: { icon: CircleHelp, tone: "off" },
} as const;

/** Each check with its verdict, as a sign and in words. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul class="checks">
      {checks.map(({ name, verdict, text, values }) => (
        <li key={name} class={`tone-${signs[verdict].tone}`} data-testid={`check-${name}`} data-verdict={verdict}>
          <Icon node={signs[verdict].icon} size={18} />
          <strong>{t(`doctor:check.${name}`)}</strong>
          <span>{t(text, values)}</span>
          <span class="spoken-only">{t(`doctor:verdict.${verdict}`)}</span>
        </li>
      ))}
    </ul>
  );
}
