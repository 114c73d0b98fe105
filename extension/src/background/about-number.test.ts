import { explainDial } from "@twp/shared/dialling/plan.ts";
import { defaultDialPlan, type DialPlan } from "@twp/shared/protocol/dialling.ts";
import { initialState, type State } from "@twp/shared/protocol/index.ts";
import { signal } from "@preact/signals-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Companion, Link } from "../companion/companion.ts";
import { en } from "../languages/en.ts";
import { learn, speak, t } from "../texts.ts";
import { aboutNumber } from "./known-number.ts";
import { learnedNumber } from "./learned-number.ts";
import { shownSteps } from "./number-steps.ts";
import { minutesOf, timeThere } from "./time-there.ts";

beforeAll(() => {
  learn("en", en);
  speak("en");
});

describe("what will really be dialled", () => {
  const behindZero: DialPlan = { ...defaultDialPlan, outsidePrefix: "0", outsideFormat: "national" };
  const steps = (text: string, number: string, plan = defaultDialPlan): string[] =>
    shownSteps(text, explainDial(number, plan)).map(({ value, meaning }) => `${value}: ${meaning}`);

  it("is told from what stands on the page to what leaves, step by step", () => {
    expect(steps("01 99 00 12 34", "+33199001234", behindZero)).toEqual([
      "01 99 00 12 34: as it stands here",
      "+33199001234: World-wide form",
      "0199001234: As within the country",
      "Dials 00199001234: With the prefix for an outside line",
    ]);
    expect(steps("01 99\n 00 12 34", "+33199001234")).toEqual([
      "01 99 00 12 34: as it stands here",
      "Dials +33199001234: World-wide form",
    ]);
    expect(steps("poste 412", "412")).toEqual([
      "poste 412: as it stands here",
      "Dials 412: An internal number: leaves as it is",
    ]);
  });

  it("is plain, whatever marks or digits the page writes", () => {
    expect(steps("\u202E01 99\u00AD 00 12 34\u202C", "+33199001234")[0]).toBe("01 99 00 12 34: as it stands here");
    expect(steps("\u0660\u0661 \u0669\u0669", "+33199001234")[0]).toBe("01 99: as it stands here");
  });

  it("is nothing where nothing can be", () => {
    expect(steps("hello", "hello")).toEqual([]);
  });
});

describe("the time where a number rings", () => {
  const noon = 12 * 60;
  it("is told where it is another than here, and warned of where people sleep", () => {
    expect(timeThere(null, noon, "en")).toBeNull();
    expect(timeThere({ from: noon, to: noon }, noon, "en")).toBeNull();
    expect(timeThere({ from: 660, to: 660 }, noon, "en-GB")).toEqual({ text: "It is 11:00 there.", isLate: false });
    expect(timeThere({ from: 180, to: 240 }, noon, "en-GB")).toEqual({
      text: "It is between 03:00 and 04:00 there. Outside 8:00–20:00: they may be asleep.",
      isLate: true,
    });
    expect(timeThere({ from: 480, to: 480 }, noon, "en-GB")?.isLate).toBe(false);
    expect(timeThere({ from: 1200, to: 1200 }, noon, "en-GB")?.isLate).toBe(true);
  });

  it("is compared with the computer's own clock", () => {
    expect(minutesOf(new Date(2026, 10, 30, 20, 15))).toBe(20 * 60 + 15);
  });
});

describe("what the card of a number is told", () => {
  const anna = { id: "1", name: "Anna", company: "", numbers: ["201"], hotkey: null };
  const answers: Readonly<Record<string, unknown>> = {
    "contacts.ofNumber": { contact: anna },
    "guard.look": { there: null, reasons: ["premium", "foreign", "night"] },
  };
  const companion = (state: Partial<State>, answer = answers): Companion =>
    ({
      link: signal<Link>({ state: "searching", since: 0 }),
      state: signal({ ...initialState, ...state }),
      request: async (command: string) => answer[command] ?? Promise.reject(new Error("away")),
    }) as unknown as Companion;

  it("is whose it is, what it costs and, where there is a choice, the devices to call it with", async () => {
    const phone = { id: "p", kind: "desk", name: "", number: "203", answersByItself: true, ringsAfter: null } as const;
    const told = await aboutNumber(
      companion({ devices: { telephones: [phone], used: "browser" } }),
      "+33899123456",
      "0899 12 34 56",
    );
    expect(told).toMatchObject({ name: "Anna", isContact: true, canBeCalled: true, canBeWrittenTo: true });
    expect(told.warnings).toEqual([t("guard:reason.premium")]);
    expect(told.devices).toEqual([
      { id: "browser", name: t("devices:kind.browser") },
      { id: "p", name: t("devices:kind.desk") },
    ]);
    expect((await aboutNumber(companion({}), "201", "201")).devices).toEqual([]);
  });

  it("N7: names who has it according to a page, with the page, where neither the user nor the telephone system does", async () => {
    const person = { name: "Police", company: "", site: "evil.example", kind: "card" };
    const told = async (contact: typeof anna | null, isNamed: boolean) => {
      const answer = { "contacts.ofNumber": { contact }, "pageNames.ofNumber": { person, isNamed } };
      return (await aboutNumber(companion({}, answer), "+33199001234", "01 99 00 12 34")).name;
    };
    expect(await told(null, false)).toBe("Police – according to evil.example");
    expect([await told(null, true), await told(anna, true)]).toEqual(["", "Anna"]);
  });

  it("is learned of a selected text where something can be dialled for it, in any spelling", () => {
    const of = (text: string) => learnedNumber(companion({}), text);
    expect(of(" 0199 \u202E001234\n")).toEqual({ text: "0199 001234", number: "+33199001234" });
    expect(of("412")).toEqual({ text: "412", number: "412" });
    expect([of("hello"), of("n° 12"), of(""), of("1".repeat(60))]).toEqual([null, null, null, null]);
  });

  it("offers nothing that nobody would hear: no contact while the companion is away, no text to a service, no call to what is none", async () => {
    const away = await aboutNumber(companion({}, {}), "+33199001234", "01 99 00 12 34");
    expect(away).toMatchObject({ name: "", shown: "01 99 00 12 34", isContact: true, there: null, warnings: [] });
    const unknown = companion(
      {},
      { "contacts.ofNumber": { contact: null }, "guard.look": { there: null, reasons: ["emergency"] } },
    );
    expect(await aboutNumber(unknown, "112", "112")).toMatchObject({
      isContact: false,
      canBeCalled: true,
      canBeWrittenTo: false,
    });
    expect(await aboutNumber(unknown, "*97", "*97")).toMatchObject({ canBeWrittenTo: false });
    expect(await aboutNumber(unknown, "hello", "hello")).toMatchObject({
      canBeCalled: false,
      canBeWrittenTo: false,
      steps: [],
      warnings: [t("failures:number-not-dialable")],
    });
  });
});
