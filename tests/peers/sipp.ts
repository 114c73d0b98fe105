import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, scratchFolder, startPeer, udpIsFree, until, type Peer } from "./process.ts";

/** A sipp run of one scenario, one call. */
export type Sipp = Readonly<{
  peer: Peer;
  /** Where it can be called. */
  port: number;
  /** Resolves when the scenario is through: true where every step came as it should, else what sipp saw and said. */
  passed: Promise<true | string>;
  /** The SIP messages it saw, as text. */
  messages: () => Promise<string>;
  stop: () => Promise<void>;
}>;

export type SippOptions = Readonly<{
  /** The scenario's file name without its ending; a sentence. */
  scenario: string;
  /** Where it sends its first request; for one that is called, nowhere. */
  port?: number;
  /** Whom it calls. */
  callee?: string;
  /** The loopback address it uses; that of IPv4 unless it is said. */
  host?: "127.0.0.1" | "[::1]";
  keys?: Readonly<Record<string, string>>;
}>;

/** Plays one scenario of tests/sip/scenarios against a server on loopback. */
export async function startSipp(options: SippOptions): Promise<Sipp> {
  const { scenario, port = 9, callee = "nobody", host = "127.0.0.1", keys = {} } = options;
  const { folder, remove } = await scratchFolder();
  const [own, media] = [await freePort(), await freePort()];
  const log = join(folder, "messages.log");
  const file = new URL(`../sip/scenarios/${scenario}.xml`, import.meta.url).pathname;
  const pairs = Object.entries(keys).flatMap(([name, value]) => ["-key", name, value]);
  const peer = startPeer(
    "sipp",
    [
      `${host}:${port}`,
      "-sf",
      file,
      "-s",
      callee,
      "-i",
      host,
      "-p",
      String(own),
      "-mp",
      String(media),
      "-m",
      "1",
      "-l",
      "1",
    ].concat(["-nostdin", "-trace_msg", "-message_file", log, "-timeout", "100", "-timeout_error", ...pairs]),
    { env: { ...process.env, TERM: "dumb" } },
  );
  const messages = (): Promise<string> => readFile(log, "utf8");
  const ended = new Promise<number | null>((resolve) => peer.child.once("exit", resolve));
  const passed = ended.then(async (status) => status === 0 || failure(status, peer, await messages().catch(String)));
  // Who is called must be there first; who calls begins at once.
  const isThere = async (): Promise<boolean> => !(await udpIsFree(own, host === "[::1]" ? "::1" : host));
  if (options.port === undefined) await until(isThere, "sipp listens");
  return {
    peer,
    port: own,
    passed,
    messages,
    async stop() {
      await peer.stop();
      await remove();
    },
  };
}

const failure = (status: number | null, { output }: Peer, messages: string): string =>
  [`sipp ended with ${status}`, output().slice(-4000), messages.slice(-8000)].join("\n\n");
