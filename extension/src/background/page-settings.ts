import { isForPages, type State } from "@twp/shared/protocol/index.ts";
import { whys } from "@twp/shared/dialling/finding/reasons.ts";
import type { PageSettings } from "../content/message.ts";
import { language, t } from "../texts.ts";

/** Every reason that a card may give: the finder's, and the user's own. */
const reasons = [...whys, "learned", "selected", "field"] as const;

/** What every page is told; nothing is known, and so nothing highlighted, before this browser is paired. */
export function pageSettings(state: State | null): PageSettings | null {
  if (state === null) return null;
  const { highlightNumbers, rememberPages, learnNames, hideAutomatically, edge, theme } = state.settings.values;
  return {
    type: "page.settings",
    highlight: highlightNumbers,
    remember: rememberPages,
    names: learnNames,
    theme,
    country: state.dialling.country,
    internalLengths: state.dialling.internalLengths,
    hint: t("marks:hint", { number: "{number}" }),
    hintWithExtension: t("marks:hint-extension", { number: "{number}", extension: "{extension}" }),
    notNumbers: [],
    numbers: [],
    strip: hideAutomatically ? { edge, title: t("strip:title") } : null,
    keys: state.hotkeys.keys.filter(isForPages).map(({ chord }) => chord),
    words: {
      ...cardWords(),
      why: Object.fromEntries(reasons.map((why) => [why, t(`marks:why.${why}`)])),
    },
  };
}

function cardWords(): Omit<PageSettings["words"], "why"> {
  return {
    language: language.value,
    label: t("marks:card.label", { number: "{number}" }),
    badge: t("marks:badge", { number: "{number}" }),
    call: t("marks:card.call"),
    callWith: t("marks:card.call-with"),
    message: t("messages:tool"),
    addContact: t("contacts:add"),
    copy: t("marks:card.copy"),
    copied: t("marks:card.copied"),
    own: t("marks:card.own"),
    disown: t("marks:card.disown"),
    leaveSite: t("marks:card.leave"),
    leaveMemory: t("marks:card.leave-memory"),
    previous: t("marks:card.previous"),
    next: t("marks:card.next"),
    extension: t("marks:card.extension", { extension: "{extension}" }),
  };
}
