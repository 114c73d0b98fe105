import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { EngineEvent } from "../../companion/src/engine/engine.ts";
import { readEssentials } from "../../companion/src/engine/message/essentials.ts";
import { parse, parseDamaged, parseSparse } from "../../companion/src/engine/message/parse.ts";
import { serialise } from "../../companion/src/engine/message/serialise.ts";
import { fakeDns } from "../../companion/src/engine/testing/fake-dns.ts";
import type { Binding } from "../../companion/src/engine/transport/flow.ts";
import { StreamFraming } from "../../companion/src/engine/transport/framing.ts";
import { FrameWriter } from "../../companion/src/engine/transport/websocket/frames.ts";
import { newKey, openingRequest } from "../../companion/src/engine/transport/websocket/handshake.ts";
import { makeAuthority } from "../peers/certificates.ts";
import { until } from "../peers/process.ts";
import { startCallee } from "./callee.ts";
import type { Callee } from "./callee.ts";
import { corpus, mutated, pieces, randomFrom } from "./mutate.ts";
import type { Random } from "./mutate.ts";
import { answerTo, sent, socketOn } from "./probe.ts";

/*
 * A mutation fuzzer for a whole engine: `node tests/engine/fuzz.ts --minutes 60`. The same `--seed` makes the same inputs. It
 * ends with status 0 when nothing was thrown, the engine always answered, and nothing was left behind.
 */

/** The ways messages go. `parser` is the layers below the sockets alone, which takes a hundred times as many. */
export const WAYS = ["parser", "udp", "tcp", "tls", "ws"] as const;
export type WayIn = (typeof WAYS)[number];

/** What one run came to. */
export type FuzzReport = { readonly seed: number; readonly inputs: Record<WayIn, number>; readonly faults: string[] };

/** So many inputs go one way before the engine must show that it still answers. */
const ROUND = 100;
const PARSER_ROUND = 2000;
/** The engine's time runs this much faster, and no timer longer than this, so that everything ends within seconds. */
const HASTE = 100;
const LONGEST_TIMER = 500;

