import { parentPort, workerData } from "node:worker_threads";
import * as v from "valibot";
import { SoundRefusal, type CallSound, type Recorder } from "../../features/sounds/ports.ts";
import { createSoundCore, type SoundOptions } from "./core.ts";
import { Order, type Word } from "./messages.ts";

/** The thread that keeps the sound's time: a busy main thread cannot delay a packet. */

const port = parentPort;
if (port === null) throw new Error("worker.ts runs in a worker thread");

const core = createSoundCore(workerData as SoundOptions);
const calls = new Map<number, CallSound>();
const recorders = new Map<number, Recorder>();
const say = (word: Word) => port.postMessage(word);

port.on("message", (message: unknown) => {
  const order = v.parse(Order, message);
  if (!("question" in order)) return act(order);
  const { question } = order;
  answer(order).then(
    (text) => say({ is: "reply", question, text }),
    (error: unknown) => say({ is: "refusal", question, ...reasonOf(error) }),
  );
});

type Question = Extract<Order, { question: number }>;

async function answer(order: Question): Promise<string> {
  switch (order.do) {
    case "open": {
      const { call, address, encryption } = order;
      const sound = await core.open((news) => say({ is: "news", call, news }), address ?? undefined, encryption);
      calls.set(call, sound);
      return "";
    }
    case "offer":
      return find(order.call).offer(order.direction, order.only ?? undefined);
    case "accept":
      await find(order.call).accept(order.sdp);
      return "";
    case "answer":
      return find(order.call).answer(order.sdp, order.direction);
    case "sendDigits":
      await find(order.call).sendDigits(order.digits);
      return "";
    case "linkBrowser":
      return core.linkBrowser(order.session, order.sdp);
    case "stop":
      await core.stop();
      return "";
  }
}

function act(order: Exclude<Order, Question>): void {
  switch (order.do) {
    case "connect":
      return calls.get(order.call)?.connect(order.party);
    case "mute":
      return calls.get(order.call)?.mute(order.muted);
    case "close":
      calls.get(order.call)?.close();
      calls.delete(order.call);
      return;
    case "record":
      return record(order);
    case "pauseRecording":
      return recorders.get(order.recording)?.pause(order.paused);
    case "stopRecording":
      return recorders.get(order.recording)?.stop();
    case "unlinkBrowser":
      return core.unlinkBrowser(order.session);
  }
}

function record({ recording, mix, wish }: Extract<Order, { do: "record" }>): void {
  const recorder = core.record(mix, wish, (news) => {
    if (news.type === "ended") recorders.delete(recording);
    say({ is: "recorded", recording, news });
  });
  recorders.set(recording, recorder);
}

function find(call: number): CallSound {
  const sound = calls.get(call);
  if (sound === undefined) throw new SoundRefusal("sound-failed", "the call's sound is closed");
  return sound;
}

function reasonOf(error: unknown): Pick<Extract<Word, { is: "refusal" }>, "reason" | "why"> {
  if (error instanceof SoundRefusal) return { reason: error.reason, why: error.message };
  return { reason: "sound-failed", why: error instanceof Error ? error.message : "unknown" };
}
