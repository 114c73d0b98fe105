import type { Call, DialPlan } from "@twp/shared/protocol/index.ts";
import type { Signal } from "@preact/signals";
import { openPage } from "../browser/pages.ts";
import type { PanelWish } from "../browser/panel-wish.ts";
import type { Desk } from "../companion/desk.ts";
import { Announcer } from "../features/calls/arriving/announcer.tsx";
import { ClipboardWatch } from "../features/clipboard/clipboard-watch.tsx";
import { DropPlace } from "../features/dropping/drop-place.tsx";
import { Wished } from "../features/wishes/wished.ts";
import { SearchedText } from "../features/hotkeys/searched-text.ts";
import type { Places } from "../features/palette/commands.ts";
import { Palette } from "../features/palette/palette.tsx";
import type { Tab } from "./lists.tsx";

type Props = {
  desk: Desk;
  plan: DialPlan;
  calls: readonly Call[];
  /** What stands in the field, and the number that was copied. */
  text: Signal<string>;
  copied: Signal<string | null>;
  /** The list that is shown. */
  list: Signal<Tab>;
  /** What is wished of the panel from a page. */
  wished: Signal<PanelWish | null>;
};

/** What belongs to the panel and is not seen, or only when it is called: announcements, the palette, the place to drop on, texts from elsewhere. */
export function Around({ desk, plan, calls, text, copied, list, wished }: Props) {
  const places: Places = {
    openOptions: () => void openPage("options"),
    openDoctor: () => void openPage("doctor"),
    showList: (which) => (list.value = which),
  };
  return (
    <>
      <Announcer calls={calls} />
      <Palette desk={desk} places={places} />
      <ClipboardWatch copied={copied} plan={plan} />
      <DropPlace desk={desk} plan={plan} text={text} />
      <SearchedText desk={desk} text={text} />
      <Wished wished={wished} text={text} showContacts={() => (list.value = "contacts")} />
    </>
  );
}
