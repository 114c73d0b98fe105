import type { Call } from "@twp/shared/protocol/calls.ts";
import { isRecorded, type CallRecording, type Recording } from "@twp/shared/protocol/recordings.ts";
import type { TextKey } from "../../texts.ts";

/** The words of the red sign; null where nobody is recorded. On hold nothing is kept, whatever the recording's own state. */
export function signText({ recording, state }: Pick<Call, "recording" | "state">): TextKey | null {
  if (!isRecorded(recording)) return null;
  return state === "held" ? "recordings:sign.waiting" : `recordings:sign.${recording.state}`;
}

/** What is said of a call whose recording was like that before; null where nothing has changed. */
export function recordingNews(before: CallRecording | null, { recording }: Pick<Call, "recording">): TextKey | null {
  if (before?.state === recording?.state) return null;
  if (isRecorded(recording)) return `recordings:announced.${recording.state}`;
  if (recording !== null) return `recordings:fault.${recording.reason}`;
  return isRecorded(before) ? "recordings:announced.over" : null;
}

/** Who was recorded, in words. */
export function partiesOf({ parties }: Pick<Recording, "parties">, show: (number: string) => string): string {
  return parties.map(({ name, number }) => name || show(number)).join(", ");
}
