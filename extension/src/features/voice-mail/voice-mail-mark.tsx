import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Voicemail } from "../../ui/icons.ts";
import { waitingMail, type WaitingMail } from "./voice-mail-view.ts";

/** Says that messages wait, and calls the mailbox by one click. */
export function VoiceMailMark({ desk }: { desk: Desk }) {
  const state = desk.state.value;
  const mail = state === null ? null : waitingMail(state);
  return (
    <span class="voice-mail" role="status" data-testid="voice-mail">
      {mail !== null && (
        <span class="icon-and-count">
          <IconButton
            icon={Voicemail}
            label={words(mail)}
            data-testid="call-voice-mail"
            aria-disabled={mail.number === ""}
            onClick={() =>
              mail.number !== "" && void desk.ask("calls.dial", { target: mail.number, source: { kind: "panel" } })
            }
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

function words({ count, number }: WaitingMail): string {
  const waiting = count === null ? t("voice-mail:waiting") : t("voice-mail:new", { count });
  return `${waiting} ${number === "" ? t("voice-mail:no-number") : t("voice-mail:call", { number })}`;
}
