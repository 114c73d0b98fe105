import type { Call, Secrecy } from "@twp/shared/protocol/calls.ts";
import { t } from "../../texts.ts";
import { Icon } from "../../ui/icon.tsx";
import { Lock, LockOpen } from "../../ui/icons.ts";

/** Whether the sound of a call is encrypted, as a lock and in a word; unfolded, from whom that hides it and from whom not. */
export function SecrecyLine({ call: { secured, state } }: { call: Call }) {
  if (secured === null || (state !== "active" && state !== "held")) return null;
  return (
    <details class="hearing secrecy" data-testid="secrecy" data-secured={secured}>
      <summary>
        <Icon node={isLocked(secured) ? Lock : LockOpen} />
        {t(`calls:secrecy.${secured}`)}
      </summary>
      <p>{t(`calls:secrecy.means.${secured}`)}</p>
    </details>
  );
}

/** Is it closed to whoever only listens on the way to the server? */
function isLocked(secured: Secrecy): boolean {
  return secured !== "no" && secured !== "keys-in-clear";
}
