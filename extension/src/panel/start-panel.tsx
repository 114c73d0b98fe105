import { signal, type ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { afterFirstPicture } from "../browser/first-picture.ts";
import type { Desk } from "../companion/desk.ts";
import { loadNumbers } from "../features/dialling/numbers.ts";
import { startPage, type Page } from "../page.tsx";
import type { CallsAndLists } from "./calls-and-lists.ts";
import "./panel.css";
import "../ui/rows.css";

type Drawn = Readonly<{ page: Page; rest: ReadonlySignal<CallsAndLists | null> }>;

/** Draws the panel's frame, and what it holds once that has been seen. `onDesk` may put another desk before the page's own. */
export async function startPanel(
  view: (drawn: Drawn) => ComponentChildren,
  onDesk?: (desk: Desk) => Desk,
): Promise<Page> {
  const rest = signal<CallsAndLists | null>(null);
  const page = await startPage("panel", "panel:title", (page) => view({ page, rest }), "frame", onDesk);
  afterFirstPicture(() => void loadRest());
  return page;

  async function loadRest(): Promise<void> {
    const [loaded] = await Promise.all([import("./calls-and-lists.ts"), page.learnAll()]);
    rest.value = loaded.callsAndLists;
    await loadNumbers();
  }
}
