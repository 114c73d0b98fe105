import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { IconButton } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { CircleAlert, X } from "../../../ui/icons.ts";

/** Why the transfer of that call did not come about, until it is read. In a consultation it stands where the transfer was asked for: with the consultant. */
export function NotTransferred({ call: { id: callId, transfer }, desk }: { call: Call; desk: Desk }) {
  if (transfer?.state !== "failed") return null;
  return (
    <div class="not-transferred" data-testid="not-transferred">
      <Icon node={CircleAlert} size={16} />
      <p>{t(`calls:transfer.failed.${transfer.reason}`)}</p>
      <IconButton icon={X} label={t("common:close")} onClick={() => void desk.ask("calls.dismiss", { callId })} />
    </div>
  );
}
