import { readFileSync } from "node:fs";
import { createLog } from "./adapters/system/log.ts";
import { readEngineOptions, type EngineStart } from "./engine-options.ts";
import { ControlError } from "./engine/control/control-layer.ts";
import { createEngine } from "./engine/engine.ts";
import { writeHostPort } from "./engine/message/uri.ts";
import { BindError } from "./engine/transport/flow.ts";
import { terminalTexts } from "./texts.ts";

/*
 * The engine as a process of its own (`twp engine …`), for any program written with drachtio-srf. It prints where it is reached
 * once it is, and leaves at SIGTERM. Exit status 2: the command line is wrong; 1: something it needs is not to be had.
 */

const misuseStatus = 2;
const say = terminalTexts(process.env);

function leave(status: number, sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(status);
}

/** The secret is the file's first line; an empty one would let everybody in. */
function readSecret(file: string): string {
  try {
    const [secret = ""] = readFileSync(file, "utf8").split(/\r?\n/u, 1);
    if (secret !== "") return secret;
  } catch (error) {
    leave(1, say("engineSecretUnread", { file, reason: error instanceof Error ? error.message : "" }));
  }
  return leave(1, say("engineSecretEmpty", { file }));
}

async function run(start: EngineStart): Promise<void> {
  const log = createLog(process.env["TWP_LOG"]);
  const trusted = new Set(start.trusted);
  const engine = await createEngine({
    bindings: start.bindings,
    handlers: start.handlers,
    secret: readSecret(start.secretFile),
    log: ({ name, ...details }) => log(name, details),
    ...(trusted.size > 0 ? { trust: (address: string) => trusted.has(address) } : {}),
  });
  const stop = (): void => void engine.stop().then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  const handles = await Promise.all(start.controls.map((address) => engine.listen(address)));
  const controls = handles.map(({ address }) =>
    "path" in address ? address.path : writeHostPort(address.host, address.port),
  );
  const sip = engine.bindings.map(({ transport, host, port }) => `${transport}:${writeHostPort(host, port)}`);
  process.stdout.write(`${say("engineReady", { controls: controls.join(" "), sip: sip.join(" ") })}\n`);
}

const start = readEngineOptions(process.argv.slice(2));
if ("misuse" in start) leave(misuseStatus, `${say(start.misuse, { value: start.value })}\n${say("engineUsage")}`);
await run(start).catch((error: unknown) => {
  const known = error instanceof BindError || error instanceof ControlError;
  leave(1, say("engineRefused", { reason: known ? `${error.code} (${error.message})` : String(error) }));
});
