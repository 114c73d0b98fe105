import { effect } from "@preact/signals";
import { render, type ComponentChildren } from "preact";
import { keepLook, readLook, type Look } from "./browser/look.ts";
import { watchMicrophone, type MicrophoneAccess } from "./browser/microphone.ts";
import { followSoundPage, type SoundMicrophone } from "./browser/sound-news.ts";
import { connectCompanion } from "./companion/connection.ts";
import { createDesk, type Desk } from "./companion/desk.ts";
import type { ClientKind, Connection } from "./companion/link.ts";
import { followSoundChoices, type KeptChoices } from "./features/sounds/kept-choices.ts";
import { chosenLanguage, language, learn, speak, t, type TextKey } from "./texts.ts";
import { wordsIn, type Words } from "./words.ts";
import type { ReadonlySignal, Signal } from "@preact/signals";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/controls.css";

/** What every page of the extension stands on. */
export type Page = Readonly<{
  connection: Connection;
  desk: Desk;
  microphone: ReadonlySignal<MicrophoneAccess>;
  /** The microphone of the page that holds the sound. */
  soundMicrophone: Signal<SoundMicrophone>;
  /** Devices and volumes of this browser's profile. */
  soundChoices: KeptChoices;
  /** Loads the words that the page began without. */
  learnAll: () => Promise<void>;
  signal: AbortSignal;
}>;

/** Draws a page with these words: in the last look at once, in the companion's settings as soon as they are known. */
export async function startPage(
  client: ClientKind,
  title: TextKey,
  view: (page: Page) => ComponentChildren,
  first: Words = "all",
  onDesk: (desk: Desk) => Desk = (desk) => desk,
): Promise<Page> {
  const end = new AbortController();
  addEventListener("pagehide", () => end.abort());
  const connection = connectCompanion(client, end.signal);
  const desk = onDesk(createDesk(connection));
  let words = first;
  const look = (): Look => desk.state.value?.settings.values ?? readLook();
  const page = {
    connection,
    desk,
    microphone: watchMicrophone(end.signal),
    soundMicrophone: followSoundPage(end.signal),
    soundChoices: followSoundChoices(end.signal),
    async learnAll() {
      words = "all";
      await wear(look(), words);
    },
    signal: end.signal,
  };
  await wear(readLook(), words);
  effect(() => {
    document.documentElement.lang = language.value;
    document.title = t(title);
  });
  effect(() => {
    const settings = desk.state.value?.settings.values;
    if (settings !== undefined) void wear(settings, words).then(() => keepLook(settings));
  });
  render(view(page), document.body);
  return page;
}

async function wear({ language, theme }: Look, words: Words): Promise<void> {
  document.documentElement.dataset["theme"] = theme;
  const wanted = chosenLanguage(language);
  learn(wanted, await wordsIn(wanted, words));
  speak(wanted);
}
