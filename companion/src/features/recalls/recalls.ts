import {
  Failure,
  mayRecall,
  mostRecalls,
  type Call,
  type Recall,
  type State,
  type recallsCommands,
} from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Clock, Commands } from "../ports.ts";
import type { Standing, Watch } from "./ports.ts";

/*
 *   begin ─▶ waiting ──free, after busy──▶ free ──busy──▶ waiting
 *               └── nobody tells ──▶ unknowable
 *
 *   Whoever was busy is free as soon as no call is left. Whoever did not answer is waited for until a call of theirs is over: then
 *   somebody is there (ITU-T I.953.4, completion of calls on no reply).
 */

/** What a recall needs of the world. */
export type RecallsPorts = Readonly<{
  state: () => Pick<State, "calls" | "recalls">;
  publish: Publish;
  clock: Clock;
  newId: () => string;
  /** The line to watch on; null while there is none. */
  watch: () => Watch | null;
  /** Calls a number as if the user had typed it; the id of the call, or null where the user is asked first. */
  dial: (number: string) => string | null;
}>;

/** Whom the user waits for. */
export type Recalls = Readonly<{
  commands: Commands<keyof typeof recallsCommands>;
  /** The line is another one: whoever is waited for is watched there. */
  renew: () => void;
}>;

/** Nobody is waited for longer than this, in milliseconds. */
export const longest = 60 * 60_000;

type Waiting = { recall: Recall; wasBusy: boolean; stop: () => void };

/** Begins with nobody. */
export function createRecalls(ports: RecallsPorts): Recalls {
  const all = new Map<string, Waiting>();
  const tell = (): void =>
    ports.publish({ type: "recalls.changed", recalls: [...all.values()].map(({ recall }) => recall) });
  const hear = (waiting: Waiting, standing: Standing): void => {
    if (!all.has(waiting.recall.id)) return;
    waiting.wasBusy ||= standing === "busy";
    const state = stateAfter(standing, waiting.wasBusy);
    if (state === waiting.recall.state) return;
    waiting.recall = { ...waiting.recall, state };
    tell();
  };
  const watch = (waiting: Waiting): void => {
    waiting.stop();
    const found = ports.watch();
    waiting.stop = () => undefined;
    if (found === null) return hear(waiting, "unknowable");
    waiting.stop = found(waiting.recall.number, (standing) => hear(waiting, standing));
  };
  const end = (recallId: string): Recall => {
    const waiting = all.get(recallId);
    if (waiting === undefined) throw new Failure("recall-unknown");
    all.delete(recallId);
    waiting.stop();
    tell();
    return waiting.recall;
  };
  const begin = ({ peer, end: why }: Call): void => {
    const id = ports.newId();
    const recall: Recall = { id, number: peer.number, name: peer.name, state: "waiting", since: ports.clock.now() };
    const waiting: Waiting = { recall, wasBusy: why === "busy", stop: () => undefined };
    all.set(id, waiting);
    tell();
    ports.clock.after(longest, () => all.has(id) && end(id));
    watch(waiting);
  };
  return {
    commands: {
      "recalls.begin"({ callId }) {
        const call = ports.state().calls.find(({ id }) => id === callId);
        if (call === undefined) throw new Failure("call-unknown");
        if (!mayRecall(call)) throw new Failure("call-wrong-state");
        if (all.size >= mostRecalls) throw new Failure("too-many-calls");
        const known = [...all.values()].some(({ recall }) => recall.number === call.peer.number);
        if (!known) begin(call);
        return null;
      },
      "recalls.call": ({ recallId }) => ({ callId: ports.dial(end(recallId).number) }),
      "recalls.cancel"({ recallId }) {
        end(recallId);
        return null;
      },
    },
    renew: () => [...all.values()].forEach(watch),
  };
}

function stateAfter(standing: Standing, wasBusy: boolean): Recall["state"] {
  if (standing === "unknowable") return "unknowable";
  return standing === "free" && wasBusy ? "free" : "waiting";
}
