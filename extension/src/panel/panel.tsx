import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Announcer } from "../features/calls/announcer.tsx";
import { CallList } from "../features/calls/call-list.tsx";
import { DeviceChoice } from "../features/devices/device-choice.tsx";
import { PersonField } from "../features/search/person-field.tsx";
import { RecallList } from "../features/recalls/recall-list.tsx";
import { transferable } from "../features/search/person-view.ts";
import { StatusBar } from "../features/account/status-bar.tsx";
import { VoiceMailMark } from "../features/voice-mail/voice-mail-mark.tsx";
import type { Page } from "../page.tsx";
import { isLive, initialState } from "@twp/shared/protocol/index.ts";
import { walkRows } from "../ui/roving.ts";
import { Banners } from "./banners.tsx";
import { Dock } from "./dock.tsx";
import { Lists, type Tab } from "./lists.tsx";
import { OpenInWindow } from "./open-in-window.tsx";

/** The side panel: who I am, who calls, whom to call, and the lists below. */
export function Panel({ page }: { page: Page }) {
  const { desk } = page;
  const text = useSignal("");
  const list = useSignal<Tab>("contacts");
  const showMessages = (): void => {
    text.value = "";
    list.value = "messages";
    main.current?.querySelector<HTMLElement>("#tab-messages")?.focus();
  };
  const main = useRef<HTMLElement>(null);
  const { calls, dialling } = desk.state.value ?? initialState;
  const offered = calls.filter((call) => call.state === "offered");
  const others = calls.filter((call) => call.state !== "offered");
  const toField = (): void => main.current?.querySelector<HTMLElement>('[data-testid="dial-field"]')?.focus();

  return (
    <div class="panel">
      <StatusBar desk={desk} mark={<VoiceMailMark desk={desk} showList={showMessages} />} />
      <main ref={main} onKeyDown={(event) => walkRows(event, toField)}>
        <Banners page={page} />
        <CallList calls={offered} all={calls} desk={desk} plan={dialling} />
        <RecallList desk={desk} plan={dialling} />
        <PersonField desk={desk} plan={dialling} text={text} inCall={others.some(isLive)} />
        <CallList
          calls={others}
          all={calls}
          desk={desk}
          plan={dialling}
          acts={(call) => isLive(call) && <OpenInWindow call={call} />}
        />
        <Lists desk={desk} plan={dialling} text={text} open={list} during={transferable(others, calls)} />
      </main>
      <DeviceChoice desk={desk} />
      <Dock page={page} />
      <Announcer calls={calls} />
    </div>
  );
}
