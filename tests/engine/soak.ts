import { parseArgs } from "node:util";
import { startCallee } from "./callee.ts";
import type { Callee } from "./callee.ts";
import { startCaller } from "./caller.ts";
import type { Caller, Counts } from "./caller.ts";

/*
 * Two engines that call each other for a long time: `node --expose-gc tests/engine/soak.ts --minutes 60`. It ends with status
 * 0 when every call, registration and subscription that began has ended as it should, nothing is left behind, and the
 * memory is where it began; its last line is a report as JSON.
 */

/** Each second, at `--rate 1`: about a fifth of what one core can do for both sides and this program. */
const CALLS = 60;
const REGISTRATIONS = 60;
const SUBSCRIPTIONS = 10;
/** Calls that stand from the beginning to the end, with a re-INVITE every now and then. */
const LONG_CALLS = 50;
const LONG_PAUSE = 10_000;
const CALL_LIFE = 4000;
const SUBSCRIPTION_LIFE = 5000;
/** The memory may be that much larger at the end: what the collector leaves differs from time to time. */
const ALLOWED_GROWTH = 1.1;
const ALLOWED_BYTES = 4 * 1024 * 1024;
const TICK = 20;
const MINUTE = 60_000;
/** Nothing of the engine lives longer than a transaction, 32 s. */
const PATIENCE = 60_000;

type Memory = { readonly heap: number; readonly rss: number };
type Point = Memory & { readonly minute: number; readonly transactions: number; readonly dialogs: number };

/** What a soak comes to. Sizes in MB. */
export type SoakReport = {
  readonly minutes: number;
  readonly counts: Counts;
  readonly faults: Readonly<Record<string, number>>;
  readonly lost: number;
  readonly left: { readonly transactions: number; readonly dialogs: number; readonly open: number };
  readonly heap: { readonly before: number; readonly after: number };
  readonly rss: { readonly before: number; readonly after: number };
  readonly underLoad: readonly Point[];
  readonly flat: boolean;
};

const collect = (globalThis as { gc?: () => void }).gc;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function memory(): Memory {
  collect?.();
  collect?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: megabytes(heapUsed), rss: megabytes(rss) };
}

const megabytes = (bytes: number): number => Math.round(bytes / 104_857.6) / 10;

function loadOf(callee: Callee, caller: Caller): { transactions: number; dialogs: number } {
  const [one, other] = [callee.engine.load(), caller.engine.load()];
  return { transactions: one.transactions + other.transactions, dialogs: one.dialogs + other.dialogs };
}

/** Keeps the load up for so long; `each` is told once a minute. */
async function put(caller: Caller, ms: number, rate: number, each: (minute: number) => void): Promise<void> {
  const begin = Date.now();
  const done = { calls: 0, registrations: 0, subscriptions: 0 };
  let [minute, seconds, last] = [0, 0, begin];
  while (Date.now() - begin < ms) {
    // After a pause of the whole machine what was missed does not come all at once.
    const now = Date.now();
    seconds += (Math.min(now - last, 10 * TICK) / 1000) * rate;
    last = now;
    for (; done.calls < seconds * CALLS; done.calls += 1) caller.call(CALL_LIFE);
    for (; done.registrations < seconds * REGISTRATIONS; done.registrations += 1) caller.register();
    for (; done.subscriptions < seconds * SUBSCRIPTIONS; done.subscriptions += 1) caller.subscribe(SUBSCRIPTION_LIFE);
    if (Date.now() - begin >= (minute + 1) * MINUTE) each((minute += 1));
    await pause(TICK);
  }
}

/** Waits until everything is over, on both sides. */
async function drained(callee: Callee, caller: Caller): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  const busy = (): boolean => {
    const { transactions, dialogs } = loadOf(callee, caller);
    return transactions + dialogs + caller.open > 0;
  };
  while (busy() && Date.now() < deadline) await pause(100);
}

async function soak(minutes: number, rate: number): Promise<SoakReport> {
  const callee = await startCallee();
  const caller = await startCaller(callee.port);
  // Code is compiled and stores grow to their size before anything is measured.
  await put(caller, Math.min(minutes * 10_000, 30_000), rate, () => undefined);
  await drained(callee, caller);
  const before = memory();
  const underLoad: Point[] = [];
  const life = minutes * MINUTE;
  for (let call = 0; call < LONG_CALLS; call += 1) caller.call(life, LONG_PAUSE);
  await put(caller, life, rate, (minute) => {
    underLoad.push({ minute, ...memory(), ...loadOf(callee, caller) });
    process.stdout.write(`${JSON.stringify({ ...underLoad.at(-1), faults: Object.fromEntries(caller.faults) })}\n`);
  });
  await drained(callee, caller);
  const after = memory();
  const left = { ...loadOf(callee, caller), open: caller.open };
  const { counts, faults } = caller;
  const flat = after.heap <= before.heap * ALLOWED_GROWTH + megabytes(ALLOWED_BYTES);
  await Promise.all([caller.stop(), callee.stop()]);
  return {
    minutes,
    counts,
    faults: Object.fromEntries(faults),
    lost: counts.callsBegun - counts.callsEnded + counts.subscriptionsBegun - counts.subscriptionsEnded,
    left,
    heap: { before: before.heap, after: after.heap },
    rss: { before: before.rss, after: after.rss },
    underLoad,
    flat,
  };
}

function isClean({ faults, lost, left, flat, counts }: SoakReport): boolean {
  const missing =
    counts.reinvitesSent - counts.reinvitesAnswered + counts.registrationsSent - counts.registrationsGranted;
  return (
    Object.keys(faults).length === 0 &&
    lost === 0 &&
    missing === 0 &&
    left.transactions + left.dialogs + left.open === 0 &&
    flat
  );
}

const { values } = parseArgs({ options: { minutes: { type: "string" }, rate: { type: "string" } } });
if (!collect) throw new Error("run it with --expose-gc");
const report = await soak(Number(values.minutes ?? "60"), Number(values.rate ?? "1"));
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(isClean(report) ? 0 : 1);
