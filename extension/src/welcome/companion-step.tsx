import { PlugZap } from "../ui/icons.ts";
import type { Page } from "../page.tsx";
import { t } from "../texts.ts";
import { Step } from "./step.tsx";

/** Is the companion there? It is looked for until it is. */
export function CompanionStep({ page: { desk, connection } }: { page: Page }) {
  const link = desk.link.value;
  const greeting = connection.greeting.value;
  if (link.state === "outdated")
    return (
      <Step
        id="companion"
        state="now"
        icon={PlugZap}
        title={t("panel:outdated.title")}
        text={t(`panel:outdated.${link.update}`)}
      />
    );
  if (link.state === "searching" || greeting === null)
    return (
      <Step
        id="companion"
        state="now"
        icon={PlugZap}
        title={t("welcome:companion.searching")}
        text={t("welcome:companion.start")}
      >
        <pre>
          <code>npm start</code>
        </pre>
      </Step>
    );
  const { version } = greeting;
  return (
    <Step
      id="companion"
      state="done"
      icon={PlugZap}
      title={t("welcome:companion.found")}
      text={t("welcome:companion.version", { version })}
    />
  );
}
