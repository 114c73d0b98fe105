import {
  commands,
  Failure,
  type ClientMessage,
  type Command,
  type Params,
  type Result,
  type ServerMessage,
} from "@twp/shared/protocol/index.ts";
import * as v from "valibot";

type Answer = Extract<ServerMessage, { type: "result" | "failure" }>;
type Send = (message: ClientMessage) => void;

/** The questions of one page that still wait for their answer. */
export type Requests = Readonly<{
  ask: <C extends Command>(send: Send, command: C, params: Params<C>) => Promise<Result<C>>;
  answer: (answer: Answer) => void;
  /** The link broke: nobody will answer. */
  fail: (message: string) => void;
}>;

const patience = 10_000;

/** Numbers questions and matches answers to them; a silent companion is a failure after ten seconds. */
export function createRequests(): Requests {
  const waiting = new Map<number, (answer: Answer | Failure) => void>();
  let last = 0;

  function settle(id: number, answer: Answer | Failure): void {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  }

  function ask<C extends Command>(send: Send, command: C, params: Params<C>): Promise<Result<C>> {
    const id = (last += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(id, new Failure("internal", `${command}: no answer`)), patience);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        const outcome = readAnswer(command, answer);
        if (outcome instanceof Failure) reject(outcome);
        else resolve(outcome.result);
      });
      send({ type: "request", id, command, params });
    });
  }

  return {
    ask,
    answer: (answer) => settle(answer.id, answer),
    fail: (message) => {
      for (const id of waiting.keys()) settle(id, new Failure("internal", message));
    },
  };
}

function readAnswer<C extends Command>(command: C, answer: Answer | Failure): Failure | { result: Result<C> } {
  if (answer instanceof Failure) return answer;
  if (answer.type === "failure") return new Failure(answer.code, answer.message);
  const parsed = v.safeParse(commands[command].result, answer.result);
  // The schema of `command` made this value; TypeScript cannot follow the index through the union.
  return parsed.success ? { result: parsed.output as Result<C> } : new Failure("internal", `${command}: odd result`);
}
