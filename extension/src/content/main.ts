import * as v from "valibot";
import { followClicks } from "./clicks.ts";
import { followKeys } from "./keys.ts";
import { Hint } from "./hint.ts";
import { PageSettings } from "./message.ts";
import { Numbers } from "./numbers.ts";
import { pageForbidsNumbers } from "./page-wish.ts";
import { onSettings, tellOpened } from "./worker.ts";

const mark = "twpNumbers";

/** One copy a page: the script may be injected again when the user gives access a second time. */
async function start(): Promise<void> {
  if (mark in globalThis || !("highlights" in CSS) || !(document.body instanceof HTMLElement)) return;
  Object.defineProperty(globalThis, mark, { value: true });
  const numbers = new Numbers();
  const hint = new Hint();
  followClicks(numbers, hint);
  const hearKeys = followKeys();
  const apply = (message: unknown): void => {
    const parsed = v.safeParse(PageSettings, message);
    if (!parsed.success) return;
    hint.wording = parsed.output.hint;
    hearKeys(parsed.output.keys);
    numbers.show(parsed.output.highlight && !pageForbidsNumbers() ? parsed.output.country : null);
  };
  onSettings(apply);
  apply(await tellOpened());
}

void start();
