import { createSocket } from "node:dgram";
import { kamailioDomain as domain, startKamailio } from "../peers/kamailio.ts";
import { parse } from "@twp/companion/src/engine/message/parse.ts";
import { startProgram, type Program } from "./engine/program.ts";
import { answerWithSipp, playLoad, type Outcome } from "./engine/sipp-load.ts";
import { smallHeap } from "@twp/companion/src/adapters/system/small-heap.ts";
import { figureOf, load, report, type Figure } from "./figures.ts";
import { familyProcessorTime } from "./process-cost.ts";
import { inviteFrom, preciseNow } from "./sip-peer.ts";

/** A load, and the share of one processor that the program under it used. */
type Run = Outcome & Readonly<{ processor: number }>;

/** Clean means: every call through, and not one message in a thousand sent again. */
const isClean = ({ failed, retransmissions, calls }: Outcome): boolean =>
  failed === 0 && retransmissions <= calls / 1000;

const only = (name: string, unit: string, value: number, target: string, ok: boolean): Figure => {
  const rounded = Math.round(value * 100) / 100;
  return { name, unit, p50: rounded, p99: rounded, target, ok };
};

const beside = (figure: Figure, peer: string, other: number, ours = figure.p50): Figure => ({
  ...figure,
  peer: `${peer} ${Math.round(other * 100) / 100}`,
  ratio: Math.round((ours / other) * 100) / 100,
});

const shareOf = (load: string, { processor }: Run): Figure =>
  only(`${load}: a processor's share`, "%", processor * 100, "≤ 100", processor <= 1);

async function loaded(pid: number, play: () => Promise<Outcome>): Promise<Run> {
  const [before, began] = [await familyProcessorTime(pid), performance.now()];
  const outcome = await play();
  return { ...outcome, processor: ((await familyProcessorTime(pid)) - before) / (performance.now() - began) };
}

const calls = (port: number, perSecond: number, seconds: number) => () =>
  playLoad({ scenario: "call", port, perSecond, calls: perSecond * seconds });

/** The first calls of a process are compiled while they are answered: they are no measure of the others. */
const warmUp = (port: number): Promise<Outcome> => calls(port, 100, 8)();

/** How long one INVITE takes to be read, in microseconds; each sample is a thousand of them. */
function parsing(): Figure {
  const bytes = Buffer.from(
    inviteFrom(5060, 1, 4000).replace("Max-Forwards", "User-Agent: bench\r\nSupported: 100rel, timer\r\nMax-Forwards"),
  );
  const samples = Array.from({ length: 220 }, () => {
    const began = performance.now();
    for (let count = 0; count < 1000; count += 1) if (!parse(bytes).ok) throw new Error("not read");
    return performance.now() - began;
  });
  return figureOf("an INVITE is read", "µs", samples.slice(20), { p50: 25 });
}

/** Calls a second that stay clean, ten seconds each, upwards from the first. */
async function highestCleanRate(program: Program, from: number): Promise<number> {
  let best = 0;
  for (let rate = from; rate <= 1600; rate += 200) {
    if (!isClean(await calls(program.port, rate, 10)())) return best;
    best = rate;
  }
  return best;
}

async function answering(): Promise<readonly Figure[]> {
  const program = await startProgram("answering");
  await warmUp(program.port);
  const minute = await loaded(program.pid, calls(program.port, 600, 60));
  const best = await highestCleanRate(program, 800);
  await program.stop();
  const sipp = await answerWithSipp();
  const peer = await loaded(sipp.peer.child.pid ?? 0, calls(sipp.port, 600, 10));
  await sipp.peer.stop();
  const share = shareOf("600 calls/s answered", minute);
  return [
    only("calls/s answered clean for 60 s", "calls/s", isClean(minute) ? 600 : 0, "≥ 600", isClean(minute)),
    only("of those, messages sent again", "messages", minute.retransmissions, "≤ 36", isClean(minute)),
    beside(share, "sipp answering the same, %", peer.processor * 100),
    only(
      "highest clean rate, 10 s each",
      "calls/s",
      Math.max(best, isClean(minute) ? 600 : 0),
      "≥ 600",
      isClean(minute),
    ),
  ];
}

