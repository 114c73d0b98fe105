import {
  Failure,
  applyEvent,
  defaultSettings,
  initialState,
  type Settings,
  type State,
} from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { createHandClock, type HandClock } from "../hand-clock.ts";
import { createGuard, type Guard } from "./guard.ts";

const asker = { session: "s", browser: { id: "b", name: "Chrome" } };
const page = { kind: "page", url: "http://x/", title: "x" } as const;
const panel = { kind: "panel" } as const;
const link = { kind: "link" } as const;
const number = "01 99 00 12 34";
const dear = "0899 12 34 56";

describe("N4: the guard at the door of calls", () => {
  let state: State;
  let clock: HandClock;
  let settings: Settings;
  let called: string[];
  let failure: Failure | null;
  let guard: Guard;
  const waiting = () => state.guard.waiting;
  const dial = (target: string, source: typeof page | typeof panel | typeof link = page, device?: string) =>
    guard.commands["calls.dial"]({ target, source, device }, asker);
  const yes = () => guard.commands["guard.call"]({ id: waiting()?.id ?? "" }, asker);
  const no = () => guard.commands["guard.cancel"]({ id: waiting()?.id ?? "" }, asker);
  beforeEach(() => {
    state = initialState;
    clock = createHandClock();
    settings = { ...defaultSettings, dialDelay: 3 };
    called = [];
    failure = null;
    let ids = 0;
    guard = createGuard({
      plan: () => state.dialling,
      settings: () => settings,
      zone: "Europe/Paris",
      nameFor: (party) => (party === "+33199001234" ? "Perrin" : ""),
      call(target, _source, device) {
        if (failure !== null) throw failure;
        called.push(device === undefined ? target : `${target} with ${device}`);
        return `c${called.length}`;
      },
      publish: (event) => void (state = applyEvent(state, event)),
      clock,
      newId: () => `w${++ids}`,
    });
  });

  it("calls at once what is typed in the panel, and what a page has where no delay is set", async () => {
    expect(await dial(number, panel)).toEqual({ callId: "c1" });
    settings = { ...settings, dialDelay: 0 };
    expect(await dial(number)).toEqual({ callId: "c2" });
    expect([called, waiting()]).toEqual([[number, number], null]);
  });

  it("counts down for a click on a page, and calls when the time is over", async () => {
    expect(await dial(number)).toEqual({ callId: null });
    expect(waiting()).toMatchObject({
      number: "+33199001234",
      name: "Perrin",
      reasons: [],
      until: 4000,
      source: "page",
    });
    clock.pass(2999);
    expect(called).toEqual([]);
    clock.pass(1);
    expect([called, waiting()]).toEqual([[number], null]);
  });

  it("calls nobody where it is cancelled in time", async () => {
    await dial(number);
    await no();
    clock.pass(10_000);
    expect([called, waiting()]).toEqual([[], null]);
    expect(yes).toThrow("call-unknown");
    expect(no).toThrow("call-unknown");
  });

  it("calls once where the user is quicker than the countdown", async () => {
    await dial(number);
    await yes();
    clock.pass(10_000);
    expect(called).toEqual([number]);
  });

  it("asks for what costs more, wherever it comes from, and waits for the answer as long as it takes", async () => {
    await dial(dear, panel);
    expect(waiting()).toMatchObject({ reasons: ["premium"], until: null });
    clock.pass(3_600_000);
    expect(called).toEqual([]);
    await yes();
    expect([called, waiting()]).toEqual([[dear], null]);
  });

  it("asks once for an emergency, and not at all where the user wants no question", async () => {
    await dial("112", panel);
    expect(waiting()).toMatchObject({ number: "112", reasons: ["emergency"], until: null });
    await yes();
    settings = { ...settings, askBefore: [] };
    await dial("112");
    expect(called).toEqual(["112", "112"]);
  });

  it("gives the place to what is dialled next", async () => {
    await dial(number);
    await dial(dear);
    clock.pass(10_000);
    expect([called, waiting()?.reasons]).toEqual([[], ["premium"]]);
    await dial("5012", panel);
    expect([called, waiting()]).toEqual([["5012"], null]);
  });

  it("says why it could not be called, and tries again when it is told to", async () => {
    failure = new Failure("line-not-registered");
    await dial(number);
    clock.pass(3000);
    expect(waiting()).toMatchObject({ failed: "line-not-registered", until: null });
    failure = null;
    await yes();
    expect([called, waiting()]).toEqual([[number], null]);
  });

  it("calls with the device that was asked for, also after the question", async () => {
    await dial(number, panel, "p1");
    await dial(dear, panel, "p2");
    await yes();
    expect(called).toEqual([`${number} with p1`, `${dear} with p2`]);
  });

  it("asks about every link of another application, and calls it by the user's word alone", async () => {
    settings = { ...settings, dialDelay: 0, askBefore: [] };
    expect(await dial("tel:+33-1-99-00-12-34;ext=12", link)).toEqual({ callId: null });
    expect(waiting()).toMatchObject({
      number: "+33199001234",
      name: "Perrin",
      reasons: [],
      until: null,
      source: "link",
    });
    clock.pass(3_600_000);
    expect(called).toEqual([]);
    await yes();
    expect([called, waiting()]).toEqual([["+33-1-99-00-12-34"], null]);
  });

  it("shows a link that names nobody, and why it cannot be called", async () => {
    expect(() => dial("tel:%zz", link)).toThrow("link-malformed");
    expect(waiting()).toMatchObject({ number: "tel:%zz", failed: "link-malformed", until: null, source: "link" });
    await yes();
    expect([called, waiting()?.failed]).toEqual([[], "link-malformed"]);
    await no();
    expect(waiting()).toBeNull();
  });

  it("tells what is known of a number, whatever the user wants to be asked about, and begins nothing", async () => {
    settings = { ...settings, askBefore: [] };
    clock.pass(Date.UTC(2026, 10, 29, 2));
    const look = (target: string) => guard.commands["guard.look"]({ target }, asker);
    expect(await look(dear)).toEqual({ there: null, reasons: ["premium"] });
    expect(await look("+44 20 7946 0018")).toEqual({ there: { from: 120, to: 120 }, reasons: ["foreign", "night"] });
    expect(() => look("hello")).toThrow("number-not-dialable");
    expect([called, waiting()]).toEqual([[], null]);
  });

  it("keeps nothing that cannot be dialled", () => {
    expect(() => dial("hello")).toThrow("number-not-dialable");
    expect(() => dial(" ")).toThrow("number-empty");
    expect(waiting()).toBeNull();
  });

  it("calls, of all that is dialled, nothing after it was cancelled or replaced, and nothing twice", async () => {
    const step = fc.constantFrom("page", "dear", "yes", "no", "time");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        state = { ...state, guard: { waiting: null } };
        called = [];
        let due = 0;
        for (const each of steps) {
          const held = waiting();
          if (each === "page") await dial(number);
          if (each === "dear") await dial(dear);
          if (each === "no" && held !== null) await no();
          if (each === "yes" && held !== null) await yes();
          if (each === "time") clock.pass(5000);
          if ((each === "yes" && held !== null) || (each === "time" && held?.until !== null && held !== null)) due += 1;
          expect(called).toHaveLength(due);
        }
        if (waiting() !== null) await no();
      }),
    );
  });
});
