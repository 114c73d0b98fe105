/** One control of a headset: its usage with the page in the upper half, and its bits in a report, the lowest of the first byte being 0. */
export type Field = Readonly<{
  usage: number;
  reportId: number;
  bit: number;
  size: number;
  /** It tells a change and not a state (HID 1.11 section 6.2.2.5). */
  relative: boolean;
}>;

/** What a headset can say and show, by its report descriptor. */
export type Layout = Readonly<{
  inputs: readonly Field[];
  outputs: readonly Field[];
  /** How many bytes each output report has, by its id. */
  lengths: ReadonlyMap<number, number>;
}>;

/**
 * Where the controls stand in the reports. A browser repeats the items of inner collections in the outermost, in the order of the
 * descriptor; so that one is enough to count bits by.
 */
export function layoutOf(collections: readonly HIDCollectionInfo[]): Layout {
  const outputs = collections.flatMap(({ outputReports }) => outputReports);
  return {
    inputs: collections.flatMap(({ inputReports }) => inputReports).flatMap(fieldsOf),
    outputs: outputs.flatMap(fieldsOf),
    lengths: new Map(outputs.map(({ reportId, items }) => [reportId, Math.ceil(bitsOf(items) / 8)])),
  };
}

/** Reports are packed without gaps (HID 1.11 section 5.6). What only fills has no usage; some headsets call their buttons constant. */
function fieldsOf({ reportId, items }: HIDReportInfo): Field[] {
  return items.flatMap((item, index) => {
    const start = bitsOf(items.slice(0, index));
    const { reportSize: size, reportCount, isAbsolute } = item;
    // The value of an array is the usage of one key among many: no button of a headset.
    if (item.isArray) return [];
    return Array.from({ length: reportCount }, (_, place) => ({
      usage: usageAt(item, place),
      reportId,
      bit: start + place * size,
      size,
      relative: !isAbsolute,
    }));
  });
}

const bitsOf = (items: readonly HIDReportItem[]): number =>
  items.reduce((sum, { reportSize, reportCount }) => sum + reportSize * reportCount, 0);

/** The usage of one control of an item: the last one named holds for all that follow (HID 1.11 section 6.2.2.8). */
function usageAt({ isRange, usages = [], usageMinimum = 0, usageMaximum = 0 }: HIDReportItem, place: number): number {
  return isRange ? Math.min(usageMinimum + place, usageMaximum) : (usages[place] ?? usages.at(-1) ?? 0);
}

/** Is the control on? A report that is too short says nothing of it. */
export function isOn(data: DataView, { bit, size }: Pick<Field, "bit" | "size">): boolean {
  return Array.from({ length: size }, (_, at) => bit + at).some((at) => {
    const byte = Math.floor(at / 8);
    return byte < data.byteLength && ((data.getUint8(byte) >> (at % 8)) & 1) === 1;
  });
}

/** An output report, whole: these usages on, everything else off. */
export function reportOf(layout: Layout, reportId: number, isLit: (usage: number) => boolean): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(layout.lengths.get(reportId) ?? 0);
  for (const { bit } of layout.outputs.filter((field) => field.reportId === reportId && isLit(field.usage)))
    data[Math.floor(bit / 8)] = (data[Math.floor(bit / 8)] ?? 0) | (1 << (bit % 8));
  return data;
}
