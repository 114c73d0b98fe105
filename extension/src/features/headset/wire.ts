import { buttonOf, lampOf, type Lamps, type Said } from "./buttons.ts";
import { isOn, reportOf, type Layout } from "./report.ts";

/** Whether a headset with these reports has any button that we understand. */
export function hasButtons({ inputs }: Layout): boolean {
  return inputs.some(({ usage }) => buttonOf(usage) !== null);
}

/** What the buttons say in an input report. */
export function saidIn(layout: Layout, reportId: number, data: DataView): readonly Said[] {
  return layout.inputs.flatMap((field) => {
    const button = field.reportId === reportId ? buttonOf(field.usage) : null;
    return button === null ? [] : [{ button, on: isOn(data, field), relative: field.relative }];
  });
}

/** One report to be written. */
export type Report = Readonly<{ reportId: number; data: Uint8Array<ArrayBuffer> }>;

/** The output reports that bring a headset's lamps to `now`: those that differ from `before`, or all of them where that is null. */
export function reportsFor(layout: Layout, before: Lamps | null, now: Lamps): readonly Report[] {
  const withLamps = layout.outputs.filter(({ usage }) => lampOf(usage) !== null);
  const reportIds = [...new Set(withLamps.map(({ reportId }) => reportId))];
  const at = (lamps: Lamps, reportId: number) =>
    reportOf(layout, reportId, (usage) => {
      const lamp = lampOf(usage);
      return lamp !== null && lamps[lamp];
    });
  return reportIds.flatMap((reportId) => {
    const data = at(now, reportId);
    const same = before !== null && at(before, reportId).every((byte, index) => byte === data[index]);
    return same ? [] : [{ reportId, data }];
  });
}
