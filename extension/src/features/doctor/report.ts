import type { Examination, ExaminedCall, Rung } from "@twp/shared/protocol/index.ts";
import type { Check } from "./checks.ts";

/** Everything an administrator asks for first. */
export type Found = Readonly<{
  at: Date;
  extension: string;
  browser: string;
  checks: readonly Check[];
  examination: Examination | null;
  calls: readonly Readonly<{ call: ExaminedCall; rungs: readonly Rung[] }>[];
}>;

/** The report as a text to send: in English and in the protocol's words, for whoever reads it may be anywhere. It names nobody. */
export function reportOf({ at, extension, browser, checks, examination, calls }: Found): string {
  return [
    `TWP report, ${at.toISOString()}`,
    `extension ${extension}, ${browser}`,
    examination === null
      ? "no companion"
      : `companion ${examination.version}, ${examination.system}, SIP engine ${examination.engine}`,
    "",
    ...checks.map(({ name, verdict, text }) => `${verdict.padEnd(8)}${name.padEnd(14)}${text.split(":")[1]}`),
    ...calls.flatMap(({ call, rungs }) => ["", ...callLines(call), ...rungs.flatMap(rungLines)]),
    "",
  ].join("\n");
}

function callLines({
  direction,
  startedAt,
  answeredAt,
  endedAt,
  end,
  codec,
  secured,
  loss,
  jitter,
}: ExaminedCall): string[] {
  const time = (at: number | null): string => (at === null ? "-" : new Date(at).toISOString());
  return [
    `call ${direction}, begun ${time(startedAt)}, answered ${time(answeredAt)}, ended ${time(endedAt)} (${end ?? "goes on"})`,
    `sound ${codec ?? "none"}, encryption ${secured ?? "-"}, loss ${loss ?? "-"}, jitter ${jitter ?? "-"} ms`,
  ];
}

function rungLines({ at, direction, transport, remote, repeats, text }: Rung): string[] {
  const arrow = direction === "sent" ? "->" : "<-";
  const again = repeats === 0 ? "" : `, ${repeats} more`;
  const head = `${new Date(at).toISOString()} ${arrow} ${transport} ${remote}${again}`;
  return [
    head,
    ...text
      .trimEnd()
      .split(/\r?\n/u)
      .map((line) => `    ${line}`),
  ];
}
