import { readdir, readFile } from "node:fs/promises";

/** Resident memory of a process, in MB. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1]) / 1024;
}

/** Processor time a process has used, all its threads together, in milliseconds. */
async function processorTime(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const times = threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, "utf8").catch(() => "0"));
  const nanoseconds = (await Promise.all(times)).map((text) => Number(text.split(" ")[0]));
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
}

/** The same of a process and those it started, as Kamailio does. */
export async function familyProcessorTime(pid: number): Promise<number> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).split(" ").filter(Boolean);
  const times = await Promise.all([processorTime(pid), ...children.map((child) => familyProcessorTime(Number(child)))]);
  return times.reduce((sum, time) => sum + time, 0);
}

/** How much of a core a process uses, in percent, one sample a second. */
export async function coreShares(pid: number, seconds: number): Promise<number[]> {
  const shares: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const [used, begun] = [await processorTime(pid), performance.now()];
    await new Promise((resolve) => setTimeout(resolve, 1000));
    shares.push((100 * ((await processorTime(pid)) - used)) / (performance.now() - begun));
  }
  return shares;
}
