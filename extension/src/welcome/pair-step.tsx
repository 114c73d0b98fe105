import { useSignal } from "@preact/signals";
import { Link2 } from "../ui/icons.ts";
import { useEffect } from "preact/hooks";
import { pair, type PairingTry } from "../companion/pairing.ts";
import type { Page } from "../page.tsx";
import { t } from "../texts.ts";
import { CodeField } from "./code-field.tsx";
import { codeOf } from "./code.ts";
import { Step, type StepState } from "./step.tsx";

/** Six digits from the terminal; `#code=…` in the address types them by itself. */
export function PairStep({ page: { desk } }: { page: Page }) {
  const code = useSignal("");
  const busy = useSignal(false);
  const outcome = useSignal<PairingTry | null>(null);

  const submit = async (digits: string): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    outcome.value = await pair(digits);
    busy.value = false;
    code.value = "";
  };
  useEffect(() => {
    const end = new AbortController();
    const take = (): void => {
      const given = takeCode();
      if (given === null) return;
      code.value = given;
      void submit(given);
    };
    take();
    // The page may be open already when its address with the code is followed.
    addEventListener("hashchange", take, end);
    return () => end.abort();
  }, []);

  const state = stateOf(desk.link.value.state);
  return (
    <Step
      id="pair"
      state={state}
      icon={Link2}
      title={t(state === "done" ? "welcome:pair.done" : "welcome:pair.title")}
      text={
        state === "done" ? (
          t("welcome:pair.known")
        ) : (
          <>
            {t("welcome:pair.text")} <code>npx twp pair</code>
          </>
        )
      }
    >
      {state === "now" && (
        <>
          <CodeField code={code} disabled={busy.value} done={(digits) => void submit(digits)} />
          <p role="alert" class="wrong" data-testid="pair-outcome">
            {outcome.value !== null && wrong(outcome.value)}
          </p>
        </>
      )}
    </Step>
  );
}

function stateOf(link: "searching" | "unpaired" | "outdated" | "ready"): StepState {
  if (link === "ready") return "done";
  return link === "unpaired" ? "now" : "later";
}

function wrong(outcome: PairingTry): string {
  switch (outcome.kind) {
    case "paired":
      return "";
    case "no-companion":
      return t("panel:searching.title");
    case "outdated":
      return t("panel:outdated.title");
    case "refused":
      return t(`refusals:${outcome.code}`);
  }
}

/** The code is good once: it leaves the address, so that neither the history nor a bookmark keeps it. */
function takeCode(): string | null {
  const code = codeOf(location.hash);
  if (code !== null) history.replaceState(null, "", location.pathname);
  return code;
}
