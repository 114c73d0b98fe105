import { parseArgs } from "node:util";
import { requestBytes } from "../../companion/src/engine/testing/messages.ts";
import { corpus, mutated, randomFrom } from "./mutate.ts";
import { sent, socketOn } from "./probe.ts";

/*
 * A process that sends garbage from an address of its own: `node tests/engine/flooder.ts --port 5060 --rate 5000 --count 25000`.
 * Half is noise, some are damaged messages, some are calls of a stranger. It says how many it sent.
 */

const TICK = 10;
const NOISE = 1000;

function packets(seed: number): () => Buffer {
  const [random, messages] = [randomFrom(seed), corpus()];
  let number = 0;
  return () => {
    number += 1;
    if (number % 10 === 0)
      return requestBytes("INVITE", { branch: `z9hG4bKflood${number}`, callId: `flood-${number}` });
    if (number % 2 === 0) return mutated(random, messages).subarray(0, 4096);
    return Buffer.from(Array.from({ length: Math.ceil(random() * NOISE) }, () => Math.floor(random() * 256)));
  };
}

const { values } = parseArgs({
  options: { port: { type: "string" }, rate: { type: "string" }, count: { type: "string" } },
});
const [port, rate, count] = [Number(values.port), Number(values.rate ?? "5000"), Number(values.count ?? "25000")];
// Made before the clock runs: the flood is as dense as it says.
const next = packets(1);
const ready = Array.from({ length: Math.min(count, 2000) }, next);
const socket = await socketOn("127.0.0.2");
const begin = Date.now();
let done = 0;
while (done < count) {
  const due = Math.min(count, ((Date.now() - begin) / 1000) * rate);
  for (; done < due; done += 1) await sent(socket, ready[done % ready.length] ?? next(), port);
  await new Promise((resolve) => setTimeout(resolve, TICK));
}
socket.close();
process.stdout.write(`${JSON.stringify({ sent: done, seconds: (Date.now() - begin) / 1000 })}\n`);
