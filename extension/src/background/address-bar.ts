import { effect } from "@preact/signals-core";
import { looksDialable } from "@twp/shared/dialling/plan.ts";
import type { Person } from "@twp/shared/protocol/search.ts";
import { describeOmnibox, onOmnibox } from "../browser/omnibox.ts";
import { showNote } from "../browser/notifications.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { t } from "../texts.ts";
import { onlyNumber, suggestionsOf } from "./address-bar-choices.ts";
import { dial } from "./dial.ts";

/** A worker that the first letter has just woken needs a moment for its link. */
const patience = 3000;

/** `tel` and a space in the address bar: a number is called, a name is looked for and chosen from the list. */
export function answerAddressBar(companion: Companion): void {
  effect(() => describeOmnibox(t("calls:address-bar.default")));
  const find = async (text: string): Promise<readonly Person[]> => {
    if (text.trim() === "" || looksDialable(text) || !(await whenReady(companion, patience))) return [];
    const found = await companion.request("search.people", { text: text.slice(0, 256) }).catch(() => null);
    return found?.people ?? [];
  };
  onOmnibox(
    async (text) => suggestionsOf(await find(text)),
    (text) => void enter(companion, text, find),
  );
}

async function enter(
  companion: Companion,
  text: string,
  find: (text: string) => Promise<readonly Person[]>,
): Promise<void> {
  const number = looksDialable(text) ? text.trim() : onlyNumber(await find(text));
  if (number !== null) return dial(companion, number.slice(0, 256), { kind: "address-bar" });
  await showNote("dial-failed", {
    title: t("calls:address-bar.nobody", { text: text.trim().slice(0, 60) }),
    message: t("calls:address-bar.choose"),
    buttons: [],
    stays: false,
  });
}
