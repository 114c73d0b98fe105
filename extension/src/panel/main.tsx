import { effect, signal } from "@preact/signals";
import { afterFirstPicture } from "../browser/first-picture.ts";
import { startPage } from "../page.tsx";
import { loadNumbers } from "../features/dialling/numbers.ts";
import type { CallsAndLists } from "./calls-and-lists.ts";
import { Panel } from "./panel.tsx";
import "./panel.css";
import "../ui/rows.css";

const rest = signal<CallsAndLists | null>(null);
const page = await startPage("panel", "panel:title", (page) => <Panel page={page} rest={rest} />, "frame");
afterFirstPicture(() => void loadRest());

async function loadRest(): Promise<void> {
  const [loaded] = await Promise.all([import("./calls-and-lists.ts"), page.learnAll()]);
  rest.value = loaded.callsAndLists;
  await loadNumbers();
}

if (import.meta.env.BROWSER === "firefox") {
  // Firefox has no offscreen page: here the panel itself holds microphone and speaker.
  const { holdSound, microphone } = await import("../offscreen/sound.ts");
  holdSound(page.connection, page.soundChoices.now, page.signal);
  effect(() => void (page.soundMicrophone.value = microphone.value));
}
