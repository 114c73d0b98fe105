const url = "src/offscreen/offscreen.html";
let opening: Promise<void> | null = null;

/** Makes sure that the page with microphone and speaker is there. Chrome's only: in Firefox the panel does its work. */
export async function openOffscreen(): Promise<void> {
  if (import.meta.env.BROWSER === "firefox") return;
  opening ??= create().finally(() => (opening = null));
  await opening;
}

async function create(): Promise<void> {
  const open = await chrome.runtime.getContexts({ contextTypes: ["OFFSCREEN_DOCUMENT"] });
  if (open.length > 0) return;
  await chrome.offscreen.createDocument({
    url,
    reasons: ["USER_MEDIA", "AUDIO_PLAYBACK", "WEB_RTC"],
    justification: "The sound of telephone calls: microphone, speaker and ringing.",
  });
}
