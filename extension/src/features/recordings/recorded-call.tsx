import type { JournalEntry } from "@twp/shared/protocol/journal.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Play } from "../../ui/icons.ts";
import { usePlaying } from "../playing.ts";
import { fetchRecording } from "./fetch-recording.ts";

/** The recordings of a call that is over, each heard where the call is listed. */
export function RecordedCall({ entry: { recordings }, desk }: { entry: Pick<JournalEntry, "recordings">; desk: Desk }) {
  return (
    <>
      {recordings.map((id) => (
        <OneOf key={id} id={id} desk={desk} />
      ))}
    </>
  );
}

function OneOf({ id, desk }: { id: string; desk: Desk }) {
  const { loading, sound, play } = usePlaying(() => fetchRecording(desk, id));
  if (sound.value !== null) return <audio controls autoplay src={sound.value} aria-label={t("recordings:hear")} />;
  return (
    <div>
      <Button small icon={Play} data-testid="play-recorded" disabled={loading.value} onClick={() => void play()}>
        {t(loading.value ? "player:loading" : "recordings:hear")}
      </Button>
    </div>
  );
}
