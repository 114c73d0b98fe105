import { isRecorded } from "@twp/shared/protocol/recordings.ts";
import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Link } from "../companion/companion.ts";

/** What the badge says: a caller first, then a recording, then calls under way, then what is missing. */
export type Sign = Readonly<{ kind: "ringing" | "recording" | "talking" | "missing" | "quiet"; text: string }>;

/** Decides the badge. */
export function sign(link: Link, calls: readonly Call[]): Sign {
  if (link.state !== "ready") return { kind: "missing", text: "!" };
  const live = calls.filter((call) => call.state !== "ended");
  const ringing = live.filter((call) => call.state === "offered");
  if (ringing.length > 0) return { kind: "ringing", text: String(ringing.length) };
  if (live.some(({ recording }) => isRecorded(recording))) return { kind: "recording", text: "REC" };
  if (live.length > 0) return { kind: "talking", text: String(live.length) };
  return { kind: "quiet", text: "" };
}
