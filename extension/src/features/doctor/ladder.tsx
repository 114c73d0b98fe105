import type { Rung } from "@twp/shared/protocol/index.ts";
import { language, t } from "../../texts.ts";
import { isRefusal, rungText, rungTitle, sinceBegin } from "./rung-view.ts";

/** What was said in a call, drawn as telephone engineers do: a line for each side, an arrow for each message, and what it means. */
export function Ladder({ rungs }: { rungs: readonly Rung[] }) {
  if (rungs.length === 0) return <p>{t("doctor:call.no-ladder")}</p>;
  return (
    <div class="ladder" data-testid="ladder">
      <div class="sides" aria-hidden="true">
        <strong>{t("doctor:here")}</strong>
        <strong>{t("doctor:there")}</strong>
      </div>
      <ol>
        {rungs.map((rung, index) => (
          <Step key={index} rung={rung} rungs={rungs} />
        ))}
      </ol>
    </div>
  );
}

function Step({ rung, rungs }: { rung: Rung; rungs: readonly Rung[] }) {
  const { direction, repeats, text } = rung;
  const seconds = new Intl.NumberFormat(language.value, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(
    sinceBegin(rung, rungs),
  );
  const who = t(direction === "sent" ? "doctor:here" : "doctor:there");
  return (
    <li class={`rung ${direction}${isRefusal(rung) ? " refusal" : ""}`} data-testid="rung">
      <details>
        <summary>
          <time>{t("doctor:seconds", { seconds })}</time>
          <span class="arrow">
            <code>{rungTitle(rung)}</code>
          </span>
          <span class="means">
            <span class="spoken-only">{`${who}: `}</span>
            {t(rungText(rung))}
            {repeats > 0 && <em>{t("doctor:again-sent", { count: repeats })}</em>}
          </span>
        </summary>
        <pre tabIndex={0} aria-label={t("doctor:text")}>
          {text.trimEnd()}
        </pre>
      </details>
    </li>
  );
}
