import { Failure } from "@twp/shared/protocol/index.ts";
import { SoundRefusal, type CallSound } from "../sounds/ports.ts";
import { createTurn } from "../turn.ts";
import { readAudio, writeAudio, type Audio } from "./description.ts";
import type { Conversation } from "./phone.ts";

/** What a voice needs of its telephone, and the sound of ours that it speaks with. */
export type VoicePorts = Readonly<{
  open: () => Promise<CallSound>;
  connect: (conversation: Conversation) => void;
  leave: (conversation: Conversation) => void;
  tune: () => Promise<unknown>;
}>;

/**
 * Connects a telephone to a sound of ours, which is the user in a mix, as long as a conversation claims it.
 *
 *     connected elsewhere ──claim──▶ offered our sound ──answered──▶ hears and says silence ──speak──▶ the user in a mix
 *             ▲                            │                                  │                             │
 *             └──────── refused, or left by the last conversation that had claimed it ─────────────────────┘
 */
export function createVoice({ open, connect, leave, tune }: VoicePorts) {
  const claims = new Set<Conversation>();
  const inTurn = createTurn();
  let sound: CallSound | null = null;
  let audio: Audio | null = null;
  let mix: string | null = null;

  const close = (): void => {
    sound?.close();
    [sound, audio, mix] = [null, null, null];
  };
  const conversation: Conversation = {
    peer: () => audio,
    wanted: () => false,
    needed: () => false,
    muted: () => false,
    answered: async (answer) => sound?.accept(writeAudio(answer)),
    tell(news) {
      if (news.type !== "reoffered") return;
      (sound?.answer(news.offer, "sendrecv") ?? Promise.reject(new Error("no sound of ours"))).then(
        news.accept,
        news.refuse,
      );
    },
  };
  const enter = (): void => sound?.connect(mix === null ? { kind: "nobody" } : { kind: "user-of", mix });
  const prepare = async (): Promise<void> => {
    if (claims.size === 0) return;
    sound ??= await open();
    const mine = sound;
    const described = audio ?? readAudio(await mine.offer("sendrecv"));
    if (described === null) throw new SoundRefusal("sound-failed", "no sound of ours");
    // Nobody claims it any more, or it was closed meanwhile and is claimed anew: whoever claims it prepares it.
    if (sound !== mine || claims.size === 0) return mine === sound ? close() : undefined;
    audio = described;
    enter();
    connect(conversation);
    await tune().catch((error: unknown) => {
      throw new Failure("phone-refused", "the telephone refuses our sound", { cause: error });
    });
  };
  const release = (claimed: Conversation): void => {
    if (!claims.delete(claimed) || claims.size > 0) return;
    leave(conversation);
    close();
  };
  return {
    /** Connects the telephone to our sound. Rejects with `phone-refused`. */
    claim(claimed: Conversation): Promise<void> {
      claims.add(claimed);
      return inTurn(prepare);
    },
    /** Whoever is in that mix hears the telephone from now on. */
    speak(name: string): void {
      mix = name;
      enter();
    },
    leave: release,
    isClaimedBy: (claimed: Conversation) => claims.has(claimed),
  };
}
