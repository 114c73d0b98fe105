import type { Call } from "@twp/shared/protocol/calls.ts";
import { effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { echoNumber } from "./echo-number.ts";

/** How long the user speaks to themselves, in milliseconds. */
const duration = 5000;

/** Where the test stands: `speaking` is when the user should say something. */
export type EchoState = "idle" | "calling" | "speaking" | "done" | "failed";

/** Calls the echo, lets the user listen for five seconds and hangs up. */
export function createEchoTest(desk: Desk, end: AbortSignal): { state: ReadonlySignal<EchoState>; start: () => void } {
  const state = signal<EchoState>("idle");

  async function start(): Promise<void> {
    state.value = "calling";
    const dialled = await desk.ask("calls.dial", { target: echoNumber, source: { kind: "welcome" } });
    if (dialled === "failed" || dialled.callId === null) state.value = "failed";
    else follow(dialled.callId);
  }

  function follow(callId: string): void {
    const stop = effect(() => {
      const call = desk.state.value?.calls.find((call) => call.id === callId);
      if (call === undefined) return;
      if (call.state === "active" && state.peek() === "calling") speak(callId);
      if (call.state === "ended") finish(call);
    });
    function finish({ answeredAt }: Call): void {
      queueMicrotask(stop);
      state.value = answeredAt === null ? "failed" : "done";
    }
  }

  function speak(callId: string): void {
    state.value = "speaking";
    const timer = setTimeout(() => void desk.ask("calls.hangUp", { callId }), duration);
    end.addEventListener("abort", () => clearTimeout(timer));
  }

  return { state, start: () => void start() };
}
