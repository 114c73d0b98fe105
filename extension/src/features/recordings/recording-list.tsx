import { initialState } from "@twp/shared/protocol/index.ts";
import type { Recording } from "@twp/shared/protocol/recordings.ts";
import { useComputed } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { usePages } from "../asked-pages.ts";
import { shown } from "../dialling/numbers.ts";
import { SoundLine } from "../sound-line.tsx";
import { factsOf } from "../sound-facts.ts";
import { fetchRecording } from "./fetch-recording.ts";
import { partiesOf } from "./recording-view.ts";

/** The recordings, the last first: heard here, or deleted. */
export function RecordingList({ desk }: { desk: Desk }) {
  const version = useComputed(() => desk.state.value?.recordings.changes);
  const { rows, more } = usePages<Recording>(version, async (before, limit) => {
    const page = await desk.ask("recordings.page", { before, limit });
    return page === "failed" ? page : { rows: page.recordings, next: page.next };
  });
  if (rows === null) return null;
  return (
    <section class="rows" aria-label={t("recordings:label")} data-testid="recordings">
      {rows.map((recording) => (
        <Line key={recording.id} recording={recording} desk={desk} />
      ))}
      {more !== null && (
        <Button small data-testid="more-recordings" onClick={() => void more()}>
          {t("recordings:more")}
        </Button>
      )}
    </section>
  );
}

function Line({ recording, desk }: { recording: Recording; desk: Desk }) {
  const { country } = (desk.state.value ?? initialState).dialling;
  const recordingId = recording.id;
  return (
    <SoundLine
      name={partiesOf(recording, (number) => shown(number, country)) || t("recordings:without-name")}
      facts={factsOf(recording.startedAt, recording.seconds)}
      testid="recorded"
      fetch={() => fetchRecording(desk, recordingId)}
      remove={() => void desk.ask("recordings.delete", { recordingId })}
    />
  );
}
