import { effect } from "@preact/signals-core";
import { tellOwnPages } from "../browser/own-pages.ts";
import { connectCompanion } from "../companion/connection.ts";
import { followSoundChoices } from "../features/sounds/kept-choices.ts";
import { holdHeadsets } from "./headset.ts";
import { holdSound, microphone } from "./sound.ts";

/** Chrome's page without a window: it lives as long as the extension and holds microphone and speaker. */

const closing = new AbortController();
window.addEventListener("pagehide", () => closing.abort());

const { now } = followSoundChoices(closing.signal);
const companion = connectCompanion("sound", closing.signal);
holdSound(companion, now, closing.signal);
holdHeadsets(companion, closing.signal);

effect(() => tellOwnPages({ type: "sound.microphone", state: microphone.value }));
