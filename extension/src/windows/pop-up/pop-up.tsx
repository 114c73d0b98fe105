import { initialState } from "@twp/shared/protocol/index.ts";
import { useComputed } from "@preact/signals";
import { CallList } from "../../features/calls/call-list.tsx";
import { FailureBanner } from "../../features/settings/failure-banner.tsx";
import type { Page } from "../../page.tsx";
import { t } from "../../texts.ts";
import { useCloseWhen } from "../close-when.ts";

/** The callers at the door, and what can be done with them; gone with the last ring. */
export function PopUp({ page: { desk } }: { page: Page }) {
  const callers = useComputed(() => (desk.state.value?.calls ?? []).filter(({ state }) => state === "offered"));
  const { calls, dialling } = desk.state.value ?? initialState;
  // Without its companion it could not even decline.
  useCloseWhen(() => desk.state.value !== null && (desk.link.value.state !== "ready" || callers.value.length === 0));
  return (
    <div class="call-window">
      <h1 class="spoken-only">{t("windows:pop-up.title")}</h1>
      <main>
        <div class="banners">
          <FailureBanner desk={desk} />
        </div>
        <CallList calls={callers.value} all={calls} desk={desk} plan={dialling} />
      </main>
    </div>
  );
}
