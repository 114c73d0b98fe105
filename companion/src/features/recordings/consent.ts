import { areTogether, isHere, isLive, isRecorded, type Call, type Settings } from "@twp/shared/protocol/index.ts";

/** The languages of the announcement. */
export type SpokenLanguage = Exclude<Settings["announcementLanguage"], "auto">;

/** In which language the others are told: the user's choice for that, else the interface's, else the computer's. */
export function announcedIn(
  { announcementLanguage, language }: Pick<Settings, "announcementLanguage" | "language">,
  computers: SpokenLanguage,
): SpokenLanguage {
  if (announcementLanguage !== "auto") return announcementLanguage;
  return language === "auto" ? computers : language;
}

/** Can this call be recorded? Only where the user speaks in it, and its sound is with us. */
export function canBeRecorded(call: Call): boolean {
  return call.state === "active" && isHere(call) && !isRecorded(call.recording);
}

/** The calls in the recording of that id. */
export function recordedIn<T extends Pick<Call, "recording">>(calls: readonly T[], id: string): readonly T[] {
  return calls.filter(({ recording }) => isRecorded(recording) && recording.id === id);
}

/**
 * May the recording of that id go on, given all calls? It is over with its last call, when the user leaves the others, when the sound
 * leaves this computer, and when somebody joins who was not told.
 */
export function mayGoOn(calls: readonly Call[], id: string): boolean {
  const recorded = recordedIn(calls.filter(isLive), id);
  const isOurs = (call: Call): boolean => isHere(call) && call.state !== "joined";
  const isStranger = (call: Call): boolean =>
    !recorded.includes(call) && recorded.some((each) => areTogether(each, call));
  return recorded.length > 0 && recorded.every(isOurs) && !calls.some(isStranger);
}