/** Time in a hurry. */
const hastyClock = {
  now: () => Date.now(),
  after(ms: number, fire: () => void) {
    const timer = setTimeout(fire, Math.min(ms / HASTE, LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};

/** Sends inputs by every way in turn for so many milliseconds. */
export async function fuzz(milliseconds: number, seed: number, ways: readonly WayIn[] = WAYS): Promise<FuzzReport> {
  const faults: string[] = [];
  const inputs = { parser: 0, udp: 0, tcp: 0, tls: 0, ws: 0 };
  const escaped = (cause: unknown): void => void faults.push(`escaped: ${String(cause)}`);
  process.on("uncaughtException", escaped);
  process.on("unhandledRejection", escaped);
  const before = openHandles();
  const folder = await mkdtemp(join(tmpdir(), "fuzz-"));
  const callee = await startTarget(
    folder,
    (event) => event.name.endsWith(".fault") && faults.push(JSON.stringify(event)),
  );
  const [random, messages] = [randomFrom(seed), corpus()];
  const end = Date.now() + milliseconds;
  for (let round = 0; Date.now() < end && faults.length === 0; round += 1) {
    const way = ways[round % ways.length] ?? "parser";
    const batch = Array.from({ length: way === "parser" ? PARSER_ROUND : ROUND }, () => mutated(random, messages));
    inputs[way] += batch.length;
    faults.push(...(await CARRIERS[way](callee, batch, random)));
    if (way !== "parser" && !(await isAnswering(callee))) faults.push(`hangs after ${way}, round ${round}`);
  }
  faults.push(...(await leftovers(callee)));
  await callee.stop();
  await rm(folder, { recursive: true });
  await until(() => openHandles() <= before, "every socket is closed").catch(() => faults.push("sockets left open"));
  process.off("uncaughtException", escaped);
  process.off("unhandledRejection", escaped);
  return { seed, inputs, faults };
}

async function startTarget(folder: string, log: (event: EngineEvent) => void): Promise<Callee> {
  const authority = await makeAuthority(folder, "fuzz");
  const certificate = await authority.issue(["IP:127.0.0.1"]);
  const at = { host: "127.0.0.1", port: 0 };
  const bindings: Binding[] = [
    { transport: "udp", ...at },
    { transport: "tcp", ...at },
    { transport: "tls", ...at, tls: { certificate } },
    { transport: "ws", ...at },
  ];
  const limits = { headerTimeout: 300, handshakeTimeout: 300, connectTimeout: 300 };
  return startCallee({ bindings, log, limits, clock: hastyClock, lookup: fakeDns({}) });
}

function openHandles(): number {
  return process
    .getActiveResourcesInfo()
    .filter((name) => name.endsWith("Wrap") && !/^(?:TTY|Pipe|FS|Process)/.test(name)).length;
}

/** Whether the engine answers within ten seconds. */
async function isAnswering(callee: Callee): Promise<boolean> {
  const answered = answerTo(callee.port, "127.0.0.1").then(() => true);
  return Promise.race([answered, new Promise<false>((resolve) => setTimeout(() => resolve(false), 10_000).unref())]);
}

/** What is still there when all that happened must be over. */
async function leftovers({ engine }: Callee): Promise<string[]> {
  const load = (): number => engine.load().transactions + engine.load().dialogs;
  return until(() => load() === 0, "it is over", 15_000).then(
    () => [],
    () => [`left behind: ${JSON.stringify(engine.load())}`],
  );
}

type Carrier = (callee: Callee, batch: readonly Buffer[], random: Random) => Promise<string[]>;

const CARRIERS: Readonly<Record<WayIn, Carrier>> = {
  parser: async (_callee, batch, random) => batch.flatMap((bytes) => faultsOfParsing(bytes, random)),
  async udp({ port }, batch) {
    const socket = await socketOn("127.0.0.1");
    for (const bytes of batch) await sent(socket, bytes, port);
    socket.close();
    return [];
  },
  tcp: async (callee, batch, random) =>
    overConnections(() => connect(portOf(callee, "tcp"), "127.0.0.1"), batch, random),
  tls: async (callee, batch, random) =>
    overConnections(
      () => connectTls({ port: portOf(callee, "tls"), host: "127.0.0.1", rejectUnauthorized: false }),
      batch,
      random,
      "secureConnect",
    ),
  async ws(callee, batch, random) {
    const port = portOf(callee, "ws");
    const hello = openingRequest({ transport: "ws", host: "127.0.0.1", port, path: "/" }, newKey());
    const writer = new FrameWriter("client");
    // Now and then the frame itself is damaged, or the handshake.
    const framed = batch.map((bytes) => {
      const frame = writer.message(bytes);
      return random() < 0.1 ? mutated(random, [frame]) : frame;
    });
    const begun = framed.map((frame, index) => (index % 10 === 0 ? Buffer.concat([hello, frame]) : frame));
    return overConnections(() => connect(port, "127.0.0.1"), begun, random);
  },
};

function portOf({ engine }: Callee, transport: string): number {
  return engine.bindings.find((binding) => binding.transport === transport)?.port ?? 0;
}

/** Ten inputs a connection, each in pieces: the engine may hang up at any of them. */
async function overConnections(
  open: () => Socket,
  batch: readonly Buffer[],
  random: Random,
  opened: "connect" | "secureConnect" = "connect",
): Promise<string[]> {
  for (let start = 0; start < batch.length; start += 10) {
    const socket = open();
    socket.on("error", () => undefined).resume();
    await once(socket, opened);
    for (const piece of batch.slice(start, start + 10).flatMap((bytes) => pieces(random, bytes))) {
      if (socket.writable) await new Promise((resolve) => socket.write(piece, resolve));
    }
    if (random() < 0.5) socket.end();
    else socket.destroy();
    if (random() < 0.5) socket.destroy();
    socket.unref();
    setTimeout(() => socket.destroy(), 1000).unref();
  }
  return [];
}

/** What the layers below the sockets must hold to, whatever the bytes. */
function faultsOfParsing(bytes: Buffer, random: Random): string[] {
  try {
    parseSparse(bytes);
    parseDamaged(bytes);
    const parsed = parse(bytes);
    if (parsed.ok) {
      readEssentials(parsed.message);
      const written = serialise(parsed.message);
      // A message at the limit gets a line more when its length is written.
      const again = parse(written, { headBytes: 1_000_000, headerCount: 10_000 });
      if (!again.ok || !serialise(again.message).equals(written))
        return [`reads back otherwise: ${bytes.toString("base64")}`];
    }
    const atOnce = new StreamFraming(65_536).push(bytes).messages;
    const inPieces = framed(pieces(random, bytes));
    const same = Buffer.concat(atOnce).equals(Buffer.concat(inPieces)) && atOnce.length === inPieces.length;
    return same ? [] : [`framed otherwise in pieces: ${bytes.toString("base64")}`];
  } catch (cause) {
    return [`thrown: ${String(cause)}: ${bytes.toString("base64")}`];
  }
}

/** The messages in a stream, until it cannot be read any further. */
function framed(stream: readonly Buffer[]): Buffer[] {
  const framing = new StreamFraming(65_536);
  const messages: Buffer[] = [];
  for (const piece of stream) {
    const { messages: more, fault } = framing.push(piece);
    messages.push(...more);
    if (fault) break;
  }
  return messages;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
  const seed = Number(values.seed ?? Date.now() % 0x1_0000_0000);
  process.stdout.write(`seed ${seed}\n`);
  const report = await fuzz(Number(values.minutes ?? "60") * 60_000, seed);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exit(report.faults.length === 0 ? 0 : 1);
}
