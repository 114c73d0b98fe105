import * as v from "valibot";
import { startSoundEngine } from "../../companion/src/adapters/media/engine.ts";
import type { Party } from "../../companion/src/features/sounds/ports.ts";

/** A media engine alone in a process, so that its own work can be counted. Each message is an offer and a party; the answer goes back. */
const Wanted = v.object({ offer: v.string(), mix: v.nullable(v.string()) });

const engine = await startSoundEngine({ ports: { from: 44_000, to: 44_999 } });
process.on("message", (message) => void open(v.parse(Wanted, message)));
process.send?.("ready");

async function open({ offer, mix }: v.InferOutput<typeof Wanted>): Promise<void> {
  const sound = await engine.open(() => undefined);
  const answer = await sound.answer(offer, "sendrecv");
  const party: Party = mix === null ? { kind: "echo" } : { kind: "mix", name: mix, user: false };
  sound.connect(party);
  process.send?.(answer);
}
