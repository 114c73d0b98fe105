import { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignal } from "@preact/signals";
import * as v from "valibot";
import { useEffect } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { language, t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { countriesByName } from "@twp/shared/dialling/countries.ts";
import { wouldDial } from "./numbers.ts";

const formats = ["e164", "international", "national"] as const;

/** How numbers are dialled here, with a try of what it makes of one. */
export function DialPlanForm({ desk, plan }: { desk: Desk; plan: DialPlan }) {
  const draft = useSignal(plan);
  const lengths = useSignal(plan.internalLengths.join(", "));
  useEffect(() => {
    draft.value = plan;
    lengths.value = plan.internalLengths.join(", ");
  }, [plan]);
  const whole = { ...draft.value, internalLengths: readLengths(lengths.value) };
  const wrong = wrongFields(whole);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (wrong.length === 0) void desk.ask("dialling.change", whole);
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      <Choice
        label={t("dialling:plan.country")}
        aid={t("dialling:plan.country-aid")}
        value={draft.value.country}
        options={countriesByName(language.value)}
        onChoose={(country) => (draft.value = { ...draft.value, country })}
      />
      <Field
        label={t("dialling:plan.prefix")}
        aid={t("dialling:plan.prefix-aid")}
        wrong={wrong.includes("outsidePrefix") ? t("dialling:plan.prefix-wrong") : undefined}
        value={draft.value.outsidePrefix}
        maxLength={4}
        onInput={(event) => (draft.value = { ...draft.value, outsidePrefix: event.currentTarget.value.trim() })}
      />
      <Field
        label={t("dialling:plan.lengths")}
        aid={t("dialling:plan.lengths-aid")}
        wrong={wrong.some((name) => name.startsWith("internalLengths")) ? t("dialling:plan.lengths-wrong") : undefined}
        value={lengths.value}
        onInput={(event) => (lengths.value = event.currentTarget.value)}
      />
      <Choice
        label={t("dialling:plan.format")}
        value={draft.value.outsideFormat}
        options={formats.map((format) => [format, t(`dialling:format.${format}`)])}
        onChoose={(outsideFormat) => (draft.value = { ...draft.value, outsideFormat })}
      />
      <Try plan={wrong.length === 0 ? whole : plan} />
      <div class="actions">
        <Button kind="accent" type="submit" disabled={wrong.length > 0}>
          {t("common:save")}
        </Button>
      </div>
    </form>
  );
}

function Try({ plan }: { plan: DialPlan }) {
  const text = useSignal("");
  const dialled = text.value === "" ? null : wouldDial(text.value, plan);
  return (
    <div class="try">
      <Field
        label={t("dialling:try")}
        value={text.value}
        autocomplete="off"
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
      <output data-testid="dial-preview">
        {text.value === ""
          ? ""
          : dialled === null
            ? t("failures:number-not-dialable")
            : t("dialling:dialled", { number: dialled })}
      </output>
    </div>
  );
}

/** `2, 3 4` as numbers; what is none makes the schema refuse the whole. */
function readLengths(text: string): number[] {
  return text
    .split(/[\s,;]+/u)
    .filter((part) => part !== "")
    .map(Number);
}

function wrongFields(plan: DialPlan): readonly string[] {
  const parsed = v.safeParse(DialPlan, plan);
  return parsed.success ? [] : parsed.issues.map((issue) => v.getDotPath(issue) ?? "");
}
