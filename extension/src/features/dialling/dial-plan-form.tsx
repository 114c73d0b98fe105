import { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { presetNames, presets } from "@twp/shared/dialling/presets.ts";
import { useSignal, type Signal } from "@preact/signals";
import * as v from "valibot";
import { useEffect } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { language, t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Choice, Field, TextArea } from "../../ui/field.tsx";
import { countriesByName } from "@twp/shared/dialling/countries.ts";
import { DialSimulator } from "./dial-simulator.tsx";
import { listsOf, presetOf, textsOf, type PlanTexts } from "./plan-text.ts";

const formats = ["e164", "international", "national"] as const;

/** How numbers are dialled here, with a try that shows every step of what it makes of one; `domain` is where numbers are called. */
export function DialPlanForm({ desk, plan, domain }: { desk: Desk; plan: DialPlan; domain: string }) {
  const draft = useSignal(plan);
  const texts = useSignal(textsOf(plan));
  useEffect(() => {
    draft.value = plan;
    texts.value = textsOf(plan);
  }, [plan]);
  const whole: DialPlan = { ...draft.value, ...listsOf(texts.value) };
  const wrong = wrongFields(whole);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (wrong.size === 0) void desk.ask("dialling.change", whole);
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      <PresetChoice draft={draft} texts={texts} whole={whole} />
      <Places draft={draft} wrong={wrong} />
      <InternalNumbers texts={texts} wrong={wrong} />
      <Choice
        label={t("plan:outside")}
        value={draft.value.outsideFormat}
        options={formats.map((format) => [format, t(`plan:format.${format}`)])}
        onChoose={(outsideFormat) => (draft.value = { ...draft.value, outsideFormat })}
      />
      <More texts={texts} wrong={wrong} open={plan.shortCodes.length + plan.emergencyNumbers.length > 0} />
      <DialSimulator plan={wrong.size === 0 ? whole : plan} domain={domain} />
      <div class="actions">
        <Button kind="accent" type="submit" data-testid="save-plan" disabled={wrong.size > 0}>
          {t("common:save")}
        </Button>
      </div>
    </form>
  );
}

/** Draws in what a usual telephone system wants; the user's country, area and codes stay. */
function PresetChoice(props: { draft: Signal<DialPlan>; texts: Signal<PlanTexts>; whole: DialPlan }) {
  const { draft, texts, whole } = props;
  const names = ["own", ...presetNames] as const;
  const choose = (name: (typeof names)[number]): void => {
    if (name === "own") return;
    draft.value = {
      ...draft.value,
      outsidePrefix: presets[name].outsidePrefix,
      outsideFormat: presets[name].outsideFormat,
    };
    const internalLengths = [...presets[name].internalLengths];
    texts.value = { ...texts.value, internal: textsOf({ ...whole, internalLengths }).internal };
  };
  return (
    <Choice
      label={t("plan:preset")}
      aid={t("plan:preset-aid")}
      value={presetOf(whole)}
      options={names.map((name) => [name, name === "own" ? t("plan:own") : t(`plan:presets.${name}`)])}
      onChoose={choose}
    />
  );
}

type Wrong = ReadonlySet<string>;

type LineProps = Readonly<{
  name: keyof DialPlan;
  words: "area" | "prefix" | "internal" | "emergency";
  isWrong: boolean;
  value: string;
  most?: number;
  write: (text: string) => void;
}>;

/** A line of the form, with its words. */
function Line({ name, words, isWrong, value, most = 400, write }: LineProps) {
  return (
    <Field
      name={name}
      label={t(`plan:${words}`)}
      aid={t(`plan:${words}-aid`)}
      wrong={isWrong ? t(`plan:${words}-wrong`) : undefined}
      value={value}
      maxLength={most}
      onInput={(event) => write(event.currentTarget.value)}
    />
  );
}

function Places({ draft, wrong }: { draft: Signal<DialPlan>; wrong: Wrong }) {
  const { country, areaCode, outsidePrefix } = draft.value;
  const change = (part: Partial<DialPlan>): void => void (draft.value = { ...draft.value, ...part });
  return (
    <>
      <Choice
        label={t("plan:country")}
        aid={t("plan:country-aid")}
        value={country}
        options={countriesByName(language.value)}
        onChoose={(chosen) => change({ country: chosen })}
      />
      <Line
        name="areaCode"
        words="area"
        isWrong={wrong.has("areaCode")}
        value={areaCode}
        most={6}
        write={(text) => change({ areaCode: text.trim() })}
      />
      <Line
        name="outsidePrefix"
        words="prefix"
        isWrong={wrong.has("outsidePrefix")}
        value={outsidePrefix}
        most={4}
        write={(text) => change({ outsidePrefix: text.trim() })}
      />
    </>
  );
}

function InternalNumbers({ texts, wrong }: { texts: Signal<PlanTexts>; wrong: Wrong }) {
  return (
    <Line
      name="internalLengths"
      words="internal"
      isWrong={wrong.has("internalLengths") || wrong.has("internalRanges")}
      value={texts.value.internal}
      write={(internal) => (texts.value = { ...texts.value, internal })}
    />
  );
}

function More({ texts, wrong, open }: { texts: Signal<PlanTexts>; wrong: Wrong; open: boolean }) {
  return (
    <details class="more" open={open}>
      <summary>{t("plan:more")}</summary>
      <div class="form">
        <TextArea
          name="shortCodes"
          label={t("plan:codes")}
          aid={t("plan:codes-aid")}
          wrong={wrong.has("shortCodes") ? t("plan:codes-wrong") : undefined}
          rows={3}
          value={texts.value.codes}
          onInput={(event) => (texts.value = { ...texts.value, codes: event.currentTarget.value })}
        />
        <Line
          name="emergencyNumbers"
          words="emergency"
          isWrong={wrong.has("emergencyNumbers")}
          value={texts.value.emergency}
          write={(emergency) => (texts.value = { ...texts.value, emergency })}
        />
      </div>
    </details>
  );
}

/** The fields of the plan that its schema refuses. */
function wrongFields(plan: DialPlan): Wrong {
  const parsed = v.safeParse(DialPlan, plan);
  const paths = parsed.success ? [] : parsed.issues.map((issue) => v.getDotPath(issue) ?? "");
  return new Set(paths.map((path) => path.replace(/\..*$/u, "")));
}
