import type { State } from "@twp/shared/protocol/index.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/field.tsx";
import { Trash2 } from "../../ui/icons.ts";

/** Whether names are learned from pages, of how many numbers there are some, and how they are forgotten (N7). */
export function PageNamesSetting({ desk, state }: { desk: Desk; state: State }) {
  const { learnNames } = state.settings.values;
  const count = state.pageNames.size;
  const words =
    count === 0
      ? t("page-names:setting.none")
      : t(learnNames ? "page-names:setting.kept" : "page-names:setting.still", { count });
  return (
    <div class="form" data-testid="page-names">
      <Switch
        label={t("page-names:setting.label")}
        aid={t("page-names:setting.aid")}
        checked={learnNames}
        onSwitch={(on) => void desk.ask("settings.change", { learnNames: on })}
      />
      {(learnNames || count > 0) && (
        <p class="line-state" role="status" data-testid="names-kept">
          {words}
        </p>
      )}
      {count > 0 && <Forget desk={desk} />}
    </div>
  );
}

/** Asks once more before it does what cannot be taken back. */
function Forget({ desk }: { desk: Desk }) {
  const sure = useSignal(false);
  const forget = (): void => {
    if (sure.value) void desk.ask("pageNames.forgetFrom", { site: null });
    sure.value = !sure.value;
  };
  return (
    <div class="actions">
      <Button kind="end" icon={Trash2} data-testid="forget-names" onClick={forget}>
        {t(sure.value ? "page-names:setting.forget-sure" : "page-names:setting.forget")}
      </Button>
    </div>
  );
}
