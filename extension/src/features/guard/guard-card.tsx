import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { WaitingCall } from "@twp/shared/protocol/guard.ts";
import { initialState } from "@twp/shared/protocol/index.ts";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { language, t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CircleAlert, CircleHelp, Hourglass, Phone, X } from "../../ui/icons.ts";
import { useNow } from "../calls/now.ts";
import { shown } from "../dialling/numbers.ts";
import { localeOf } from "../journal/entry-view.ts";
import { callText, saidOf, secondsLeft, standingOf, whyText } from "./guard-view.ts";

const looks = {
  asks: { tone: "warn", icon: CircleHelp },
  counts: { tone: "ok", icon: Hourglass },
  failed: { tone: "bad", icon: CircleAlert },
} as const;

/** A call that waits for the user's word or for its countdown, above everything else; said to those who listen as well. */
export function GuardCard({ desk, plan }: { desk: Desk; plan: DialPlan }) {
  const { waiting } = (desk.state.value ?? initialState).guard;
  const locale = localeOf(language.value, navigator.languages);
  const name = waiting === null ? "" : nameOf(waiting, plan);
  return (
    <>
      <div class="spoken-only" role="alert" data-testid="guard-said">
        {waiting === null ? "" : saidOf(waiting, name, locale)}
      </div>
      {waiting !== null && <Waiting key={waiting.id} waiting={waiting} name={name} locale={locale} desk={desk} />}
    </>
  );
}

function nameOf({ name, number }: WaitingCall, { country }: DialPlan): string {
  return name || shown(number, country);
}

type Props = { waiting: WaitingCall; name: string; locale: string; desk: Desk };

function Waiting({ waiting, name, locale, desk }: Props) {
  const { id, number, until } = waiting;
  const standing = standingOf(waiting);
  const { tone, icon } = looks[standing];
  const card = useRef<HTMLDivElement>(null);
  const seconds = secondsLeft(until, useNow());
  useFocusOnCancel(card);
  const cancel = (): void => void desk.ask("guard.cancel", { id });
  return (
    <div class="guard" ref={card} data-testid="guard" onKeyDown={({ key }) => key === "Escape" && cancel()}>
      <Banner
        tone={tone}
        icon={icon}
        title={t(`guard:${standing}`, { name, seconds })}
        actions={
          <>
            <Button
              small
              kind="go"
              icon={Phone}
              data-testid="guard-call"
              onClick={() => void desk.ask("guard.call", { id })}
            >
              {t(callText[standing])}
            </Button>
            <Button small icon={X} data-testid="guard-cancel" onClick={cancel}>
              {t(standing === "failed" ? "guard:close" : "guard:cancel")}
            </Button>
          </>
        }
      >
        {[...whyText(waiting, locale), t("guard:dials", { number })].join(" ")}
      </Banner>
    </div>
  );
}

/**
 * Whoever has just pressed Enter here gets the way out under their finger: a key pressed twice must not confirm. From there the keyboard goes
 * back to the field.
 */
function useFocusOnCancel(card: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const page = card.current?.ownerDocument;
    if (page?.hasFocus() === true) card.current?.querySelector<HTMLElement>('[data-testid="guard-cancel"]')?.focus();
    return () =>
      queueMicrotask(() => {
        if (page?.activeElement === page?.body) page?.querySelector<HTMLElement>('[data-testid="dial-field"]')?.focus();
      });
  }, []);
}
