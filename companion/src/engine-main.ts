import { readFileSync } from "node:fs";
import { createLog } from "./adapters/system/log.ts";
import { readEngineOptions, type EngineStart } from "./engine-options.ts";
import { ControlError } from "./engine/control/control-layer.ts";
import { createEngine } from "./engine/engine.ts";
import { writeHostPort } from "./engine/message/uri.ts";
import { BindError, type TlsSettings } from "./engine/transport/flow.ts";
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

function readText(file: string, unread: "engineSecretUnread" | "engineFileUnread"): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    return leave(1, say(unread, { file, reason: error instanceof Error ? error.message : "" }));
  }
}

/** The secret is the file's first line; an empty one would let everybody in. */
function readSecret(file: string): string {
  const [secret = ""] = readText(file, "engineSecretUnread").split(/\r?\n/u, 1);
  return secret === "" ? leave(1, say("engineSecretEmpty", { file })) : secret;
}

function readTls({ certificateFiles, authorityFiles }: EngineStart): TlsSettings {
  const read = (file: string): string => readText(file, "engineFileUnread");
  const authorities = authorityFiles.map(read);
  if (certificateFiles === null) return { authorities };
  return { authorities, certificate: { chain: read(certificateFiles.chain), key: read(certificateFiles.key) } };
}

/** Why it cannot start, in the user's language. */
function refusalOf(error: unknown): string {
  if (error instanceof BindError && error.code === "certificate-unusable")
    return say("engineBadCertificate", { reason: error.message });
  const known = error instanceof BindError || error instanceof ControlError;
  return say("engineRefused", { reason: known ? `${error.code} (${error.message})` : String(error) });
}

async function run(start: EngineStart): Promise<void> {
  const log = createLog(process.env["TWP_LOG"]);
  const trusted = new Set(start.trusted);
  const tls = readTls(start);
  const engine = await createEngine({
    bindings: start.bindings.map((binding) => ({ ...binding, tls })),
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
  const secure = engine.bindings.filter(({ transport }) => transport === "tls" || transport === "wss");
  for (const { transport } of start.certificateFiles === null ? secure : [])
    process.stdout.write(`${say("engineCallsOnly", { transport })}\n`);
  process.stdout.write(`${say("engineReady", { controls: controls.join(" "), sip: sip.join(" ") })}\n`);
}

const start = readEngineOptions(process.argv.slice(2));
if ("misuse" in start) leave(misuseStatus, `${say(start.misuse, { value: start.value })}\n${say("engineUsage")}`);
await run(start).catch((error: unknown) => leave(1, refusalOf(error)));
