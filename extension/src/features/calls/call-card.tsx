import { isLive, type Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { BellOff, BellRing, X } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { CallDeviceLine, OtherDevices } from "../devices/call-device.tsx";
import { shown } from "../dialling/numbers.ts";
import { clock, endedBadly, isSilent, peerWords, stateText, stateTones, talkedSeconds } from "./call-view.ts";
import { Controls } from "./controls.tsx";
import { roleOf } from "./transfer/consultation.ts";
import { HearingLine } from "./hearing-line.tsx";
import { SecrecyLine } from "./secrecy-line.tsx";
import { useKeptFocus } from "./keep-focus.ts";
import { useNow } from "./now.ts";
import { NotTransferred } from "./transfer/not-transferred.tsx";
import { CardOfCall, CardToggle } from "../search/card-of-call.tsx";
import { RecordingLine } from "../recordings/recording-line.tsx";
import { LearnedLine } from "../page-names/learned-line.tsx";
import { FromPage } from "../page-memory/from-page.tsx";
import { SeenPages } from "../page-memory/seen-pages.tsx";
import { OfferTools } from "./arriving/offer-tools.tsx";
import { ReferredTo } from "./transfer/referred-to.tsx";

/** `calls` are all there are: what can be done with one may depend on another. */
type Props = { call: Call; calls: readonly Call[]; desk: Desk; plan: DialPlan; acts?: ComponentChildren };

/** One call: who, how it stands, and everything that can be done with it now. */
export function CallCard({ call, calls, desk, plan, acts }: Props) {
  const role = roleOf(call, calls);
  const show = (number: string): string => shown(number, plan.country);
  const { name, number } = peerWords(call, show);
  const open = useSignal(false);
  const article = useKeptFocus();
  const card = call.peer.number !== "" && (
    <CardToggle call={call} open={open.value} turn={() => void (open.value = !open.value)} />
  );
  return (
    <article
      ref={article}
      tabIndex={-1}
      class={`call tone-${stateTones[call.state]}`}
      data-testid="call"
      data-state={call.state}
      data-call-id={call.id}
      aria-label={name}
    >
      <header>
        <Avatar name={name} ring={stateTones[call.state]} />
        <div class="who">
          <h2 title={name}>{name}</h2>
          {number && <p class="number">{number}</p>}
          <LearnedLine learned={call.learned} look="number" />
          <Ways call={call} show={show} />
          <p class={endedBadly(call) || isSilent(call) ? "state bad" : "state"} data-testid="call-state">
            {t(stateText(call))}
          </p>
        </div>
        <Corner call={call} desk={desk}>
          {call.state !== "offered" && card}
          {acts}
        </Corner>
      </header>
      {role?.kind !== "first" && <NotTransferred call={role?.kind === "consultant" ? role.first : call} desk={desk} />}
      <ReferredTo call={call} desk={desk} show={show} />
      <RecordingLine those={[call]} desk={desk} />
      <Controls call={call} calls={calls} role={role} desk={desk} plan={plan} />
      <OfferTools call={call} desk={desk}>
        {card}
      </OfferTools>
      <OtherDevices call={call} desk={desk} />
      <HearingLine call={call} />
      <SecrecyLine call={call} />
      {isLive(call) && <SeenPages desk={desk} numbers={[call.peer.number]} but={pageOf(call)} />}
      {open.value && <CardOfCall call={call} desk={desk} plan={plan} />}
    </article>
  );
}

/** The page that the call was started from. */
function pageOf({ dialled }: Call): string | null {
  const source = dialled?.source ?? null;
  return source !== null && "url" in source ? source.url : null;
}

/** How the call came here, or where it goes. */
function Ways({ call, show }: { call: Call; show: (number: string) => string }) {
  const { state, answersItself, redirectedBy, forwardedTo, consults, transfer } = call;
  return (
    <>
      {redirectedBy !== null && (
        <p class="number" data-testid="redirected-by">
          {t("calls:redirected-by", { name: redirectedBy.name || show(redirectedBy.number) })}
        </p>
      )}
      {forwardedTo !== null && (
        <p class="number" data-testid="forwarded-to">
          {t("calls:forwarded-to", { number: show(forwardedTo) })}
        </p>
      )}
      <FromPage source={call.dialled?.source ?? null} look="number" />
      <CallDeviceLine call={call} />
      {answersItself && (state === "offered" || state === "active") && (
        <p class="number" data-testid="answers-itself">
          {t(`calls:by-itself.${state}`)}
        </p>
      )}
      {consults !== null && (
        <p class="number" data-testid="consultation">
          {t("calls:consultation")}
        </p>
      )}
      {transfer !== null && (
        <p class="number" data-testid="transfer-to">
          {t("calls:transfer.to", { number: show(transfer.to) })}
        </p>
      )}
    </>
  );
}

function Corner({ call, desk, children }: Pick<Props, "call" | "desk"> & { children: ComponentChildren }) {
  const now = useNow();
  const seconds = talkedSeconds(call, now);
  return (
    <div class="corner">
      {seconds !== null && (
        <time data-testid="call-time" dateTime={`PT${seconds}S`}>
          {clock(seconds)}
        </time>
      )}
      {call.state === "offered" && <Icon node={call.silenced ? BellOff : BellRing} size={18} />}
      <div class="acts">{children}</div>
      {call.state === "ended" && (
        <IconButton
          icon={X}
          label={t("calls:action.dismiss")}
          onClick={() => void desk.ask("calls.dismiss", { callId: call.id })}
        />
      )}
    </div>
  );
}
