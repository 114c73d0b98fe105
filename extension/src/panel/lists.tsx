import { initialState, type Call, type DialPlan } from "@twp/shared/protocol/index.ts";
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { PanelWish } from "../browser/panel-wish.ts";
import type { Desk } from "../companion/desk.ts";
import { ContactList } from "../features/search/contact-list.tsx";
import { PastCalls } from "../features/search/past-calls.tsx";
import { PeopleFound } from "../features/search/people-found.tsx";
import { RecordingList } from "../features/recordings/recording-list.tsx";
import { transferable } from "../features/search/person-view.ts";
import { MessageList } from "../features/voice-mail/message-list.tsx";
import { canBeListed } from "../features/voice-mail/voice-mail-view.ts";
import { useSearch } from "../features/search/use-search.ts";
import { t } from "../texts.ts";
import { AudioLines, History, Users, Voicemail } from "../ui/icons.ts";
import { Icon } from "../ui/icon.tsx";

const tabs = [
  { id: "contacts", icon: Users },
  { id: "calls", icon: History },
  { id: "messages", icon: Voicemail },
  { id: "recordings", icon: AudioLines },
] as const;
export type Tab = (typeof tabs)[number]["id"];

/** `open` is the list that is shown. */
type Props = {
  desk: Desk;
  plan: DialPlan;
  text: Signal<string>;
  open: Signal<Tab>;
  calls: readonly Call[];
  wished: Signal<PanelWish | null>;
};

/** The lists under the calls, one at a time; what stands in the field looks through them. */
export function Lists({ desk, plan, text, open, calls, wished }: Props) {
  // The call whose party can be sent to somebody.
  const during = transferable(calls, calls);
  const found = useSearch(desk, text);
  const { journal, recordings, voiceMail } = desk.state.value ?? initialState;
  const { unseen } = journal;
  // Most people never record: without a recording there is no list of them. Not every mailbox can be listed.
  const isThere = { contacts: true, calls: true, messages: canBeListed(voiceMail), recordings: recordings.size > 0 };
  const shown = tabs.filter(({ id }) => isThere[id]);
  useEffect(() => {
    if (!isThere[open.value]) open.value = "calls";
  }, [isThere[open.value], open.value]);
  const list = useRef<HTMLDivElement>(null);
  const turn = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const step = event.key === "ArrowLeft" ? shown.length - 1 : 1;
    const next = shown[(shown.findIndex(({ id }) => id === open.value) + step) % shown.length];
    open.value = next?.id ?? "contacts";
    list.current?.querySelector<HTMLElement>(`#tab-${open.value}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={t("panel:lists")} ref={list} onKeyDown={turn}>
        {shown.map(({ id, icon }) => (
          <button
            key={id}
            id={`tab-${id}`}
            data-testid={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={open.value === id}
            aria-controls="list"
            tabIndex={open.value === id ? 0 : -1}
            onClick={() => (open.value = id)}
          >
            <span class="icon-and-count">
              <Icon node={icon} size={18} />
              {id === "calls" && unseen > 0 && <Unseen count={unseen} />}
            </span>
            {t(`panel:tab.${id}`)}
          </button>
        ))}
      </div>
      <div class="list" id="list" role="tabpanel" aria-labelledby={`tab-${open.value}`}>
        {found.value !== null && <PeopleFound people={found.value} desk={desk} plan={plan} during={during} />}
        {found.value === null && open.value === "contacts" && (
          <ContactList desk={desk} plan={plan} during={during} wished={wished} />
        )}
        {found.value === null && open.value === "calls" && <PastCalls desk={desk} plan={plan} during={during} />}
        {found.value === null && open.value === "messages" && (
          <MessageList key={JSON.stringify(voiceMail.imap)} desk={desk} plan={plan} />
        )}
        {found.value === null && open.value === "recordings" && <RecordingList desk={desk} />}
      </div>
    </>
  );
}

function Unseen({ count }: { count: number }) {
  return (
    <span class="count" data-testid="unseen" role="img" aria-label={t("journal:unseen", { count })}>
      {count}
    </span>
  );
}
