import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, scratchFolder, startPeer, type Peer } from "./process.ts";

/** A sipp run of one scenario, one call. */
export type Sipp = Readonly<{
  peer: Peer;
  /** Resolves when the scenario is through; true where every step came as it should. */
  passed: Promise<boolean>;
  /** The SIP messages it saw, as text. */
  messages: () => Promise<string>;
  stop: () => Promise<void>;
}>;

export type SippOptions = Readonly<{
  /** The scenario's file name without its ending; a sentence. */
  scenario: string;
  /** Where it sends its first request. */
  port: number;
  /** Whom it calls. */
  callee: string;
  keys?: Readonly<Record<string, string>>;
}>;

/** Plays one scenario of tests/sip/scenarios against a server on loopback. */
export async function startSipp({ scenario, port, callee, keys = {} }: SippOptions): Promise<Sipp> {
  const { folder, remove } = await scratchFolder();
  const [own, media] = [await freePort(), await freePort()];
  const log = join(folder, "messages.log");
  const file = new URL(`../sip/scenarios/${scenario}.xml`, import.meta.url).pathname;
  const pairs = Object.entries(keys).flatMap(([name, value]) => ["-key", name, value]);
  const peer = startPeer(
    "sipp",
    [
      `127.0.0.1:${port}`,
      "-sf",
      file,
      "-s",
      callee,
      "-i",
      "127.0.0.1",
      "-p",
      String(own),
      "-mp",
      String(media),
      "-m",
      "1",
      "-l",
      "1",
    ].concat(["-nostdin", "-trace_msg", "-message_file", log, "-timeout", "40", "-timeout_error", ...pairs]),
    { env: { ...process.env, TERM: "dumb" } },
  );
  const passed = new Promise<boolean>((resolve) => peer.child.once("exit", (status) => resolve(status === 0)));
  return {
    peer,
    passed,
    messages: () => readFile(log, "utf8"),
    async stop() {
      await peer.stop();
      await remove();
    },
  };
}
