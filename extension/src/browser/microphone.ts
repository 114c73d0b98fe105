import { signal, type ReadonlySignal } from "@preact/signals-core";

/** May the extension hear the microphone? `unknown` until the browser has said. */
export type MicrophoneAccess = PermissionState | "unknown";

/** Follows the browser's permission. */
export function watchMicrophone(end: AbortSignal): ReadonlySignal<MicrophoneAccess> {
  const access = signal<MicrophoneAccess>("unknown");
  void navigator.permissions.query({ name: "microphone" }).then(
    (status) => {
      access.value = status.state;
      status.addEventListener("change", () => (access.value = status.state), { signal: end });
    },
    () => undefined,
  );
  return access;
}

/** Asks for the microphone and lets go of it at once. Only a tab can show the browser's question. */
export async function askMicrophone(): Promise<boolean> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    return true;
  } catch {
    return false;
  }
}
