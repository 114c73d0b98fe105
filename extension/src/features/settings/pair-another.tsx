import { useSignal } from "@preact/signals";
import { Link2 } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { useNow } from "../calls/now.ts";

/** Opens the door for another browser of this computer: a code, for as long as it is good. And closes it for this one. */
export function PairAnother({ desk, forget }: { desk: Desk; forget: () => void }) {
  const opened = useSignal<{ code: string; until: number } | null>(null);
  const now = useNow();
  const left = opened.value === null ? 0 : Math.ceil((opened.value.until - now) / 1000);

  const open = async (): Promise<void> => {
    const result = await desk.ask("settings.pair", null);
    opened.value = result === "failed" ? null : result;
  };

  return (
    <div class="form">
      <p>{t("preferences:pair.text")}</p>
      {opened.value !== null && left > 0 ? (
        <p class="pair-code">
          <output data-testid="pair-code">{opened.value.code}</output>
          <span>{t("preferences:pair.left", { count: left })}</span>
        </p>
      ) : (
        <div class="actions">
          <Button icon={Link2} data-testid="open-code" onClick={() => void open()}>
            {t("preferences:pair.open")}
          </Button>
        </div>
      )}
      <div class="actions">
        <Button kind="end" data-testid="unpair" onClick={forget}>
          {t("preferences:pair.forget")}
        </Button>
        <span>{t("preferences:pair.forget-aid")}</span>
      </div>
    </div>
  );
}
