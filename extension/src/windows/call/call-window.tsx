import { initialState } from "@twp/shared/protocol/index.ts";
import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { canPin } from "../../browser/pinned.ts";
import type { Page } from "../../page.tsx";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/banner.tsx";
import { Pin, PinOff } from "../../ui/icons.ts";
import { CallView } from "./call-view.tsx";
import { useCloseWhen } from "../close-when.ts";
import { followed } from "./followed.ts";
import { usePin } from "./pin.tsx";

/** A call in a window of its own, with whoever is consulted in it; gone when its end was read. */
export function CallWindow({ page, callId }: { page: Page; callId: string }) {
  const { desk } = page;
  const ids = useSignal<ReadonlySet<string>>(new Set([callId]));
  const calls = useComputed(() => (desk.state.value ?? initialState).calls.filter(({ id }) => ids.value.has(id)));
  useEffect(() => desk.state.subscribe((state) => void (ids.value = followed(ids.peek(), state?.calls ?? []))), []);
  useCloseWhen(() => desk.state.value !== null && desk.link.value.state === "ready" && calls.value.length === 0);
  const pin = usePin(() => <CallView page={page} calls={calls} pinning={{ pinned: true, turn: pin.turn }} />);
  if (!pin.pinned)
    return <CallView page={page} calls={calls} pinning={canPin() ? { pinned: false, turn: pin.turn } : null} />;
  return (
    <main class="call-window">
      <Empty icon={Pin} title={t("windows:call.pinned")} />
      <Button icon={PinOff} data-testid="unpin" onClick={() => void pin.turn()}>
        {t("windows:call.unpin")}
      </Button>
    </main>
  );
}
