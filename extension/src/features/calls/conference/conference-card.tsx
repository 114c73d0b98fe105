import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Conference } from "@twp/shared/protocol/conferences.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Users } from "../../../ui/icons.ts";
import { shown } from "../../dialling/numbers.ts";
import { clock } from "../call-view.ts";
import { conferenceText, standingTones } from "./conference.ts";
import { ConferenceControls } from "./conference-controls.tsx";
import { ConferencePeople } from "./conference-people.tsx";
import { CallDeviceLine } from "../../devices/call-device.tsx";
import { RecordingLine } from "../../recordings/recording-line.tsx";
import { useNow } from "../now.ts";

type Props = { conference: Conference; calls: readonly Call[]; desk: Desk; plan: DialPlan };

/** A conference: who is in it, how it stands, and everything that can be done with it now. */
export function ConferenceCard({ conference, calls, desk, plan }: Props) {
  const { standing, since, members } = conference;
  const [first] = members;
  const seconds = Math.max(0, Math.floor((useNow() - since) / 1000));
  const title = t(standing === "without-us" ? "calls:conference.connected" : "calls:conference.title");
  return (
    <article
      class={`call tone-${standingTones[standing]}`}
      data-testid="conference"
      data-standing={standing}
      aria-label={title}
    >
      <header>
        <span class="conference-sign" aria-hidden="true">
          <Icon node={Users} size={20} />
        </span>
        <div class="who">
          <h2>{title}</h2>
          <p class="state" data-testid="conference-state">
            {t(conferenceText(conference))}
          </p>
          {first !== undefined && standing !== "without-us" && <CallDeviceLine call={first} />}
        </div>
        <div class="corner">
          <time data-testid="conference-time" dateTime={`PT${seconds}S`}>
            {clock(seconds)}
          </time>
        </div>
      </header>
      <ConferencePeople conference={conference} desk={desk} show={(number) => shown(number, plan.country)} />
      <RecordingLine those={conference.members} desk={desk} />
      <ConferenceControls conference={conference} calls={calls} desk={desk} />
    </article>
  );
}
