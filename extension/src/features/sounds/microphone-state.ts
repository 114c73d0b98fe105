/** What the user should know of the microphone: `fine` says nothing. */
export type MicrophoneState = "fine" | "unasked" | "refused" | "missing";

/**
 * Puts together what the browser allows and what the page with the sound has found. Firefox's sidebar shows the browser's question by
 * itself when a call begins, so there nothing has to be asked before.
 */
export function microphoneState(
  access: "granted" | "denied" | "prompt" | "unknown",
  found: "idle" | "open" | "refused" | "missing",
  asksByItself: boolean = import.meta.env.BROWSER === "firefox",
): MicrophoneState {
  if (found === "open") return "fine";
  if (access === "denied" || found === "refused") return "refused";
  if (access === "prompt" && !asksByItself) return "unasked";
  return found === "missing" ? "missing" : "fine";
}
