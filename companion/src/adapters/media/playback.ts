import type { Codec } from "@twp/shared/protocol/calls.ts";
import { createPlayer, loadSounds, type Player } from "./player.ts";

/** What a call plays: files wait for its codec, and go on where they stood when it changes. */
export class Playback {
  readonly #ended: () => void;
  #files: readonly string[] | null = null;
  #codec: Codec | null = null;
  #player: Player | null = null;

  /** `ended` hears that the last file is over. */
  constructor(ended: () => void) {
    this.#ended = ended;
  }

  /** Plays these files from now on; null for none. */
  play(files: readonly string[] | null): void {
    this.#files = files;
    this.#player = null;
    this.#load();
  }

  /** The codec of the call. */
  speak(codec: Codec): void {
    this.#codec = codec;
    this.#load();
  }

  /** The next 20 ms, or null where there is nothing to play. */
  next(): Uint8Array | null {
    // After a change of codec the next player takes over where this one stands.
    if (this.#player === null || this.#player.codec !== this.#codec) return null;
    const frame = this.#player.next();
    if (frame !== null) return frame;
    this.#player = null;
    this.#files = null;
    this.#ended();
    return null;
  }

  #load(): void {
    const [files, codec] = [this.#files, this.#codec];
    if (files === null || codec === null) return;
    const from = this.#player?.played() ?? 0;
    void loadSounds(files)
      .then((sounds) => createPlayer(sounds, codec, from))
      .then((player) => {
        if (this.#files === files && this.#codec === codec) this.#player = player;
      });
  }
}
