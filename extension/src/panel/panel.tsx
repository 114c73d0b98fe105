import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { DeviceChoice } from "../features/devices/device-choice.tsx";
import { PersonField } from "../features/search/person-field.tsx";
import { StatusBar } from "../features/account/status-bar.tsx";
import { VoiceMailMark } from "../features/voice-mail/voice-mail-mark.tsx";
import type { PanelWish } from "../browser/panel-wish.ts";
import type { Page } from "../page.tsx";
import { isLive, initialState } from "@twp/shared/protocol/index.ts";
import { walkRows } from "../ui/roving.ts";
import type { CallsAndLists } from "./calls-and-lists.ts";
import { Banners } from "./banners.tsx";
import { Dock } from "./dock.tsx";
import type { Tab } from "./lists.tsx";

type Props = { page: Page; rest: ReadonlySignal<CallsAndLists | null> };

/** The side panel: who I am, who calls, whom to call, and the lists below. The rest comes after the first picture: so the frame is there sooner. */
export function Panel({ page, rest }: Props) {
  const { desk } = page;
  const text = useSignal("");
  const copied = useSignal<string | null>(null);
  const list = useSignal<Tab>("contacts");
  const wished = useSignal<PanelWish | null>(null);
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
  const { Around, CallList, ConversationList, GuardCard, RecallList, Lists, OpenInWindow, CodeTools } =
    rest.value ?? nothingYet;

  return (
    <div class="panel">
      <StatusBar desk={desk} mark={<VoiceMailMark desk={desk} showList={showMessages} />} />
      <main ref={main} onKeyDown={(event) => walkRows(event, toField)}>
        <Banners page={page} />
        <GuardCard desk={desk} plan={dialling} />
        <CallList calls={offered} all={calls} desk={desk} plan={dialling} />
        <RecallList desk={desk} plan={dialling} />
        <ConversationList desk={desk} plan={dialling} wished={wished} />
        <PersonField desk={desk} plan={dialling} text={text} copied={copied} inCall={others.some(isLive)} />
        <CallList
          calls={others}
          all={calls}
          desk={desk}
          plan={dialling}
          acts={(call) => isLive(call) && <OpenInWindow call={call} />}
        />
        <Lists desk={desk} plan={dialling} text={text} open={list} calls={calls} wished={wished} />
      </main>
      <DeviceChoice desk={desk} />
      <Dock page={page} tools={<CodeTools desk={desk} />} />
      <Around desk={desk} plan={dialling} calls={calls} text={text} copied={copied} list={list} wished={wished} />
    </div>
  );
}

const nothing = () => null;
const nothingYet = {
  Around: nothing,
  CallList: nothing,
  ConversationList: nothing,
  GuardCard: nothing,
  RecallList: nothing,
  Lists: nothing,
  OpenInWindow: nothing,
  CodeTools: nothing,
} satisfies { readonly [View in keyof CallsAndLists]: unknown };
