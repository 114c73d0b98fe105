import {
  Failure,
  isRecorded,
  type CallRecording,
  type Settings,
  type recordingsCommands,
} from "@twp/shared/protocol/index.ts";
import type { Book } from "../calls/book.ts";
import { withTheirs } from "../calls/conference/gathering.ts";
import { connectParty, type LiveCall } from "../calls/live-call.ts";
import type { Clock, Commands } from "../ports.ts";
import type { Recorder, RecordingNews, RecordingWish, SoundEngine } from "../sounds/ports.ts";
import { announcedIn, canBeRecorded, mayGoOn, recordedIn, type SpokenLanguage } from "./consent.ts";
import type { Recordings } from "./recordings.ts";

/** What recordings under way need of the world. */
export type UnderWayPorts = Readonly<{
  record: SoundEngine["record"];
  /** Where they are kept. */
  recordings: Pick<Recordings, "begin" | "finish">;
  /** The file of the announcement in that language. */
  announcement: (language: SpokenLanguage) => string;
  /** The computer's language. */
  language: SpokenLanguage;
  settings: () => Settings;
  clock: Clock;
  newId: () => string;
}>;

type Act = "begin" | "pause" | "resume" | "stop";

/** What a user can do with a recording while the call lasts. */
export type UnderWayCommands = Commands<Extract<keyof typeof recordingsCommands, `${string}.${Act}`>>;

/*
 *   begin ─▶ announcing ──everybody was told──▶ recording ◀──resume── paused
 *                                                   └──────pause──────▶
 *   any of them ──stop, or the calls are what they were no more──▶ nothing;  ──a fault──▶ failed
 */

/** The recordings under way. While calls are recorded, a mix of that recording's id is their party, as in a conference. */
function createUnderWay(ports: UnderWayPorts, book: Book) {
  const underWay = new Map<string, Recorder>();
  const membersOf = (id: string): readonly LiveCall[] =>
    book.live().filter((each) => recordedIn([each.call()], id).length > 0);
  const tell = (id: string, recording: CallRecording | null): void => {
    for (const each of membersOf(id)) {
      each.patch({ recording });
      connectParty(each);
    }
  };
  const hear = (id: string, keptAs: string, news: RecordingNews): void => {
    if (news.type === "recording") return tell(id, { state: "recording", id });
    underWay.delete(id);
    tell(id, news.fault === null ? null : { state: "failed", reason: news.fault });
    ports.recordings.finish(keptAs);
  };
  const begin = (members: readonly LiveCall[]): void => {
    const [conference] = members.map((each) => each.call().conference);
    const [id, keptAs] = [conference?.id ?? ports.newId(), ports.newId()];
    const parties = members.map((each) => each.call().peer);
    const file = ports.recordings.begin({ id: keptAs, startedAt: ports.clock.now(), parties });
    for (const each of members) {
      each.patch({ recording: { state: "announcing", id } });
      connectParty(each);
    }
    underWay.set(
      id,
      ports.record(id, wishFor(ports, file), (news) => hear(id, keptAs, news)),
    );
  };
  book.follow(() => {
    const calls = book.live().map((each) => each.call());
    for (const [id, recorder] of underWay) if (!mayGoOn(calls, id)) recorder.stop();
  });
  return { underWay, tell, begin };
}

/** Follows the calls of that book. */
export function recordCalls(ports: UnderWayPorts, book: Book): UnderWayCommands {
  const { underWay, tell, begin } = createUnderWay(ports, book);
  /** The call's recording, in one of these states. */
  const found = (callId: string, ...states: readonly CallRecording["state"][]) => {
    const { recording } = book.inState(callId, ["active", "held"]).call();
    const recorder = isRecorded(recording) ? underWay.get(recording.id) : undefined;
    if (!isRecorded(recording) || recorder === undefined || !states.includes(recording.state))
      throw new Failure("call-wrong-state");
    return { id: recording.id, recorder };
  };
  const setPaused = (callId: string, paused: boolean): null => {
    const { id, recorder } = found(callId, paused ? "recording" : "paused");
    recorder.pause(paused);
    tell(id, { state: paused ? "paused" : "recording", id });
    return null;
  };
  return {
    "recordings.begin"({ callId, agreed }) {
      const members = withTheirs(book, book.inState(callId, ["active"]));
      if (!members.every((each) => canBeRecorded(each.call()))) throw new Failure("call-wrong-state");
      if (ports.settings().recordingConsent === "shown" && !agreed) throw new Failure("consent-missing");
      begin(members);
      return null;
    },
    "recordings.pause": ({ callId }) => setPaused(callId, true),
    "recordings.resume": ({ callId }) => setPaused(callId, false),
    "recordings.stop"({ callId }) {
      found(callId, "announcing", "recording", "paused").recorder.stop();
      return null;
    },
  };
}

function wishFor({ settings, announcement, language }: UnderWayPorts, file: string): RecordingWish {
  const chosen = settings();
  return {
    file,
    announcement: chosen.recordingConsent === "shown" ? null : announcement(announcedIn(chosen, language)),
    beep: chosen.recordingBeep,
  };
}
