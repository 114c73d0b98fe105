import { Globe } from "../ui/icons.ts";
import { siteAccess } from "../browser/site-access.ts";
import { NumbersOnPages, useSiteAccess } from "../features/settings/numbers-on-pages.tsx";
import type { Page } from "../page.tsx";
import { t } from "../texts.ts";
import { Step } from "./step.tsx";

/** Where numbers are looked for. */
export function NumbersStep({ page: { desk } }: { page: Page }) {
  const allowed = useSiteAccess(siteAccess);
  const settings = desk.state.value?.settings.values;
  const ready = desk.link.value.state === "ready" && settings !== undefined;
  const state = ready ? (allowed ? "done" : "now") : "later";
  return (
    <Step id="numbers" state={state} icon={Globe} title={t("welcome:numbers.title")} text={t("welcome:numbers.text")}>
      {ready && <NumbersOnPages desk={desk} settings={settings} sites={siteAccess} />}
    </Step>
  );
}
