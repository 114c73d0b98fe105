/** Report descriptors as they are published for headsets, shortened by what is no business of a telephone. */
export const descriptors = {
  /** Poly (Plantronics) Blackwire 3220: a report for each lamp, mute as a key. */
  blackwire: [
    "05 0B 09 05 A1 01 85 08 09 2F 15 00 25 01 75 01 95 01 81 06 09 20 09 21 15 00 25 01 75 01 95 02 81 22 75 05 95 01 81 01",
    "85 09 05 08 09 09 15 00 25 01 75 01 95 01 91 22 75 07 95 01 91 01 85 17 09 17 15 00 25 01 75 01 95 01 91 22 75 07 95 01 91 01",
    "85 18 09 18 15 00 25 01 75 01 95 01 91 22 75 07 95 01 91 01 C0",
  ],
  /** Of firmware for headsets of several makes: one report each way, buttons that call themselves constant, a keypad between them. */
  keypad: [
    "05 0B 09 05 A1 01 85 02 05 0B 15 00 25 01 09 20 09 97 09 2A 09 2F 75 01 95 04 81 23 09 21 09 23 09 24 75 01 95 03 81 07",
    "09 06 A1 02 19 B0 29 BB 15 00 25 0C 75 04 95 01 81 40 C0 09 07 15 00 25 01 05 09 75 01 95 01 81 02 75 01 95 04 81 01",
    "05 08 15 00 25 01 09 17 09 1E 09 09 09 18 09 20 09 21 09 2A 75 01 95 07 91 22 05 0B 15 00 25 01 09 9E 75 01 95 01 91 22",
    "75 01 95 08 91 01 C0",
  ],
  /** Of other firmware: keys for music in a collection of their own before it, drop, lamps by a range of usages. */
  music: [
    "05 0C 09 01 A1 01 85 01 15 00 25 01 09 E9 09 EA 09 CD 75 01 95 03 81 02 95 05 81 01 C0",
    "05 0B 09 05 A1 01 85 08 15 00 25 01 75 01 09 20 95 01 81 22 09 2F 95 01 81 06 09 24 09 21 09 26 95 03 81 06 95 03 81 01",
    "85 09 05 08 19 17 29 18 95 02 91 22 09 09 09 20 95 02 91 22 95 04 91 01 C0",
  ],
} as const satisfies Record<string, readonly string[]>;

/** As WebHID has them; its own names are not known where this file is used outside the extension. */
type Item = Readonly<{
  isArray: boolean;
  isAbsolute: boolean;
  isRange: boolean;
  usages?: readonly number[];
  usageMinimum?: number;
  usageMaximum?: number;
  reportSize: number;
  reportCount: number;
}>;
type Report = Readonly<{ reportId: number; items: Item[] }>;
type Collection = Readonly<{ usagePage: number; inputReports: Report[]; outputReports: Report[] }>;

/** The collections that a browser makes of a descriptor (HID 1.11 section 6.2.2), as far as a headset uses it. */
export function collectionsOf(descriptor: readonly string[]): Collection[] {
  const bytes = descriptor
    .join(" ")
    .split(" ")
    .map((byte) => Number.parseInt(byte, 16));
  const collections: Collection[] = [];
  const global = { page: 0, size: 0, count: 0, reportId: 0 };
  let local: { usages: number[]; minimum?: number; maximum?: number } = { usages: [] };
  let depth = 0;
  const add = (side: "inputReports" | "outputReports", flags: number): void => {
    const reports = collections.at(-1)?.[side] ?? [];
    const known = reports.find(({ reportId }) => reportId === global.reportId);
    const report: Report = known ?? { reportId: global.reportId, items: [] };
    if (known === undefined) reports.push(report);
    const { usages, minimum, maximum } = local;
    const isRange = minimum !== undefined && maximum !== undefined;
    report.items.push({
      isArray: (flags & 2) === 0,
      isAbsolute: (flags & 4) === 0,
      isRange,
      ...(isRange ? { usageMinimum: minimum, usageMaximum: maximum } : { usages }),
      reportSize: global.size,
      reportCount: global.count,
    });
  };
  const main: Record<number, (value: number) => void> = {
    0x80: (flags) => add("inputReports", flags),
    0x90: (flags) => add("outputReports", flags),
    0xa0: () => {
      if (depth === 0) collections.push({ usagePage: global.page, inputReports: [], outputReports: [] });
      depth += 1;
    },
    0xc0: () => (depth -= 1),
  };
  const others: Record<number, (value: number) => void> = {
    0x04: (value) => (global.page = value),
    0x74: (value) => (global.size = value),
    0x84: (value) => (global.reportId = value),
    0x94: (value) => (global.count = value),
    0x08: (value) => local.usages.push((global.page << 16) | value),
    0x18: (value) => (local.minimum = (global.page << 16) | value),
    0x28: (value) => (local.maximum = (global.page << 16) | value),
  };
  for (let at = 0; at < bytes.length; at += 1 + ((bytes[at] ?? 0) & 3)) {
    const [prefix = 0, value = 0] = [bytes[at], (bytes[at] ?? 0) & 3 ? bytes[at + 1] : 0];
    others[prefix & 0xfc]?.(value);
    if (!((prefix & 0xfc) in main)) continue;
    main[prefix & 0xfc]?.(value);
    local = { usages: [] };
  }
  return collections;
}
