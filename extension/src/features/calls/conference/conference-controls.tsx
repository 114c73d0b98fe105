import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Conference } from "@twp/shared/protocol/conferences.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Button, Tool } from "../../../ui/button.tsx";
import { PhoneForwarded, PhoneOff, Undo2 } from "../../../ui/icons.ts";
import { OtherDevices } from "../../devices/call-device.tsx";
import { ConsentQuestion, RecordTool } from "../../recordings/record-tool.tsx";
import { BringTogether } from "./bring-together.tsx";
import { HoldTool, MuteTool } from "../talk-tools.tsx";

type Props = { conference: Conference; desk: Desk };

/** What can be done with a conference as a whole. */
export function ConferenceControls({ conference, calls, desk }: Props & { calls: readonly Call[] }) {
  const { standing, id: conferenceId, members } = conference;
  const [first] = members;
  return (
    <>
      {standing !== "without-us" && <Tools conference={conference} desk={desk} />}
      <div class="pair" role="group" aria-label={t("calls:conference.title")}>
        {standing === "without-us" && (
          <Button
            icon={Undo2}
            data-testid="conference-enter"
            onClick={() => void desk.ask("conferences.enter", { conferenceId })}
          >
            {t("calls:conference.enter")}
          </Button>
        )}
        <BringTogether those={members} calls={calls} desk={desk} />
        <Button
          kind="stop"
          icon={PhoneOff}
          data-testid="conference-hang-up"
          onClick={() => void desk.ask("conferences.hangUp", { conferenceId })}
        >
          {t("calls:conference.hang-up")}
        </Button>
      </div>
      {first !== undefined && standing !== "without-us" && <OtherDevices call={first} desk={desk} />}
    </>
  );
}

/** The same tools as a conversation's, for all at once. */
function Tools({ conference: { id: conferenceId, members, standing }, desk }: Props) {
  const asks = useSignal(false);
  const muted = members.every((call) => call.muted);
  const waits = standing === "waiting";
  const callId = members[0]?.id ?? "";
  return (
    <>
      <div class="tools" role="group" aria-label={t("calls:tools")}>
        <MuteTool callId={callId} muted={muted} desk={desk} />
        <HoldTool
          waits={waits}
          testId={waits ? "conference-resume" : "conference-hold"}
          act={() => void desk.ask(waits ? "conferences.enter" : "conferences.hold", { conferenceId })}
        />
        <RecordTool those={members} desk={desk} asks={asks} />
        <Tool
          icon={PhoneForwarded}
          data-testid="conference-leave"
          onClick={() => void desk.ask("conferences.leave", { conferenceId })}
        >
          {t("calls:conference.leave")}
        </Tool>
      </div>
      <ConsentQuestion those={members} desk={desk} asks={asks} />
    </>
  );
}
