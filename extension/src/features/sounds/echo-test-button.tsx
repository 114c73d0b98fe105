import { useMemo } from "preact/hooks";
import { AudioLines } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { createEchoTest } from "./echo-test.ts";

/** One click that proves the whole way there and back. Only the office is known to have an echo. */
export function EchoTest({ desk, signal }: { desk: Desk; signal: AbortSignal }) {
  const test = useMemo(() => createEchoTest(desk, signal), [desk]);
  if (desk.state.value?.account.kind !== "office") return null;
  const state = test.state.value;
  const running = state === "calling" || state === "speaking";
  return (
    <div class="actions">
      <Button icon={AudioLines} data-testid="echo-test" disabled={running} onClick={test.start}>
        {t("sounds:echo.start")}
      </Button>
      <p role="status" data-testid="echo-state" data-state={state}>
        {state === "idle" ? "" : t(`sounds:echo.${state}`)}
      </p>
    </div>
  );
}
