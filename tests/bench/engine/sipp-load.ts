import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { kamailioDomain } from "../../peers/kamailio.ts";
import { freePort, scratchFolder, startPeer, type Peer } from "../../peers/process.ts";

/** What sipp counted. */
export type Outcome = Readonly<{ calls: number; failed: number; retransmissions: number; seconds: number }>;

export type Load = Readonly<{
  /** A file of `scenarios/`, without its ending. */
  scenario: string;
  port: number;
  perSecond: number;
  calls: number;
  /** Lines of fields that the scenario uses, one a call. */
  fields?: readonly string[];
}>;

/** Plays a load against a server on loopback; once more when a port was taken meanwhile and it could not begin. */
export async function playLoad(load: Load): Promise<Outcome> {
  const outcome = await play(load);
  return typeof outcome === "string" ? began(await play(load)) : outcome;
}

function began(outcome: Outcome | string): Outcome {
  if (typeof outcome === "string") throw new Error(`sipp has nothing to tell:\n${outcome}`);
  return outcome;
}

/** What sipp counted, or what it printed when it counted nothing. */
async function play({ scenario, port, perSecond, calls, fields }: Load): Promise<Outcome | string> {
  const { folder, remove } = await scratchFolder();
  const [own, stats] = [await freePort(), join(folder, "stats.csv")];
  const args = [`127.0.0.1:${port}`, "-sf", new URL(`scenarios/${scenario}.xml`, import.meta.url).pathname];
  args.push("-s", "bench", "-i", "127.0.0.1", "-p", String(own), "-mp", String(await freePort()));
  args.push("-r", String(perSecond), "-m", String(calls), "-l", String(perSecond * 4), "-nostdin");
  args.push("-timeout", String(Math.ceil(calls / perSecond) + 60));
  args.push("-trace_stat", "-stf", stats, "-fd", "1", "-buff_size", "4194304");
  if (fields) {
    // Otherwise sipp claims to have asked for the server's address, whatever stands in its request line.
    args.push("-auth_uri", kamailioDomain);
    const file = join(folder, "fields.csv");
    await writeFile(file, `SEQUENTIAL\n${fields.join("\n")}\n`);
    args.push("-inf", file);
  }
  const peer = startPeer("sipp", args, { env: { ...process.env, TERM: "dumb" } });
  await new Promise((resolve) => peer.child.once("exit", resolve));
  const outcome = readOutcome(await readFile(stats, "utf8").catch(() => ""));
  await remove();
  if (outcome.calls + outcome.failed === 0) return peer.output().slice(-4000);
  return outcome;
}

/** sipp answering every call, as a peer to compare with and as the far end of a proxy. */
export async function answerWithSipp(): Promise<Readonly<{ port: number; peer: Peer }>> {
  const port = await freePort();
  const file = new URL("scenarios/answer.xml", import.meta.url).pathname;
  const args = ["-sf", file, "-i", "127.0.0.1", "-p", String(port), "-mp", String(await freePort()), "-nostdin"];
  const peer = startPeer("sipp", [...args, "-buff_size", "4194304"], { env: { ...process.env, TERM: "dumb" } });
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { port, peer };
}

function readOutcome(csv: string): Outcome {
  const [head = "", ...rows] = csv.trim().split("\n");
  const names = head.split(";");
  const last = rows.at(-1)?.split(";") ?? [];
  const value = (name: string): number => Number(last[names.indexOf(name)] ?? 0);
  const [minutes = "0", seconds = "0"] = (last[names.indexOf("ElapsedTime(C)")] ?? "").split(":").slice(1);
  return {
    calls: value("SuccessfulCall(C)"),
    failed: value("FailedCall(C)"),
    retransmissions: value("Retransmissions(C)"),
    seconds: Number(minutes) * 60 + Number(seconds),
  };
}
