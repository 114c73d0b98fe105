#!/usr/bin/env node
import { ServerMessage, State, type Command, type Params } from "@twp/shared/protocol/index.ts";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { WebSocket } from "ws";
import { companionFolder, compiledFolder } from "./adapters/system/folder.js";
import { smallHeap } from "./adapters/system/small-heap.ts";
import { runningInstance, type Instance } from "./adapters/system/instance.ts";
import { noteOnDesktop } from "./desktop-note.ts";
import { setTelHandler } from "./tel-handler.ts";
import { terminalTexts } from "./texts.ts";

const say = terminalTexts(process.env);
const usageStatus = 2;
const notRunningStatus = 3;
/** What is longer is malformed, also when it is cut. */
const longestLink = 256;

const tell = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

/** One thing to ask. */
type Question = { [C in Command]: Readonly<{ command: C; params: Params<C> }> }[Command];

/** Speaks the windows' own protocol: authenticates with this user's local token, asks at most one thing, and goes. */
async function converse(
  instance: Instance,
  question: Question | null,
): Promise<Readonly<{ state: State; watched: boolean; result: unknown }>> {
  const socket = new WebSocket(`ws://127.0.0.1:${instance.port}/`);
  return new Promise((resolve, reject) => {
    let state: State | null = null;
    let watched = false;
    const settle = (result: unknown): void => {
      socket.close();
      if (state !== null) resolve({ state, watched, result });
    };
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("closed")));
    socket.on("message", (data) => {
      if (!Buffer.isBuffer(data)) return;
      const message = v.parse(ServerMessage, JSON.parse(data.toString("utf8")));
      if (message.type === "hello")
        socket.send(JSON.stringify({ type: "authenticate", token: instance.token, client: "cli" }));
      if (message.type === "snapshot") {
        state = v.parse(State, message.state);
        ({ watched } = message);
        if (question === null) settle(null);
        else socket.send(JSON.stringify({ type: "request", id: 1, ...question }));
      }
      if (message.type === "result") settle(message.result);
      if (message.type === "failure" || message.type === "refused") reject(new Error(message.code));
    });
  });
}

/** Whoever is without hears of it first. */
async function running(without?: () => Promise<void>): Promise<Instance> {
  const found = await runningInstance(companionFolder(process.env, process.platform));
  if (found !== null) return found;
  tell(say("notRunning"));
  await without?.();
  process.exit(notRunningStatus);
}

/** Runs one of our programs in place of this one, with the words that follow. */
function become(program: string, flags: readonly string[] = []): void {
  const args = [fileURLToPath(new URL(program, import.meta.url)), ...process.argv.slice(3)];
  const env = { ...process.env, NODE_COMPILE_CACHE: compiledFolder(process.env, process.platform) };
  const child = spawn(process.execPath, [...flags, ...args], { stdio: "inherit", env });
  child.once("exit", (status) => process.exit(status ?? 1));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
}

/** What `twp` can do, by the word that is typed. */
const words: Readonly<Record<string, () => Promise<void>>> = {
  async start() {
    become("./main.js");
  },
  async engine() {
    become("./engine-main.ts", smallHeap);
  },
  async pair() {
    const { result } = await converse(await running(), { command: "settings.pair", params: null });
    const { code } = v.parse(v.object({ code: v.string() }), result);
    tell(say("pairingCode", { code }));
  },
  async status() {
    const { state } = await converse(await running(), null);
    const { user, domain, registration } = state.account;
    tell(say("statusLine", { user, domain, state: registration.state }));
    tell(say("statusCalls", { count: state.calls.filter((call) => call.state !== "ended").length }));
  },
  /** Hands a telephone link to the companion. It waits there for the user's word: who wrote the link is nobody we know. */
  async link() {
    const link = process.argv[3] ?? "";
    const params = { target: link.slice(0, longestLink), source: { kind: "link" } } as const;
    const instance = await running(() =>
      noteOnDesktop(say("linkLost", { link: link.slice(0, 64) }), say("notRunning")),
    );
    const { watched } = await converse(instance, { command: "calls.dial", params });
    tell(say("linkWaits"));
    if (!watched) await noteOnDesktop(say("linkUnseen", { link: link.slice(0, 64) }), say("openBrowser"));
  },
  async "tel-handler"() {
    const { done, sentence } = await setTelHandler(process.argv[3] ?? "", say);
    tell(sentence);
    if (!done) process.exit(usageStatus);
  },
};

const word = process.argv[2] ?? "";
const act = Object.hasOwn(words, word) ? words[word] : undefined;
if (act === undefined) {
  tell(word === "" ? say("usage") : `${say("unknownCommand", { command: word })}\n${say("usage")}`);
  process.exit(usageStatus);
}
await act().catch((error: unknown) => {
  tell(say("failed", { code: error instanceof Error ? error.message : "" }));
  process.exit(1);
});
