import { longestText, type Conversation as Written, type Text } from "@twp/shared/protocol/messages.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { language, t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { RefreshCw, Send } from "../../ui/icons.ts";
import { timeOfDay } from "../journal/entry-view.ts";
import "./messages.css";

/** `written` is missing before the first text. */
type Props = Readonly<{ number: string; name: string; written: Written | undefined; desk: Desk; writes?: boolean }>;

/** What was written with somebody, and a line to write in; `writes` puts the cursor there. */
export function Conversation({ number, name, written, desk, writes = false }: Props) {
  const texts = written?.texts ?? [];
  const log = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => log.current?.scrollTo({ top: log.current.scrollHeight }), [texts.length]);
  const unread = written?.unread ?? 0;
  useEffect(() => {
    const see = (): void => {
      if (unread > 0 && document.visibilityState === "visible") void desk.ask("messages.seen", { number });
    };
    see();
    document.addEventListener("visibilitychange", see);
    return () => document.removeEventListener("visibilitychange", see);
  }, [unread]);
  return (
    <div class="conversation" data-testid="conversation">
      <div class="texts" role="log" ref={log} aria-label={t("messages:with", { name })}>
        {texts.map((text) => (
          <Line key={text.id} text={text} again={() => void desk.ask("messages.again", { number, id: text.id })} />
        ))}
      </div>
      <WritingLine number={number} name={name} desk={desk} writes={writes} />
    </div>
  );
}

function Line({ text: { text, at, way }, again }: { text: Text; again: () => void }) {
  const mine = way.state !== "arrived";
  return (
    <div class={mine ? "text mine" : "text"} data-state={way.state}>
      {mine && <span class="spoken-only">{t("messages:mine")}</span>}
      <p>{text}</p>
      {way.state === "failed" ? (
        <span class="fate bad">
          {t(`messages:failed.${way.reason}`)}
          <IconButton icon={RefreshCw} label={t("messages:again")} data-testid="send-again" onClick={again} />
        </span>
      ) : (
        <span class="fate">{way.state === "sending" ? t("messages:sending") : timeOfDay(at, language.value)}</span>
      )}
    </div>
  );
}

function WritingLine({ number, name, desk, writes }: Omit<Props, "written">) {
  const text = useSignal("");
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => void (writes && input.current?.focus()), []);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const typed = text.value.trim();
    if (typed === "") return;
    text.value = "";
    // What could not even be handed over goes back where it can be sent again.
    if ((await desk.ask("messages.send", { number, text: typed })) === "failed" && text.value === "")
      text.value = typed;
  };
  return (
    <form class="writing-line" onSubmit={(event) => void send(event)}>
      <input
        ref={input}
        class="input"
        type="text"
        data-testid="message-field"
        aria-label={t("messages:field", { name })}
        placeholder={t("messages:field", { name })}
        maxLength={longestText}
        autocomplete="off"
        value={text.value}
        onInput={(event) => void (text.value = event.currentTarget.value)}
      />
      <button
        type="submit"
        class="icon-button"
        title={t("messages:send")}
        aria-label={t("messages:send")}
        data-testid="send-message"
        disabled={text.value.trim() === ""}
      >
        <Icon node={Send} size={16} />
      </button>
    </form>
  );
}
