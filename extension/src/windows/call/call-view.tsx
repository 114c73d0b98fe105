import { initialState, isLive, type Call } from "@twp/shared/protocol/index.ts";
import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { openPage } from "../../browser/pages.ts";
import { Announcer } from "../../features/calls/arriving/announcer.tsx";
import { CallList } from "../../features/calls/call-list.tsx";
import { PeopleFound } from "../../features/search/people-found.tsx";
import { PersonField } from "../../features/search/person-field.tsx";
import { transferable } from "../../features/search/person-view.ts";
import { useSearch } from "../../features/search/use-search.ts";
import { FailureBanner } from "../../features/settings/failure-banner.tsx";
import { LinkBanner } from "../../features/settings/link-banner.tsx";
import type { Page } from "../../page.tsx";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Pin, PinOff } from "../../ui/icons.ts";
import { walkRows } from "../../ui/roving.ts";

/** Whether the view is pinned, and what turns that; null in a browser that cannot. */
type Pinning = Readonly<{ pinned: boolean; turn: () => Promise<void> }> | null;

/** What a call's window shows, pinned or not. */
export function CallView(props: { page: Page; calls: ReadonlySignal<readonly Call[]>; pinning: Pinning }) {
  const { page, calls, pinning } = props;
  const { desk } = page;
  const { calls: all, dialling } = desk.state.value ?? initialState;
  const link = desk.link.value;
  const shown = calls.value;
  const text = useSignal("");
  const found = useSearch(desk, text);
  const main = useRef<HTMLElement>(null);
  const toField = (): void => main.current?.querySelector<HTMLElement>('[data-testid="dial-field"]')?.focus();
  return (
    <div class="call-window">
      <h1 class="spoken-only">{t("windows:call.title")}</h1>
      <main ref={main} onKeyDown={(event) => walkRows(event, toField)}>
        <div class="banners">
          <LinkBanner link={link} openWelcome={() => void openPage("welcome")} />
          <FailureBanner desk={desk} />
        </div>
        <CallList
          calls={shown}
          all={all}
          desk={desk}
          plan={dialling}
          acts={(call) => pinning !== null && call === shown.at(-1) && <PinButton {...pinning} />}
        />
        {shown.some(isLive) && (
          <>
            <PersonField desk={desk} plan={dialling} text={text} inCall />
            <PeopleFound people={found.value} desk={desk} plan={dialling} during={transferable(shown, all)} />
          </>
        )}
      </main>
      <Announcer calls={shown} />
    </div>
  );
}

function PinButton({ pinned, turn }: NonNullable<Pinning>) {
  return (
    <IconButton
      icon={pinned ? PinOff : Pin}
      label={t(pinned ? "windows:call.unpin" : "windows:call.pin")}
      data-testid={pinned ? "unpin" : "pin"}
      onClick={() => void turn()}
    />
  );
}
