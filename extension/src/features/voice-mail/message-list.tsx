import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { FailureCode } from "@twp/shared/protocol/envelope.ts";
import type { VoiceMessage } from "@twp/shared/protocol/voice-mail.ts";
import { useComputed, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Banner, Empty } from "../../ui/banner.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { CircleAlert, Phone, Voicemail } from "../../ui/icons.ts";
import { usePages } from "../asked-pages.ts";
import { shown } from "../dialling/numbers.ts";
import { fetchSound } from "../fetched-sound.ts";
import { factsOf } from "../sound-facts.ts";
import { SoundLine } from "../sound-line.tsx";

type Props = { desk: Desk; plan: DialPlan };

/** The messages that callers left, the last first: heard here, called back, or deleted. */
export function MessageList({ desk, plan }: Props) {
  const list = useRef<HTMLElement>(null);
  const { rows, more, fault, retry } = useMessages(desk);
  return (
    <section class="rows" aria-label={t("voice-mail:label")} data-testid="messages" ref={list} tabIndex={-1}>
      {fault !== null && <Fault fault={fault} retry={retry} />}
      {rows === null && fault === null && (
        <p class="facts" role="status">
          {t("voice-mail:loading")}
        </p>
      )}
      {rows?.length === 0 && fault === null && (
        <Empty icon={Voicemail} title={t("voice-mail:empty.title")}>
          {t("voice-mail:empty.text")}
        </Empty>
      )}
      {rows?.map((message) => (
        <Line key={message.id} message={message} desk={desk} plan={plan} removed={() => list.current?.focus()} />
      ))}
      {more !== null && (
        <Button small data-testid="more-messages" onClick={() => void more()}>
          {t("voice-mail:more")}
        </Button>
      )}
    </section>
  );
}

/** The messages that have come, and why no others do. A mailbox that fails is not asked again before it is well, or the user wishes so. */
function useMessages(desk: Desk) {
  const tries = useSignal(0);
  const tried = useRef(0);
  const why = useSignal<FailureCode | null>(null);
  const box = useComputed(() => desk.state.value?.voiceMail.box ?? null);
  const version = useComputed(() => `${box.value?.changes} ${desk.state.value?.contacts.changes} ${tries.value}`);
  const { rows, more } = usePages<VoiceMessage>(version, async (before, limit) => {
    const isFirst = tried.current === tries.peek();
    tried.current = tries.peek();
    if (isFirst && (box.peek()?.fault ?? null) !== null) return "failed";
    const page = await desk.ask("voiceMail.page", { before, limit });
    // What went wrong is said here, beside what can be done about it.
    why.value = page === "failed" ? desk.failure.peek() : null;
    if (page === "failed") desk.dismissFailure();
    return page === "failed" ? page : { rows: page.messages, next: page.next };
  });
  return { rows, more, fault: box.value?.fault ?? why.value, retry: () => void (tries.value += 1) };
}

function Fault({ fault, retry }: { fault: FailureCode; retry: () => void }) {
  const again = (
    <Button small data-testid="retry-messages" onClick={retry}>
      {t("voice-mail:failed.retry")}
    </Button>
  );
  return (
    <Banner tone="bad" icon={CircleAlert} title={t("voice-mail:failed.title")} actions={again}>
      {t(`failures:${fault}`)}
    </Banner>
  );
}

function Line({ message, desk, plan, removed }: Props & { message: VoiceMessage; removed: () => void }) {
  const { id: messageId, from, at, seconds, heard } = message;
  const name = from.name || shown(from.number, plan.country) || t("voice-mail:nobody");
  const remove = async (): Promise<void> => {
    if ((await desk.ask("voiceMail.delete", { messageId })) !== "failed") removed();
  };
  return (
    <SoundLine
      name={name}
      facts={
        <>
          {!heard && <b class="fresh">{t("voice-mail:fresh")}</b>}
          {`${heard ? "" : " · "}${factsOf(at, seconds)}`}
        </>
      }
      testid="voice-message"
      fetch={() => fetchSound((byte) => desk.ask("voiceMail.read", { messageId, from: byte }))}
      played={() => heard || void desk.ask("voiceMail.hear", { messageId })}
      remove={() => void remove()}
      acts={
        from.number !== "" && (
          <IconButton
            icon={Phone}
            label={t("voice-mail:call-back", { name })}
            data-testid="call-back"
            onClick={() => void desk.ask("calls.dial", { target: from.number, source: { kind: "panel" } })}
          />
        )
      }
    />
  );
}
