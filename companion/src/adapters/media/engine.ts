import { Worker } from "node:worker_threads";
import * as v from "valibot";
import {
  SoundRefusal,
  type CallSound,
  type Recorder,
  type RecordingNews,
  type RecordingWish,
  type SoundEngine,
  type SoundNews,
} from "../../features/sounds/ports.ts";
import type { SoundOptions } from "./core.ts";
import { Word, type Order } from "./messages.ts";
import { openAhead, type ColdEngine } from "./sound-ahead.ts";

const defaults: SoundOptions = {
  address: "127.0.0.1",
  ports: { from: 16_384, to: 32_766 },
  codecs: ["opus", "G722", "PCMA", "PCMU"],
  warm: false,
};

type Waiting = Readonly<{ resolve: (text: string) => void; reject: (refusal: SoundRefusal) => void }>;
type Asked = Extract<Order, { question: number }>;
type WithoutNumber<T> = T extends Asked ? Omit<T, "question"> : never;

/**
 * Starts the sound in a thread of its own. Should that thread ever die, each call gets `failed: sound-failed`, open questions are
 * refused, and a new thread takes the next call. `onCrash` hears why, for the log.
 */
export async function startSoundEngine(
  options: Partial<SoundOptions> & Readonly<{ onCrash?: (error: unknown) => void }> = {},
): Promise<SoundEngine> {
  const { onCrash = () => {}, ...given } = options;
  return Promise.resolve(openAhead(new WorkerEngine({ ...defaults, ...given }, onCrash)));
}

class WorkerEngine implements ColdEngine {
  readonly #options: SoundOptions;
  readonly #onCrash: (error: unknown) => void;
  readonly #calls = new Map<number, (news: SoundNews) => void>();
  readonly #recordings = new Map<number, (news: RecordingNews) => void>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #lost = new Set<() => void>();
  /** Null after a crash, until it is needed again: a thread that cannot start must not be started in a circle. */
  #worker: Worker | null;
  /** Whether it has said anything yet: until then no call and no recording is its. */
  #awake = false;
  #count = 0;
  #stopped = false;

  constructor(options: SoundOptions, onCrash: (error: unknown) => void) {
    this.#options = options;
    this.#onCrash = onCrash;
    this.#worker = this.#start();
  }

  readonly open: ColdEngine["open"] = async (news, address, encryption = "off") => {
    this.#count += 1;
    const call = this.#count;
    this.#calls.set(call, news);
    try {
      await this.#ask({ do: "open", call, address: address ?? null, encryption });
    } catch (error) {
      this.#calls.delete(call);
      throw error;
    }
    return this.#sound(call);
  };

  readonly record = (mix: string, wish: RecordingWish, news: (news: RecordingNews) => void): Recorder => {
    this.#count += 1;
    const recording = this.#count;
    this.#recordings.set(recording, news);
    this.#tell({ do: "record", recording, mix, wish });
    return {
      pause: (paused) => this.#tell({ do: "pauseRecording", recording, paused }),
      stop: () => this.#tell({ do: "stopRecording", recording }),
    };
  };

  readonly linkBrowser = (session: string, offer: string): Promise<string> =>
    this.#ask({ do: "linkBrowser", session, sdp: offer });

  readonly onLost = (listener: () => void): void => void this.#lost.add(listener);

  readonly unlinkBrowser = (session: string): void => this.#tell({ do: "unlinkBrowser", session });

  readonly stop = async (): Promise<void> => {
    if (this.#stopped) return;
    this.#stopped = true;
    const worker = this.#worker;
    if (worker === null) return;
    // One that still begins has nothing to put away, and would keep whoever leaves waiting until it has begun.
    if (this.#awake) await this.#ask({ do: "stop" }).catch(() => {});
    await worker.terminate();
  };

  #sound(call: number): CallSound {
    return {
      offer: (direction, only) => this.#ask({ do: "offer", call, direction, only: only ?? null }),
      accept: async (sdp) => void (await this.#ask({ do: "accept", call, sdp })),
      answer: (sdp, direction) => this.#ask({ do: "answer", call, sdp, direction }),
      connect: (party) => this.#tell({ do: "connect", call, party }),
      mute: (muted) => this.#tell({ do: "mute", call, muted }),
      sendDigits: async (digits) => void (await this.#ask({ do: "sendDigits", call, digits })),
      close: () => {
        this.#calls.delete(call);
        this.#tell({ do: "close", call });
      },
    };
  }

  #start(): Worker {
    this.#awake = false;
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: this.#options });
    worker.on("message", (message: unknown) => this.#hear(message));
    worker.on("error", (error) => this.#onCrash(error));
    worker.on("exit", () => {
      if (worker === this.#worker) this.#crashed();
    });
    return worker;
  }

  #crashed(): void {
    const calls = [...this.#calls.values()];
    const waiting = [...this.#waiting.values()];
    const recordings = [...this.#recordings.values()];
    this.#calls.clear();
    this.#recordings.clear();
    this.#waiting.clear();
    this.#worker = null;
    for (const { reject } of waiting) reject(new SoundRefusal("sound-failed", "the sound's thread has died"));
    for (const news of calls) news({ type: "failed", reason: "sound-failed" });
    for (const news of recordings) news({ type: "ended", fault: "not-written" });
    for (const tell of this.#lost) tell();
  }

  #ask(order: WithoutNumber<Order>): Promise<string> {
    this.#count += 1;
    const question = this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(question, { resolve, reject });
      this.#worker ??= this.#start();
      this.#worker.postMessage({ ...order, question });
    });
  }

  #tell(order: Exclude<Order, Asked>): void {
    this.#worker?.postMessage(order);
  }

  #hear(message: unknown): void {
    this.#awake = true;
    const word = v.parse(Word, message);
    if (word.is === "news") return this.#calls.get(word.call)?.(word.news);
    if (word.is === "recorded") return this.#hearOfRecording(word);
    const waiting = this.#waiting.get(word.question);
    this.#waiting.delete(word.question);
    if (word.is === "reply") waiting?.resolve(word.text);
    else waiting?.reject(new SoundRefusal(word.reason, word.why));
  }

  #hearOfRecording({ recording, news }: Extract<Word, { is: "recorded" }>): void {
    const hear = this.#recordings.get(recording);
    if (news.type === "ended") this.#recordings.delete(recording);
    hear?.(news);
  }
}
