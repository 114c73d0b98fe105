import { isForPages, type Params } from "@twp/shared/protocol/index.ts";
import { effect } from "@preact/signals-core";
import * as v from "valibot";
import { onPageMessage, tellPages, type Sender } from "../browser/messages.ts";
import { openPanel } from "../browser/panel.ts";
import { runFinder } from "../browser/site-access.ts";
import { readStored, writeStored } from "../browser/storage.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { PageMessage, PageSettings } from "../content/message.ts";
import { t } from "../texts.ts";
import { dial } from "./dial.ts";
import { pageSource } from "./page-source.ts";

const key = "pageSettings";

/** Serves the content scripts: how to look for numbers, and calls for the ones the user clicks. */
export function answerPages(companion: Companion): void {
  onPageMessage((message, sender) => {
    const parsed = v.safeParse(PageMessage, message);
    if (!parsed.success) return null;
    switch (parsed.output.type) {
      case "page.opened":
        return readStored(key);
      case "finder.wanted":
        return runFinder(sender);
      case "number.clicked":
        return call(companion, parsed.output, sender);
      case "key.pressed":
        return press(companion, parsed.output, sender);
    }
  });
  effect(() => {
    const settings = pageSettings(companion);
    if (settings !== null) void tellChange(settings);
  });
}

function call(companion: Companion, clicked: { target: string; url: string; title: string }, sender: Sender) {
  openPanel(sender.windowId);
  return dial(companion, clicked.target, pageSource("page", clicked.url, clicked.title)).then(() => null);
}

/** What comes of it the companion tells in its own way. */
async function press(companion: Companion, { chord, selection }: Params<"hotkeys.press">, sender: Sender) {
  openPanel(sender.windowId);
  if (await whenReady(companion, 3000))
    await companion.request("hotkeys.press", { chord, selection }).catch(() => undefined);
  return null;
}

/** Nothing is known, and so nothing highlighted, before this browser is paired. */
function pageSettings(companion: Companion): PageSettings | null {
  const state = companion.state.value;
  if (state === null) return null;
  return {
    type: "page.settings",
    highlight: state.settings.values.highlightNumbers,
    country: state.dialling.country,
    hint: t("dialling:hint", { number: "{number}" }),
    keys: state.hotkeys.keys.filter(isForPages).map(({ chord }) => chord),
  };
}

/** Stored, so that a page which opens while the companion is away is served too. */
async function tellChange(settings: PageSettings): Promise<void> {
  const before = JSON.stringify(await readStored(key));
  if (before === JSON.stringify(settings)) return;
  await writeStored(key, settings);
  await tellPages(settings);
}
