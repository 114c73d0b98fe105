import type { ComponentChildren } from "preact";
import { AudioLines, FlaskConical, Settings } from "../ui/icons.ts";
import { openAddress, openPage } from "../browser/pages.ts";
import { echoNumber } from "../features/sounds/echo-number.ts";
import type { Page } from "../page.tsx";
import { t } from "../texts.ts";
import { Tool } from "../ui/button.tsx";
import { demoAddress } from "../demo-address.ts";

/** What is always at hand; `tools` are those of the user's PBX. */
export function Dock({ page: { desk, connection }, tools }: { page: Page; tools: ComponentChildren }) {
  const ready = desk.link.value.state === "ready";
  const greeting = connection.greeting.value;
  return (
    <nav class="dock" aria-label={t("panel:dock.label")}>
      <Tool icon={Settings} data-testid="preferences" onClick={() => void openPage("options")}>
        {t("panel:dock.preferences")}
      </Tool>
      {ready && tools}
      {ready && greeting !== null && (
        <Tool icon={FlaskConical} data-testid="demo" onClick={() => void openAddress(demoAddress(greeting.port))}>
          {t("panel:dock.demo")}
        </Tool>
      )}
      {ready && desk.state.value?.account.kind === "office" && (
        <Tool
          icon={AudioLines}
          data-testid="echo"
          onClick={() => void desk.ask("calls.dial", { target: echoNumber, source: { kind: "panel" } })}
        >
          {t("panel:dock.echo")}
        </Tool>
      )}
    </nav>
  );
}
