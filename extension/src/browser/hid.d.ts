/** Missing from TypeScript's own libraries (WebHID). What is here is what we use. */
interface HIDReportItem {
  readonly isAbsolute: boolean;
  readonly isArray: boolean;
  readonly isRange: boolean;
  /** With its page in the upper half of each. */
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  /** Bits of each of `reportCount` controls. */
  readonly reportSize: number;
  readonly reportCount: number;
}

interface HIDReportInfo {
  readonly reportId: number;
  readonly items: readonly HIDReportItem[];
}

interface HIDCollectionInfo {
  readonly usagePage: number;
  readonly inputReports: readonly HIDReportInfo[];
  readonly outputReports: readonly HIDReportInfo[];
}

interface HIDInputReportEvent extends Event {
  readonly reportId: number;
  readonly data: DataView;
}

interface HIDDevice extends EventTarget {
  readonly opened: boolean;
  readonly productName: string;
  readonly collections: readonly HIDCollectionInfo[];
  open(): Promise<void>;
  close(): Promise<void>;
  forget(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
  addEventListener(
    type: "inputreport",
    listener: (event: HIDInputReportEvent) => void,
    options?: AddEventListenerOptions,
  ): void;
}

interface HID extends EventTarget {
  getDevices(): Promise<HIDDevice[]>;
  requestDevice(options: { filters: readonly { usagePage: number }[] }): Promise<HIDDevice[]>;
}

interface Navigator {
  /** In Chromium only. */
  readonly hid?: HID;
}
