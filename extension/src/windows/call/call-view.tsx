import { initialState, type Call } from "@twp/shared/protocol/index.ts";
import type { ReadonlySignal } from "@preact/signals";
import { openPage } from "../../browser/pages.ts";
import { Announcer } from "../../features/calls/announcer.tsx";
import { CallList } from "../../features/calls/call-list.tsx";
import { FailureBanner } from "../../features/settings/failure-banner.tsx";
import { LinkBanner } from "../../features/settings/link-banner.tsx";
import type { Page } from "../../page.tsx";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Pin, PinOff } from "../../ui/icons.ts";

/** Whether the view is pinned, and what turns that; null in a browser that cannot. */
type Pinning = Readonly<{ pinned: boolean; turn: () => Promise<void> }> | null;

/** What a call's window shows, pinned or not. */
export function CallView(props: { page: Page; calls: ReadonlySignal<readonly Call[]>; pinning: Pinning }) {
  const { page, calls, pinning } = props;
  const { desk } = page;
  const { calls: all, dialling } = desk.state.value ?? initialState;
  const link = desk.link.value;
  return (
    <div class="call-window">
      <h1 class="spoken-only">{t("windows:call.title")}</h1>
      <main>
        <div class="banners">
          <LinkBanner link={link} openWelcome={() => void openPage("welcome")} />
          <FailureBanner desk={desk} />
        </div>
        <CallList
          calls={calls.value}
          all={all}
          desk={desk}
          plan={dialling}
          acts={(call) => pinning !== null && call === calls.value.at(-1) && <PinButton {...pinning} />}
        />
      </main>
      <Announcer calls={calls.value} />
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
