import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignal } from "@preact/signals";
import { t } from "../../texts.ts";
import { Field } from "../../ui/field.tsx";
import { stepsOf, wouldDial } from "./numbers.ts";

/** Shows, while a number is typed, what would leave for it and every step on the way there, by the code that dials. */
export function DialSimulator({ plan, domain }: { plan: DialPlan; domain: string }) {
  const text = useSignal("");
  const dialled = wouldDial(text.value, plan);
  const words = dialled === null ? t("failures:number-not-dialable") : t("dialling:dialled", { number: dialled });
  return (
    <div class="try">
      <Field
        name="try"
        label={t("plan:try")}
        value={text.value}
        autocomplete="off"
        maxLength={256}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
      <output data-testid="dial-preview">{text.value === "" ? "" : words}</output>
      <ol class="steps" data-testid="dial-steps" aria-label={t("plan:steps")}>
        {stepsOf(text.value, plan, domain).map(({ step, result }) => (
          <li key={step} data-step={step}>
            {t(`plan:step.${step}`)} <bdi>{result}</bdi>
          </li>
        ))}
      </ol>
    </div>
  );
}
