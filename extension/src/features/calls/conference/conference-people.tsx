import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Conference } from "@twp/shared/protocol/conferences.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { IconButton } from "../../../ui/button.tsx";
import { Pause, PhoneOff, Play } from "../../../ui/icons.ts";
import { peerWords, stateText, stateTones } from "../call-view.ts";

type Show = (number: string) => string;

/** Everybody in the conference, each with what can be done with them alone. */
export function ConferencePeople({ conference, desk, show }: { conference: Conference; desk: Desk; show: Show }) {
  const alone = conference.standing === "together";
  return (
    <ul class="people" aria-label={t("calls:conference.people")}>
      {conference.members.map((call) => (
        <Person key={call.id} call={call} alone={alone} desk={desk} show={show} />
      ))}
    </ul>
  );
}

function Person({ call, alone, desk, show }: { call: Call; alone: boolean; desk: Desk; show: Show }) {
  const { id: callId, state } = call;
  const { name, number } = peerWords(call, show);
  const held = state === "held";
  return (
    <li data-testid="member" data-state={state} data-call-id={callId}>
      <Avatar name={name} ring={stateTones[state]} />
      <div class="who">
        <h3 title={name}>{name}</h3>
        <p class="number">
          {[number, held || call.heldByPeer ? t(stateText(call)) : null].filter(Boolean).join(" · ")}
        </p>
      </div>
      {alone && (
        <IconButton
          icon={held ? Play : Pause}
          label={t(held ? "calls:conference.resume" : "calls:conference.hold", { name })}
          data-testid="member-hold"
          onClick={() => void desk.ask(held ? "calls.resume" : "calls.hold", { callId })}
        />
      )}
      <IconButton
        icon={PhoneOff}
        label={t("calls:conference.remove", { name })}
        data-testid="member-remove"
        onClick={() => void desk.ask("calls.hangUp", { callId })}
      />
    </li>
  );
}
