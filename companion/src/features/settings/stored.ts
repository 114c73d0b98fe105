/** Step n turns what version n wrote into what version n + 1 reads. */
export const settingsMigrations = [
  cleaningInParts,
  callersSentOn,
  hangUpTransfers,
  answersItself,
  windowsForCalls,
  codes,
  encryptedSound,
  recordedCalls,
  guardedCalls,
  hotkeys,
  atTheEdge,
  pagesRemembered,
  namesLearned,
] as const;

/** Echo, noise and level had one switch. */
function cleaningInParts({ cleanMicrophone, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return { ...rest, echoCancellation: cleanMicrophone, noiseSuppression: cleanMicrophone, evenLevel: cleanMicrophone };
}

/** Nobody was sent on, and everybody got through. */
function callersSentOn(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, doNotDisturb: false, forward: "none", forwardNumber: "", voiceMailNumber: "" };
}

/** Hanging up in a consultation was not yet the user's to choose. */
function hangUpTransfers(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, hangUpTransfers: true };
}

/** Every second caller rang, and nobody was answered without the user. */
function answersItself(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, callWaiting: true, answerIntercom: false, answerCallers: [] };
}

/** Calls and callers were shown in the panel and by notifications alone. */
function windowsForCalls(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, callWindow: false, callerPopUp: false };
}

/** No code of the telephone system was known. */
function codes(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, parkNumber: "", retrieveNumber: "", pickUpNumber: "", pickUpPrefix: "" };
}

/** No sound was encrypted; where both sides can, it is from now on. */
function encryptedSound(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, encryption: "offered" };
}

/** Nobody was recorded. */
function recordedCalls(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, recordingConsent: "spoken", announcementLanguage: "auto", recordingBeep: true };
}

/** Every call began at once. The user is asked from now on about what costs more or wakes somebody. */
function guardedCalls(old: Record<string, unknown>): Record<string, unknown> {
  const askBefore = ["emergency", "premium", "shared-cost", "satellite", "night"];
  return { ...old, dialDelay: 0, askBefore };
}

/** No key of the whole desktop did anything. */
function hotkeys(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, callSelection: false, answerKey: "", hangUpKey: "", muteKey: "", holdKey: "" };
}

/** The panel never hid itself. */
function atTheEdge(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, hideAutomatically: false, edge: "left" };
}

/** No page was remembered. */
function pagesRemembered(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, rememberPages: false };
}

/** No name was learned from a page. */
function namesLearned(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, learnNames: false };
}
