import { isForPages, type State } from "@twp/shared/protocol/index.ts";
import type { Why } from "@twp/shared/dialling/finding/reasons.ts";
import type { PageSettings } from "../content/message.ts";
import { t } from "../texts.ts";

/** Every reason, so that none goes without words. */
const whys: Readonly<Record<Why, true>> = {
  link: true,
  "label-before": true,
  "label-near": true,
  "label-after": true,
  column: true,
  international: true,
  "well-grouped": true,
  alone: true,
  list: true,
  range: true,
  "extension-keyword": true,
  "call-keyword": true,
  vanity: true,
};

/** What every page is told; nothing is known, and so nothing highlighted, before this browser is paired. */
export function pageSettings(state: State | null): PageSettings | null {
  if (state === null) return null;
  const { highlightNumbers, hideAutomatically, edge } = state.settings.values;
  const reasons = Object.keys(whys) as Why[];
  return {
    type: "page.settings",
    highlight: highlightNumbers,
    country: state.dialling.country,
    internalLengths: state.dialling.internalLengths,
    hint: t("marks:hint", { number: "{number}" }),
    hintWithExtension: t("marks:hint-extension", { number: "{number}", extension: "{extension}" }),
    notNumbers: [],
    strip: hideAutomatically ? { edge, title: t("strip:title") } : null,
    keys: state.hotkeys.keys.filter(isForPages).map(({ chord }) => chord),
    words: {
      call: t("marks:card.call"),
      copy: t("marks:card.copy"),
      copied: t("marks:card.copied"),
      disown: t("marks:card.disown"),
      leaveSite: t("marks:card.leave"),
      dials: t("dialling:dialled", { number: "{number}" }),
      extension: t("marks:card.extension", { extension: "{extension}" }),
      why: Object.fromEntries(reasons.map((why) => [why, t(`marks:why.${why}`)])),
    },
  };
}
