import { initialState } from "@twp/shared/protocol/index.ts";
import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { fitOwnWindow } from "../../browser/own-windows.ts";
import { CallList } from "../../features/calls/call-list.tsx";
import { FailureBanner } from "../../features/settings/failure-banner.tsx";
import type { Page } from "../../page.tsx";
import { t } from "../../texts.ts";
import { useCloseWhen } from "../close-when.ts";

/** Pixels below which it would be no window. */
const least = 160;

/** The callers at the door, and what can be done with them; gone with the last ring. */
export function PopUp({ page: { desk } }: { page: Page }) {
  const callers = useComputed(() => (desk.state.value?.calls ?? []).filter(({ state }) => state === "offered"));
  const { calls, dialling } = desk.state.value ?? initialState;
  // Without its companion it could not even decline.
  useCloseWhen(() => desk.state.value !== null && (desk.link.value.state !== "ready" || callers.value.length === 0));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const fit = new ResizeObserver(() => void fitOwnWindow(Math.max(least, box.current?.offsetHeight ?? 0)));
    if (box.current !== null) fit.observe(box.current);
    return () => fit.disconnect();
  }, []);
  return (
    <div class="pop-up" ref={box}>
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