/** Every call comes back to nothing: the heap after many is what it was after few. */
async function forgetting(): Promise<readonly Figure[]> {
  const program = await startProgram("answering");
  await warmUp(program.port);
  const settled = async () => {
    // Timers of the last transactions (RFC 3261 section 17) run for 32 s.
    for (let waited = 0; waited < 45; waited += 1) {
      const { transactions } = await program.measure();
      if (transactions === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    return program.measure();
  };
  const before = await settled();
  const run = await calls(program.port, 500, 200)();
  const after = await settled();
  await program.stop();
  const growth = (after.heap / before.heap - 1) * 100;
  return [
    only(`heap after ${run.calls} calls, against before`, "%", growth, "≤ 20", growth <= 20),
    only(
      "dialogs and transactions left",
      "",
      after.dialogs + after.transactions,
      "0",
      after.dialogs + after.transactions === 0,
    ),
  ];
}

async function proxying(): Promise<readonly Figure[]> {
  const far = await answerWithSipp();
  const program = await startProgram("proxying", [`sip:bench@127.0.0.1:${far.port}`]);
  await warmUp(program.port);
  const ours = await loaded(program.pid, calls(program.port, 500, 20));
  await program.stop();
  const kamailio = await startKamailio(undefined, ["RELAY_TO"], far.port);
  const theirs = await loaded(kamailio.pid, calls(kamailio.port, 500, 20));
  await Promise.all([kamailio.stop(), far.peer.stop()]);
  const share = shareOf("500 calls/s proxied", ours);
  return [
    only("calls/s proxied clean for 20 s", "calls/s", isClean(ours) ? 500 : 0, "≥ 500", isClean(ours)),
    beside(share, `Kamailio (${isClean(theirs) ? "clean" : "not clean"}), %`, theirs.processor * 100),
  ];
}

const usersOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => {
    const user = String(1000 + index);
    return `${user};${domain};[authentication username=${user} password=pw-${user}]`;
  });

const users = usersOf(20_000);

const registrations = (port: number, perSecond: number, calls: number) => (): Promise<Outcome> =>
  playLoad({ scenario: "register", port, perSecond, calls, fields: users });

const startOffice = (): Promise<Program> => startProgram("registering", [domain, String(users.length)], smallHeap);

async function registering(): Promise<readonly Figure[]> {
  const office = await startOffice();
  await registrations(office.port, 200, 2000)();
  // Each is two requests: the challenge, and the answer to it.
  const ours = await loaded(office.pid, registrations(office.port, 750, 18_000));
  await office.stop();
  const kamailio = await startKamailio();
  const theirs = await loaded(kamailio.pid, registrations(kamailio.port, 750, 7500));
  await kamailio.stop();
  const share = shareOf("1500 REGISTER/s with digest", ours);
  return [
    only("REGISTER/s with digest, clean for 24 s", "requests/s", isClean(ours) ? 1500 : 0, "≥ 1500", isClean(ours)),
    beside(share, `Kamailio (${isClean(theirs) ? "clean" : "not clean"}), %`, theirs.processor * 100),
  ];
}

/** Telephones come one after the other, as they refresh: 20,000 every five minutes are 67 a second. */
async function remembering(): Promise<readonly Figure[]> {
  // The first start ever compiles, and holds what it compiles with.
  await (await startOffice()).stop();
  const office = await startOffice();
  const { calls: registered } = await registrations(office.port, 100, users.length)();
  await new Promise((resolve) => setTimeout(resolve, 35_000));
  const { rss } = await office.measure();
  await office.stop();
  return [
    only(`resident with ${registered} registrations`, "MB", rss, "≤ 150", rss <= 150 && registered === users.length),
  ];
}

/** From an OPTIONS on the wire to its answer, engine and application together, at 100 a second; beside the same from sipp. */
async function delay(): Promise<readonly Figure[]> {
  const program = await startProgram("answering");
  await answerTimes(program.port, 800);
  const ours = await answerTimes(program.port, 3000);
  await program.stop();
  const kamailio = await startKamailio();
  const theirs = await answerTimes(kamailio.port, 1000);
  await kamailio.stop();
  const peer = { name: "Kamailio", samples: theirs };
  return [figureOf("a request is answered, at 100/s", "ms", ours, { p50: 1, p99: 10 }, peer)];
}

async function answerTimes(port: number, count: number): Promise<readonly number[]> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const own = socket.address().port;
  const [sent, samples] = [new Map<string, number>(), [] as number[]];
  socket.on("message", (bytes) => {
    const at = preciseNow();
    const id = /Call-ID: (\S+)/u.exec(bytes.toString("latin1"))?.[1] ?? "";
    const began = sent.get(id);
    if (began !== undefined) samples.push(at - began);
    sent.delete(id);
  });
  for (let number = 0; number < count; number += 1) {
    const text = inviteFrom(own, number, 9)
      .replaceAll("INVITE", "OPTIONS")
      .replace("sip:alice@127.0.0.1", `sip:127.0.0.1:${port}`);
    sent.set(`bench-${number}@127.0.0.1`, preciseNow());
    socket.send(text, port, "127.0.0.1");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  socket.close();
  return samples;
}

const parts: Readonly<Record<string, () => Promise<readonly Figure[]> | readonly Figure[]>> = {
  parsing: () => [parsing()],
  delay,
  answering,
  proxying,
  registering,
  remembering,
  forgetting,
};

const wanted = process.argv.slice(2);
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`${name} … (${load()})`);
  figures.push(...(await measure()));
}
await report("engine", figures);
