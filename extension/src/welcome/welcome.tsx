import { FlaskConical } from "../ui/icons.ts";
import { openAddress } from "../browser/pages.ts";
import { demoAddress } from "../demo-address.ts";
import { LanguageChoice } from "../features/settings/look-form.tsx";
import { FailureBanner } from "../features/settings/failure-banner.tsx";
import type { Page } from "../page.tsx";
import { t } from "../texts.ts";
import { Button } from "../ui/button.tsx";
import { CompanionStep } from "./companion-step.tsx";
import { NumbersStep } from "./numbers-step.tsx";
import { PairStep } from "./pair-step.tsx";
import { SoundStep } from "./sound-step.tsx";

/** The first minutes: find the companion, pair with it, hear oneself, choose where numbers are looked for. */
export function Welcome({ page }: { page: Page }) {
  const { desk, connection } = page;
  const ready = desk.link.value.state === "ready";
  const greeting = connection.greeting.value;
  const settings = desk.state.value?.settings.values;
  return (
    <main class="sheet welcome">
      <header>
        <div>
          <h1>{t("welcome:heading")}</h1>
          <p class="lead">{t("welcome:lead")}</p>
        </div>
        {ready && settings !== undefined && <LanguageChoice desk={desk} settings={settings} />}
      </header>
      <FailureBanner desk={desk} />
      <ol class="steps">
        <CompanionStep page={page} />
        <PairStep page={page} />
        <SoundStep page={page} />
        <NumbersStep page={page} />
      </ol>
      {ready && greeting !== null && (
        <section class="finish">
          <p>{t("welcome:finish")}</p>
          <Button
            kind="accent"
            icon={FlaskConical}
            data-testid="demo"
            onClick={() => void openAddress(demoAddress(greeting.port))}
          >
            {t("welcome:demo")}
          </Button>
        </section>
      )}
    </main>
  );
}
