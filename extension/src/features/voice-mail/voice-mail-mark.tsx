import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Voicemail } from "../../ui/icons.ts";
import { waitingMail, type WaitingMail } from "./voice-mail-view.ts";

/** Says that messages wait. One click shows them, or calls the mailbox where nobody can list them. */
export function VoiceMailMark({ desk, showList }: { desk: Desk; showList: () => void }) {
  const state = desk.state.value;
  const mail = state === null ? null : waitingMail(state);
  return (
    <span class="voice-mail" role="status" data-testid="voice-mail">
      {mail !== null && (
        <span class="icon-and-count">
          <IconButton
            icon={Voicemail}
            label={words(mail)}
            data-testid={mail.listed ? "show-voice-mail" : "call-voice-mail"}
            aria-disabled={!mail.listed && mail.number === ""}
            onClick={() => (mail.listed ? showList() : call(desk, mail.number))}
          />
          {mail.count !== null && (
            <span class="count" aria-hidden="true">
              {mail.count}
            </span>
          )}
        </span>
      )}
    </span>
  );
}

function call(desk: Desk, number: string): void {
  if (number !== "") void desk.ask("calls.dial", { target: number, source: { kind: "panel" } });
}

function words({ count, listed, number }: WaitingMail): string {
  const waiting = count === null ? t("voice-mail:waiting") : t("voice-mail:new", { count });
  if (listed) return `${waiting} ${t("voice-mail:open")}`;
  return `${waiting} ${number === "" ? t("voice-mail:no-number") : t("voice-mail:call", { number })}`;
}
