import { effect } from "@preact/signals";
import { Panel } from "./panel.tsx";
import { startPanel } from "./start-panel.tsx";

const page = await startPanel(({ page, rest }) => <Panel page={page} rest={rest} />);

if (import.meta.env.BROWSER === "firefox") {
  // Firefox has no offscreen page: here the panel itself holds microphone and speaker.
  const { holdSound, microphone } = await import("../offscreen/sound.ts");
  holdSound(page.connection, page.soundChoices.now, page.signal);
  effect(() => void (page.soundMicrophone.value = microphone.value));
}
