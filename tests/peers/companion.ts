import {
  commands,
  initialState,
  ServerMessage,
  applyEvent,
  Event,
  State,
  type Account,
  type Command,
  type Params,
  type RegistrationReason,
  type Result,
} from "@twp/shared/protocol/index.ts";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { WebSocket } from "ws";
import { runningInstance } from "../../companion/src/adapters/system/instance.ts";
import { scratchFolder, startPeer, until, type Peer } from "./process.ts";

/** A real companion process with a folder of its own. */
export type CompanionProcess = Readonly<{
  folder: string;
  port: number;
  /** The code it printed at the start. */
  code: string;
  token: string;
  peer: Peer;
  stop: () => Promise<void>;
}>;

/** An account at a test's registrar, whose passwords are `pw-<user>`. */
export type TestAccount = Readonly<{
  user: string;
  port: number;
  domain?: string;
  password?: string;
  transport?: Account["transport"];
  /** In place of the one at the port. */
  servers?: readonly string[];
  authorities?: string;
  engine?: string;
  engineSecret?: string;
}>;

/** The settings under which a test's tone reaches the other side as it is. */
export const untouchedMicrophone = { echoCancellation: false, noiseSuppression: false, evenLevel: false } as const;

export const mainFile = new URL("../../companion/src/main.js", import.meta.url).pathname;

/** Writes the account as a user's settings would lie on the disk. */
export async function writeAccount(folder: string, account: TestAccount): Promise<void> {
  const { user, port, domain = "uc.test", password = `pw-${user}`, transport = "udp" } = account;
  const { servers = [`127.0.0.1:${port}`], authorities = "", engine = "", engineSecret = "" } = account;
  await mkdir(folder, { recursive: true });
  const stored = {
    version: 2,
    kind: "sip",
    displayName: "Claire Lambert",
    user,
    domain,
    servers,
    transport,
    authorities,
    engine,
  };
  await writeFile(join(folder, "account.json"), JSON.stringify(stored));
  await writeFile(
    join(folder, "secrets.json"),
    JSON.stringify({ "sip-password": password, "engine-secret": engineSecret }),
    { mode: 0o600 },
  );
}

/** Starts a companion; without an account it opens its office. */
export async function startCompanion(
  account?: TestAccount,
  env: Record<string, string> = {},
): Promise<CompanionProcess> {
  const { folder, remove } = await scratchFolder();
  if (account !== undefined) await writeAccount(folder, account);
  const started = await startCompanionIn(folder, env);
  return {
    ...started,
    async stop() {
      await started.stop();
      await remove();
    },
  };
}

/** Starts a companion in a folder that a test has prepared and keeps. */
export async function startCompanionIn(folder: string, env: Record<string, string> = {}): Promise<CompanionProcess> {
  const peer = startPeer(process.execPath, [mainFile], {
    env: { ...process.env, TWP_HOME: folder, TWP_SECRETS: "file", TWP_LOG: "info", LANG: "en", ...env },
  });
  try {
    const code = await until(
      () => (peer.child.exitCode === null ? /Pairing code: (\d{6})/u.exec(peer.output())?.[1] : "ended"),
      "the companion is ready",
    );
    if (code === "ended") throw new Error("the companion ended");
    const { port, token } = await until(() => runningInstance(folder), "the companion announces itself");
    return { folder, port, code, token, peer, stop: peer.stop };
  } catch (error) {
    // One that came late would hold a port until somebody ends it.
    await peer.stop();
    throw new Error(`no companion:\n${peer.output()}`, { cause: error });
  }
}

/** A window without a browser: speaks the wire as an extension page does. */
export type Window = Readonly<{
  state: () => State;
  ask: <C extends Command>(command: C, params: Params<C>) => Promise<Result<C>>;
  close: () => void;
}>;

/** Opens a window that is already paired. */
export async function openWindow(companion: Pick<CompanionProcess, "port" | "token">): Promise<Window> {
  const socket = new WebSocket(`ws://127.0.0.1:${companion.port}/`);
  let state: State = initialState;
  let count = 0;
  let revision = 0;
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  await new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data) => {
      const message = v.parse(ServerMessage, JSON.parse(String(data as Buffer)));
      if (message.type === "hello")
        socket.send(JSON.stringify({ type: "authenticate", token: companion.token, client: "cli" }));
      if (message.type === "refused") reject(new Error(message.code));
      if (message.type === "snapshot") {
        state = v.parse(State, message.state);
        resolve();
      }
      if (message.type === "event") {
        if (message.revision !== revision + 1) throw new Error(`event ${message.revision} after ${revision}`);
        state = applyEvent(state, v.parse(Event, message.event));
      }
      if (message.type === "event" || message.type === "snapshot") revision = message.revision;
      if (message.type === "result") waiting.get(message.id)?.resolve(message.result as never);
      if (message.type === "failure") waiting.get(message.id)?.reject(new Error(message.code));
    });
  });
  return {
    state: () => state,
    ask(command, params) {
      count += 1;
      const id = count;
      socket.send(JSON.stringify({ type: "request", id, command, params }));
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: (result) => resolve(v.parse(commands[command].result, result) as never), reject });
      });
    },
    close: () => socket.close(),
  };
}

/** Starts a companion and opens a window of it; `stops`, run from the last to the first, end both. */
export async function startWithWindow(account: TestAccount, stops: Array<() => unknown>): Promise<Window> {
  const companion = await startCompanion(account);
  const window = await openWindow(companion);
  stops.push(companion.stop, window.close);
  return window;
}

/** Calls somebody as if the user had typed it in the panel; the call's id. Rejects where the user is asked first. */
export async function callFrom({ ask }: Pick<Window, "ask">, target: string): Promise<string> {
  const { callId } = await ask("calls.dial", { target, source: { kind: "panel" } });
  if (callId === null) throw new Error(`whether ${target} is meant is asked`);
  return callId;
}

/** Waits until the line is registered. */
export function registered(window: Window): Promise<unknown> {
  return until(() => window.state().account.registration.state === "registered", "the line is registered", 15_000);
}

/** Waits until the line says why it is not registered, and for that reason where one is named. */
export function refusal(window: Window, awaited?: RegistrationReason): Promise<RegistrationReason> {
  const reason = (): RegistrationReason | null => {
    const { registration } = window.state().account;
    return "reason" in registration ? registration.reason : null;
  };
  const told = (): RegistrationReason | null => (awaited === undefined || reason() === awaited ? reason() : null);
  return until(told, `the line waits: ${awaited ?? "for any reason"}`);
}

/** Takes away the cards of calls that are over: each would leave by itself, at a time of its own. */
export function dismissEnded(window: Window): Promise<unknown> {
  return until(async () => {
    const ended = window.state().calls.filter(({ state }) => state === "ended");
    await Promise.all(ended.map(({ id }) => window.ask("calls.dismiss", { callId: id }).catch(() => undefined)));
    return ended.length === 0;
  }, "no ended call is left");
}

/** Ends and dismisses every call until none is left. One that ends by itself just then makes the companion refuse: the next look sees it. */
export function leaveNoCall(window: Window): Promise<unknown> {
  return until(async () => {
    for (const { id, state } of window.state().calls)
      await window.ask(state === "ended" ? "calls.dismiss" : "calls.hangUp", { callId: id });
    return window.state().calls.length === 0;
  }, "no call is left");
}
