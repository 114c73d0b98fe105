import { initialState } from "@twp/shared/protocol/index.ts";
import type { Recording } from "@twp/shared/protocol/recordings.ts";
import { useComputed, useSignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { language, t } from "../../texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Play, Trash2 } from "../../ui/icons.ts";
import { usePages } from "../asked-pages.ts";
import { clock } from "../calls/call-view.ts";
import { shown } from "../dialling/numbers.ts";
import { localeOf } from "../journal/entry-view.ts";
import { usePlaying } from "./playing.ts";
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
  const asking = useSignal(false);
  const { loading, sound, play } = usePlaying(desk, recording.id);
  const { country } = (desk.state.value ?? initialState).dialling;
  const name = partiesOf(recording, (number) => shown(number, country)) || t("recordings:without-name");
  return (
    <div class="recorded" data-testid="recorded">
      <div class="row-name">
        <strong>{name}</strong>
        <span class="facts">{loading.value ? t("recordings:loading") : factsOf(recording)}</span>
      </div>
      <IconButton
        icon={Play}
        label={t("recordings:play", { name })}
        data-testid="play"
        disabled={loading.value}
        onClick={() => void play()}
      />
      <IconButton
        icon={Trash2}
        label={t("recordings:delete", { name })}
        data-testid="delete"
        aria-expanded={asking.value}
        onClick={() => void (asking.value = true)}
      />
      {sound.value !== null && <audio controls autoplay src={sound.value} aria-label={name} />}
      {asking.value && (
        <div class="sure">
          <Button
            small
            kind="end"
            data-testid="delete-sure"
            onClick={() => void desk.ask("recordings.delete", { recordingId: recording.id })}
          >
            {t("recordings:confirm")}
          </Button>
          <Button small onClick={() => void (asking.value = false)}>
            {t("recordings:keep")}
          </Button>
        </div>
      )}
    </div>
  );
}

function factsOf({ startedAt, seconds }: Recording): string {
  const locale = localeOf(language.value, navigator.languages);
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(startedAt);
  return `${when} · ${clock(Math.round(seconds))}`;
}
