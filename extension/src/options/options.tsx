import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { askMicrophone } from "../browser/microphone.ts";
import { openPage } from "../browser/pages.ts";
import { siteAccess } from "../browser/site-access.ts";
import { forgetPairing } from "../companion/pairing-record.ts";
import { AccountForm } from "../features/account/account-form.tsx";
import { ClipboardSetting } from "../features/clipboard/clipboard-setting.tsx";
import { DevicesForm } from "../features/devices/devices-form.tsx";
import { DialPlanForm } from "../features/dialling/dial-plan-form.tsx";
import { DoctorButton } from "../features/doctor/doctor-button.tsx";
import { GuardSetting } from "../features/guard/guard-setting.tsx";
import { HotkeysSetting } from "../features/hotkeys/hotkeys-setting.tsx";
import { HeadsetSetting } from "../features/headset/headset-setting.tsx";
import { DoNotDisturbSwitch } from "../features/settings/do-not-disturb.tsx";
import { FailureBanner } from "../features/settings/failure-banner.tsx";
import { ForwardForm } from "../features/settings/forward-form.tsx";
import { LanguageChoice, ThemeChoice } from "../features/settings/look-form.tsx";
import { LinkBanner } from "../features/settings/link-banner.tsx";
import { Notices } from "../features/settings/notices.tsx";
import { NumbersOnPages } from "../features/settings/numbers-on-pages.tsx";
import { PairAnother } from "../features/settings/pair-another.tsx";
import { EchoTest } from "../features/sounds/echo-test-button.tsx";
import { SoundSettings } from "../features/sounds/sound-settings.tsx";
import { openTrial } from "../offscreen/trial.ts";
import { CallWindowSwitch, PopUpSwitch } from "../features/calls/settings/window-settings.tsx";
import { AnswerByItself, CallWaiting } from "../features/calls/settings/by-itself-setting.tsx";
import { RecordingSettings } from "../features/recordings/recording-settings.tsx";
import { CodesForm } from "../features/calls/settings/codes-form.tsx";
import { EncryptionChoice } from "../features/calls/settings/encryption-setting.tsx";
import { HangUpInConsultation } from "../features/calls/settings/hang-up-setting.tsx";
import { PageMemorySetting } from "../features/page-memory/page-memory-setting.tsx";
import { PageNamesSetting } from "../features/page-names/page-names-setting.tsx";
import { SitesForm } from "../features/sites/sites-form.tsx";
import { StripSetting } from "../features/strip/strip-setting.tsx";
import { MailServerForm } from "../features/voice-mail/mail-server-form.tsx";
import { MailboxNumber } from "../features/voice-mail/mailbox-number.tsx";
import type { State } from "@twp/shared/protocol/index.ts";
import type { Settings } from "@twp/shared/protocol/settings.ts";
import type { Desk } from "../companion/desk.ts";
import type { Page } from "../page.tsx";
import { t, type TextKey } from "../texts.ts";

/** Everything that can be set, on one page. */
export function Options({ page }: { page: Page }) {
  const { desk } = page;
  const state = desk.state.value;
  return (
    <main class="sheet">
      <h1>{t("preferences:title")}</h1>
      <LinkBanner link={desk.link.value} openWelcome={() => void openPage("welcome")} />
      <FailureBanner desk={desk} />
      <Notices desk={desk} />
      {state !== null && (
        <>
          <Section id="account">
            <AccountForm desk={desk} account={state.account} />
          </Section>
          <Section id="dialling">
            <DialPlanForm desk={desk} plan={state.dialling} domain={state.account.domain} />
            <GuardSetting desk={desk} settings={state.settings.values} />
          </Section>
          <Section id="devices">
            <DevicesForm desk={desk} state={state} />
          </Section>
          <Section id="incoming">
            <DoNotDisturbSwitch desk={desk} />
            <PopUpSwitch desk={desk} settings={state.settings.values} />
            <ForwardForm desk={desk} state={state} />
            <AnswerByItself desk={desk} settings={state.settings.values} />
          </Section>
          <VoiceMailSection desk={desk} state={state} />
          <Section id="calls">
            <CallWaiting desk={desk} settings={state.settings.values} />
            <HangUpInConsultation desk={desk} settings={state.settings.values} />
            <EncryptionChoice desk={desk} settings={state.settings.values} />
            <CallWindowSwitch desk={desk} settings={state.settings.values} />
            <CodesForm desk={desk} settings={state.settings.values} />
          </Section>
          <Section id="hotkeys">
            <HotkeysSetting desk={desk} settings={state.settings.values} hotkeys={state.hotkeys} />
          </Section>
          <Recordings desk={desk} settings={state.settings.values} />
          <Look desk={desk} settings={state.settings.values} />
          <Section id="numbers">
            <NumbersOnPages desk={desk} settings={state.settings.values} sites={siteAccess} />
            <SitesForm />
            <ClipboardSetting />
          </Section>
          <Pages desk={desk} state={state} />
        </>
      )}
      <Sound page={page} />
      {state !== null && <Pairing desk={desk} />}
    </main>
  );
}

function VoiceMailSection({ desk, state }: { desk: Desk; state: State }) {
  return (
    <Section id="voiceMail">
      <MailboxNumber desk={desk} number={state.settings.values.voiceMailNumber} />
      <MailServerForm desk={desk} voiceMail={state.voiceMail} />
    </Section>
  );
}

function Pairing({ desk }: { desk: Desk }) {
  return (
    <Section id="pair">
      <PairAnother desk={desk} forget={() => void forgetPairing()} />
    </Section>
  );
}

function Recordings(props: { desk: Desk; settings: Settings }) {
  return (
    <Section id="recordings">
      <RecordingSettings {...props} />
    </Section>
  );
}

function Pages({ desk, state }: { desk: Desk; state: State }) {
  return (
    <Section id="pages">
      <PageNamesSetting desk={desk} state={state} />
      <PageMemorySetting desk={desk} settings={state.settings.values} sites={siteAccess} />
    </Section>
  );
}

function Sound({ page }: { page: Page }) {
  const { desk, microphone, soundChoices, signal } = page;
  const trial = useMemo(() => openTrial(signal), [page]);
  return (
    <Section id="sound">
      <SoundSettings
        desk={desk}
        choices={soundChoices}
        trial={trial}
        access={microphone}
        askMicrophone={() => void askMicrophone()}
      />
      <HeadsetSetting end={signal} />
      <EchoTest desk={desk} signal={signal} />
      <DoctorButton open={() => void openPage("doctor")} />
    </Section>
  );
}

function Look(props: { desk: Desk; settings: Settings }) {
  return (
    <Section id="look">
      <div class="form">
        <LanguageChoice {...props} />
        <ThemeChoice {...props} />
        <StripSetting {...props} sites={siteAccess} />
      </div>
    </Section>
  );
}

function Section(props: {
  id:
    | "account"
    | "dialling"
    | "devices"
    | "incoming"
    | "voiceMail"
    | "calls"
    | "hotkeys"
    | "recordings"
    | "look"
    | "numbers"
    | "pages"
    | "sound"
    | "pair";
  children: ComponentChildren;
}) {
  const title: TextKey = `preferences:section.${props.id}`;
  return (
    <section class="section" id={props.id} aria-labelledby={`${props.id}-title`}>
      <h2 id={`${props.id}-title`}>{t(title)}</h2>
      {props.children}
    </section>
  );
}
