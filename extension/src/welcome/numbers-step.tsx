import { Globe } from "../ui/icons.ts";
import { siteAccess } from "../browser/site-access.ts";
import { NumbersOnPages } from "../features/settings/numbers-on-pages.tsx";
import { useAccess } from "../features/settings/use-access.ts";
import type { Page } from "../page.tsx";
import { t } from "../texts.ts";
import { Step } from "./step.tsx";

/** Where numbers are looked for. */
export function NumbersStep({ page: { desk } }: { page: Page }) {
  const allowed = useAccess(siteAccess);
  const settings = desk.state.value?.settings.values;
  const ready = desk.link.value.state === "ready" && settings !== undefined;
  const state = ready ? (allowed ? "done" : "now") : "later";
  return (
    <Step id="numbers" state={state} icon={Globe} title={t("welcome:numbers.title")} text={t("welcome:numbers.text")}>
      {ready && <NumbersOnPages desk={desk} settings={settings} sites={siteAccess} />}
    </Step>
  );
}
