import { useSignal, type Signal } from "@preact/signals";
import type { Examination, ExaminedCall, Rung } from "@twp/shared/protocol/index.ts";
import { useEffect, useMemo } from "preact/hooks";
import { browserName } from "../browser/browser-name.ts";
import { copyText } from "../browser/clipboard.ts";
import { extensionVersion } from "../browser/extension-version.ts";
import { openPage } from "../browser/pages.ts";
import { checksOf } from "../features/doctor/checks.ts";
import { CheckList } from "../features/doctor/check-list.tsx";
import { ExaminedCalls } from "../features/doctor/examined-calls.tsx";
import { reportOf } from "../features/doctor/report.ts";
import { LinkBanner } from "../features/settings/link-banner.tsx";
import { deviceInUse } from "../features/sounds/chosen-device.ts";
import { EchoTest } from "../features/sounds/echo-test-button.tsx";
import { LevelMeter } from "../features/sounds/level-meter.tsx";
import { gainOf } from "../features/sounds/loudness.ts";
import { useSoundDevices } from "../features/sounds/use-devices.ts";
import { openTrial } from "../offscreen/trial.ts";
import type { Page } from "../page.tsx";
import { t } from "../texts.ts";
import { Button } from "../ui/button.tsx";
import { ClipboardCopy, RefreshCw } from "../ui/icons.ts";

/** One page that checks everything, and draws what was said in the last calls. */
export function Doctor({ page }: { page: Page }) {
  const { desk, microphone, soundChoices } = page;
  const [link, state] = [desk.link.value, desk.state.value];
  const examination = useSignal<Examination | null>(null);
  const calls = useSignal<readonly ExaminedCall[]>([]);
  const trial = useMemo(() => openTrial(page.signal), [page]);
  const devices = useSoundDevices(microphone.value).value;
  const choices = soundChoices.now.value;
  const look = (): void => void examine(desk, examination);
  // Each call that begins or ends is one to look at.
  const because = state?.calls.map(({ id, state: at }) => `${id} ${at}`).join();
  useEffect(look, [link.state]);
  useEffect(() => void listCalls(desk, calls), [link.state, because]);
  const input = deviceInUse(choices.microphone.device, devices?.inputs ?? null);
  const missing = {
    ring: deviceInUse(choices.ring.device, devices?.outputs ?? null).missing,
    microphone: input.missing,
  };
  const checks = checksOf({ link, state, examination: examination.value, microphone: microphone.value, missing });
  return (
    <main class="sheet doctor">
      <h1>{t("doctor:title")}</h1>
      <p class="lead">{t("doctor:lead")}</p>
      <LinkBanner link={link} openWelcome={() => void openPage("welcome")} />
      <section class="section" aria-labelledby="checks">
        <h2 id="checks">{t("doctor:checks")}</h2>
        <CheckList checks={checks} />
        <Reporting
          look={look}
          report={async () =>
            reportOf({
              at: new Date(),
              extension: extensionVersion(),
              browser: browserName(),
              checks,
              examination: examination.value,
              calls: await withLadders(desk, calls.value),
            })
          }
        />
      </section>
      {state !== null && (
        <section class="section" aria-labelledby="try">
          <h2 id="try">{t("doctor:try")}</h2>
          <LevelMeter
            trial={trial}
            wish={{ device: input.id, gain: gainOf(choices.microphone.volume), cleaning: state.settings.values }}
          />
          <EchoTest desk={desk} signal={page.signal} />
        </section>
      )}
      <section class="section" aria-labelledby="calls">
        <h2 id="calls">{t("doctor:calls")}</h2>
        <ExaminedCalls calls={calls.value} ladderOf={(callId) => ladderOf(desk, callId)} />
      </section>
    </main>
  );
}

type Desk = Page["desk"];

async function examine(desk: Desk, examination: Signal<Examination | null>): Promise<void> {
  const found = desk.link.value.state === "ready" ? await desk.ask("doctor.examine", null) : null;
  if (found !== "failed") examination.value = found;
}

async function listCalls(desk: Desk, calls: Signal<readonly ExaminedCall[]>): Promise<void> {
  const listed = desk.link.value.state === "ready" ? await desk.ask("doctor.calls", null) : "failed";
  if (listed !== "failed") calls.value = listed.calls;
}

async function ladderOf(desk: Desk, callId: string): Promise<readonly Rung[]> {
  const answer = await desk.ask("doctor.ladder", { callId });
  return answer === "failed" ? [] : answer.rungs;
}

function withLadders(desk: Desk, calls: readonly ExaminedCall[]) {
  return Promise.all(calls.map(async (call) => ({ call, rungs: await ladderOf(desk, call.callId) })));
}

/** Looks again, or gives away what was found. */
function Reporting({ look, report }: { look: () => void; report: () => Promise<string> }) {
  const copied = useSignal<"" | "copied" | "not-copied">("");
  const copy = async (): Promise<void> =>
    void (copied.value = (await copyText(await report())) ? "copied" : "not-copied");
  return (
    <div class="actions">
      <Button icon={RefreshCw} data-testid="look-again" onClick={look}>
        {t("doctor:again")}
      </Button>
      <Button icon={ClipboardCopy} data-testid="copy-report" onClick={() => void copy()}>
        {t("doctor:copy")}
      </Button>
      <p role="status">{copied.value !== "" && t(`doctor:${copied.value}`)}</p>
    </div>
  );
}
