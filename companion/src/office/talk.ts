import type { CallSound, KeptSound, Party, SoundEngine, SoundNews, SoundRefusal } from "../features/sounds/ports.ts";
import type { Dialog, Headers, Responder, SentRequest, SipRequest, Srf } from "../srf/application.ts";

/** A call with one of the office's machines, while it lasts. */
export type Talk = Readonly<{
  /** Aborted when the call is over, whoever ended it. */
  ended: AbortSignal;
  connect: (party: Party) => void;
  /** Plays files; resolves at their end, or the call's. */
  play: (files: readonly string[]) => Promise<void>;
  /** Keeps what the other side says; resolves when it is over, whatever ended it, and once the file is closed. */
  record: (recorder: Omit<Extract<Party, { kind: "recorder" }>, "kind">) => Promise<KeptSound>;
  stopRecording: () => void;
  /** Hears the digits that the other side presses. */
  onDigit: (heard: (digit: string) => void) => void;
  hangUp: () => void;
}>;

/** Milliseconds after which a machine has said all it has to say. */
const longest = 10 * 60_000;

/** A machine can be sent to nobody else, and says so before it is asked (RFC 3261 section 20.5). */
const allow: Headers = { Allow: "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO" };

/**
 * Answers a call. Null where its sound could not be agreed on, or the caller has gone. `signal` hangs up. A party that is given hears the
 * caller's first word: whoever has our answer may speak before we have its ACK (RFC 3264 section 5.1).
 */
export async function answer(
  srf: Srf,
  sounds: SoundEngine,
  request: SipRequest,
  response: Responder,
  signal: AbortSignal,
  party: Party = { kind: "nobody" },
): Promise<Talk | null> {
  const machine = new Machine(signal);
  let localSdp: string;
  try {
    const sound = await machine.open(sounds);
    localSdp = await sound.answer(request.body, "sendrecv");
    sound.connect(party);
  } catch (error) {
    machine.end();
    response.send(isRefusal(error) && error.reason === "no-common-codec" ? 488 : 500);
    return null;
  }
  return new Promise((resolve) => {
    srf.createUAS(request, response, { localSdp, headers: allow }, (_error, dialog) => resolve(machine.begin(dialog)));
  });
}

/** Calls a contact; null where it was not answered. `patience` gives up, `signal` hangs up. */
export async function call(
  srf: Srf,
  sounds: SoundEngine,
  contact: string,
  headers: Headers,
  patience: AbortSignal,
  signal: AbortSignal,
): Promise<Talk | null> {
  const machine = new Machine(signal);
  const sound = await machine.open(sounds);
  const localSdp = await sound.offer("sendrecv");
  const settled = new AbortController();
  const dialog = await new Promise<Dialog | undefined>((resolve) => {
    const cbRequest = (_error: unknown, sent?: SentRequest) => {
      const giveUp = () => sent?.cancel(() => undefined);
      patience.addEventListener("abort", giveUp, { once: true, signal: settled.signal });
    };
    const progress = { cbRequest, cbProvisional: () => undefined };
    srf.createUAC(contact, { localSdp, headers }, progress, (_error, answered) => resolve(answered));
  });
  settled.abort();
  const agreed = dialog !== undefined && (await sound.accept(dialog.remote.sdp).then(...yesOrNo));
  const talk = machine.begin(dialog);
  if (!agreed) talk?.hangUp();
  return agreed ? talk : null;
}

function isRefusal(error: unknown): error is SoundRefusal {
  return error instanceof Error && error.name === "SoundRefusal";
}

const yesOrNo = [() => true, () => false] as const;

const nothingKept: KeptSound = { type: "kept", seconds: 0, spoken: 0, fault: "not-written" };

/** The sound and the dialog of one call; whichever ends takes the other with it. */
class Machine {
  readonly #ended = new AbortController();
  readonly #listeners: ((digit: string) => void)[] = [];
  #sound: CallSound | null = null;
  #dialog: Dialog | null = null;
  #played: () => void = () => {};
  /** Hears what becomes of a recording, while there is one. */
  #kept: ((kept: KeptSound) => void) | null = null;

  constructor(signal: AbortSignal) {
    signal.addEventListener("abort", () => this.end(), { once: true, signal: this.#ended.signal });
  }

  async open(sounds: SoundEngine): Promise<CallSound> {
    this.#sound = await sounds.open((news) => this.#hear(news));
    if (this.#ended.signal.aborted) this.#sound.close();
    return this.#sound;
  }

  /** The call is on; without a dialog it has failed and is over. */
  begin(dialog: Dialog | undefined): Talk | null {
    const sound = this.#sound;
    if (dialog === undefined || sound === null) {
      this.end();
      return null;
    }
    this.#dialog = dialog;
    dialog.on("destroy", () => this.#over());
    dialog.on("refer", (_request, response) => response.send(405, { headers: allow }));
    dialog.on("modify", (request, response) => void reoffer(sound, dialog, request, response));
    const timer = setTimeout(() => this.end(), longest);
    this.#ended.signal.addEventListener("abort", () => clearTimeout(timer));
    return {
      ended: this.#ended.signal,
      connect: (party) => sound.connect(party),
      play: (files) => this.#play(sound, files),
      record: (recorder) => this.#record(sound, { kind: "recorder", ...recorder }),
      stopRecording: () => this.#kept !== null && sound.connect({ kind: "nobody" }),
      onDigit: (heard) => void this.#listeners.push(heard),
      hangUp: () => this.end(),
    };
  }

  end(): void {
    if (this.#ended.signal.aborted) return;
    this.#dialog?.destroy(() => undefined);
    this.#over();
  }

  #over(): void {
    this.#ended.abort();
    this.#played();
    // What was said to the very end is kept before its sound is let go.
    if (this.#kept === null) this.#sound?.close();
    else this.#sound?.connect({ kind: "nobody" });
  }

  #record(sound: CallSound, recorder: Party): Promise<KeptSound> {
    this.#played();
    if (this.#ended.signal.aborted) return Promise.resolve(nothingKept);
    return new Promise((resolve) => {
      this.#kept = (kept) => {
        this.#kept = null;
        if (this.#ended.signal.aborted) sound.close();
        resolve(kept);
      };
      sound.connect(recorder);
    });
  }

  #play(sound: CallSound, files: readonly string[]): Promise<void> {
    this.#played();
    if (this.#ended.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#played = resolve;
      sound.connect({ kind: "player", files });
    });
  }

  #hear(news: SoundNews): void {
    if (news.type === "digit") for (const listener of this.#listeners) listener(news.digit);
    if (news.type === "played") this.#played();
    if (news.type === "kept") this.#kept?.(news);
    if (news.type === "failed") {
      this.#kept?.(nothingKept);
      this.end();
    }
  }
}

/** The other side holds us, or takes us back. */
async function reoffer(sound: CallSound, dialog: Dialog, request: SipRequest, response: Responder): Promise<void> {
  try {
    const body = await sound.answer(request.body, "sendrecv");
    response.send(200, { body, headers: { Contact: dialog.local.contact, "Content-Type": "application/sdp" } });
  } catch {
    response.send(488);
  }
}
