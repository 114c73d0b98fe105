import { companionPorts, type Notice } from "@twp/shared/protocol/index.ts";
import { PortsTaken } from "./adapters/gateway/gateway.ts";
import { companionFolder, makeFolder } from "./adapters/system/folder.js";
import { runningInstance } from "./adapters/system/instance.ts";
import { createLog } from "./adapters/system/log.ts";
import { compose, type World } from "./compose.ts";
import { terminalLanguage, terminalTexts } from "./texts.ts";

/** Exit statuses, so that scripts need not read sentences. */
const status = { alreadyRunning: 3, portsTaken: 4, folderRefused: 5 } as const;

const say = terminalTexts(process.env);
const log = createLog(process.env["TWP_LOG"]);

/** Says a sentence on the terminal. */
function tell(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

/** Ends a start that cannot succeed with a sentence and a status of its own. */
function giveUp(sentence: string, code: number): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

async function main(): Promise<void> {
  const folder = companionFolder(process.env, process.platform);
  await makeFolder(folder).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : "";
    giveUp(say("folderRefused", { folder, reason }), status.folderRefused);
  });
  const other = await runningInstance(folder);
  if (other !== null) giveUp(say("alreadyRunning", { pid: other.pid, port: other.port }), status.alreadyRunning);
  const notices: Notice[] = [];
  const knocks = createKnocks();
  const world: World = {
    folder,
    notices,
    log,
    officeName: say("officeName"),
    language: terminalLanguage(process.env),
    env: process.env,
    onStranger: knocks.knock,
  };
  const running = await compose(world).catch((error: unknown) => {
    if (!(error instanceof PortsTaken)) throw error;
    const [first, last] = [companionPorts[0], companionPorts.at(-1)];
    return giveUp(say("portsTaken", { first, last }), status.portsTaken);
  });
  // Before anybody is told of us, and may ask us to leave.
  leaveOn(running.stop);
  tell(say("ready", { port: running.port }));
  process.send?.({ type: "ready", port: running.port, folder, code: running.pair().code });
  if (process.send === undefined) tell(say("pairingCode", { code: running.pair().code }));
  knocks.answer(() => process.send?.({ type: "stranger", code: running.pair().code }));
}

/** Whoever started us can open the welcome page for a browser that has to be paired; once is enough. */
function createKnocks(): Readonly<{ knock: () => void; answer: (open: () => void) => void }> {
  let knocked = false;
  let open: (() => void) | null = null;
  const answer = (): void => {
    if (!knocked || open === null) return;
    open();
    open = () => undefined;
  };
  return {
    knock() {
      knocked = true;
      answer();
    },
    answer(act) {
      open = act;
      answer();
    },
  };
}

/** Leaves politely on the first signal, at once on the second, and in any case within two seconds. */
function leaveOn(stop: () => Promise<void>): void {
  let leaving = false;
  const leave = (): void => {
    if (leaving) process.exit(1);
    leaving = true;
    tell(say("stopping"));
    setTimeout(() => process.exit(0), 1900).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, leave);
}

/** A fault nobody expected must end no call: it goes to the log with its place, and the companion goes on. */
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    log("fault", {
      event,
      error: error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 3).join(" ") : "unknown",
    });
  });
}

await main();
