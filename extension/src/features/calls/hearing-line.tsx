import type { Call, Quality } from "@twp/shared/protocol/calls.ts";
import { language, t } from "../../texts.ts";
import { codecNames, hearing } from "./hearing.ts";

/** How the sound of a call is, in words; unfolded, what was measured. */
export function HearingLine({ call: { codec, quality, state } }: { call: Call }) {
  if (codec === null || state !== "active") return null;
  if (quality === null) return <p class="hearing">{codecNames[codec]}</p>;
  const heard = hearing(quality);
  const words = [codecNames[codec], t(`calls:hearing.${heard.grade}`)];
  return (
    <details class="hearing" data-testid="hearing" data-grade={heard.grade}>
      <summary>{words.join(" · ")}</summary>
      {heard.grade !== "good" && <p>{t(`calls:hearing.because.${heard.because}`)}</p>}
      <dl>
        {measures(quality).map(({ name, value }) => (
          <div key={name}>
            <dt>{t(`calls:hearing.measure.${name}`)}</dt>
            <dd>{value ?? t("calls:hearing.measure.unknown")}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

type Measure = Readonly<{ name: "loss" | "far-loss" | "jitter" | "round-trip"; value: string | null }>;

function measures({ loss, farLoss, jitter, roundTrip }: Quality): readonly Measure[] {
  const share = new Intl.NumberFormat(language.value, { style: "percent", maximumFractionDigits: 1 });
  const time = new Intl.NumberFormat(language.value, { style: "unit", unit: "millisecond", maximumFractionDigits: 0 });
  return [
    { name: "loss", value: share.format(loss) },
    { name: "far-loss", value: farLoss === null ? null : share.format(farLoss) },
    { name: "jitter", value: time.format(jitter) },
    { name: "round-trip", value: roundTrip === null ? null : time.format(roundTrip) },
  ];
}
