import { noAccount, type Account, type Registration } from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Clock, Log } from "../ports.ts";
import type { Credentials, OpenLine } from "./ports.ts";
import { afterOutcome, type Outcome } from "./registration.ts";
import type { StoredAccount } from "./stored.ts";
import { reasonOf, registerAlong, type Resting } from "./ways.ts";

/** What registering needs of the world. */
export type RegisteringPorts = Readonly<{
  /** Opens the line; from then on calls can come. Rejects with `RegistrationRefusal`. */
  openLine: (credentials: Credentials) => Promise<OpenLine>;
  publish: Publish;
  clock: Clock;
  /** In [0, 1). */
  chance: () => number;
  log: Log;
}>;

/** The line that is open, and how it stands with its registrar. */
export type Registering = ReturnType<typeof createRegistering>;

/** One registration after the other: opening a new account retires the one before. `reopen` opens the line anew. */
export function createRegistering(ports: RegisteringPorts, reopen: () => void) {
  const shown = createShown(ports);
  const pace = createPace(ports, shown.registration);
  const held = createHeld();
  let resting: Resting = new Map();
  let questions = 0;

  /** Asks the registrar over the open line; only the last question counts, and an answer that comes after the account changed is thrown away. */
  const ask = (): void => {
    const [asked, line] = [++questions, held.line()];
    if (line === null) return;
    pace.rest();
    if (shown.account().registration.state !== "registered") shown.registration({ state: "registering" });
    void registerAlong(line, resting, ports.clock.now).then((tried) => {
      if (asked !== questions) return;
      resting = tried.resting;
      pace.settle(outcomeOf(line, tried), lookAround);
    });
  };
  /** Registers again, on a new line where this one no longer stands where it should. */
  const lookAround = (): void => {
    const line = held.line();
    if (line === null) return reopen();
    void line.moved().then((moved) => {
      if (line !== held.line()) return;
      if (moved) reopen();
      else ask();
    });
  };
  /** Something happened on the way to the registrar. A refused password is not tried for that: the account might be locked. */
  const doubt = (): void => {
    if (shown.account().registration.state !== "refused") lookAround();
  };
  /** Lets go of the line; nothing that it still says counts. */
  const part = (): OpenLine | null => {
    questions += 1;
    pace.rest();
    return held.part();
  };
  return {
    account: shown.account,
    ask,
    lookAround,
    doubt,
    /** The next failure is the first. */
    forgive: pace.forgive,
    close: async (): Promise<void> => part()?.close(),
    fail: (error: unknown, retry: () => void): void => pace.settle({ type: "failed", reason: reasonOf(error) }, retry),
    async open(stored: StoredAccount, credentials: Credentials): Promise<void> {
      part()?.retire();
      resting = new Map();
      shown.begin(stored);
      const opened = await held.take(() => ports.openLine(credentials));
      opened?.onFlow(() => {
        if (held.line() === opened) doubt();
      });
      if (opened !== null) ask();
    },
  };
}

/** The one line that is open. */
function createHeld() {
  let open: OpenLine | null = null;
  let generation = 0;
  return {
    line: () => open,
    part(): OpenLine | null {
      generation += 1;
      const parted = open;
      open = null;
      return parted;
    },
    /** Opens a line; null where another account was set meanwhile: it has no owner any more. */
    async take(opening: () => Promise<OpenLine>): Promise<OpenLine | null> {
      const mine = generation;
      const opened = await opening();
      if (mine === generation) return (open = opened);
      await opened.close();
      return null;
    },
  };
}

/** When the registrar is asked next. */
function createPace(ports: RegisteringPorts, show: (registration: Registration) => void) {
  const { clock, log } = ports;
  let failures = 0;
  let stopWaiting: () => void = () => undefined;
  return {
    forgive: (): void => void (failures = 0),
    rest: (): void => stopWaiting(),
    settle(outcome: Outcome, retry: () => void): void {
      const next = afterOutcome(outcome, failures, clock.now(), ports.chance());
      failures = next.failures;
      show(next.registration);
      log("registration", {
        state: next.registration.state,
        reason: outcome.type === "failed" ? outcome.reason : null,
      });
      stopWaiting();
      stopWaiting = next.again === null ? () => undefined : clock.after(next.again - clock.now(), retry);
    },
  };
}

function outcomeOf({ ways }: OpenLine, { granted, reason }: Awaited<ReturnType<typeof registerAlong>>): Outcome {
  if (granted === null) return { type: "failed", reason: reason ?? "server-unreachable" };
  const server = ways[granted.way]?.server ?? "";
  return { type: "granted", seconds: granted.seconds, backup: server === ways[0]?.server ? null : server };
}

/** The account as windows see it. */
function createShown({ publish }: Pick<RegisteringPorts, "publish">) {
  let account: Account = noAccount;
  const show = (next: Account): void => {
    account = next;
    publish({ type: "account.changed", account });
  };
  return {
    account: () => account,
    begin: (stored: StoredAccount): void =>
      show({ ...stored, kind: stored.kind === "sip" ? "sip" : "office", registration: { state: "registering" } }),
    registration: (registration: Registration): void => show({ ...account, registration }),
  };
}
