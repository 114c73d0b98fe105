import type { CallSound, Direction, Party, SoundNews } from "../sounds/ports.ts";

/** How the sound of a call at a telephone can pass through us. */
export type PassageWish = Readonly<{
  /** The name of the mix in which the telephone and the other party are alone. */
  mix: string;
  /** Opens a sound of ours towards the other party, or the telephone. */
  open: (news: (news: SoundNews) => void, towards: "peer" | "telephone") => Promise<CallSound>;
}>;

/** A sound of ours, from when it was asked for. */
type Opened = { sound: CallSound | null; closed: boolean };

/** The sound of ours towards the other party of a call at a telephone: opened when it is first needed, and again after it was closed. */
export function createPassage({ open }: Pick<PassageWish, "open">, news: (news: SoundNews) => void) {
  let opened: Opened | null = null;
  let opening: Promise<CallSound> | null = null;
  let muted = false;
  let held = false;
  const begin = async (mine: Opened): Promise<CallSound> => {
    const sound = await open((each) => {
      if (each.type === "heldByPeer") held = each.held;
      if (!mine.closed) news(each);
    }, "peer");
    if (mine.closed) {
      sound.close();
      throw new Error("given up");
    }
    mine.sound = sound;
    sound.mute(muted);
    return sound;
  };
  const ready = (): Promise<CallSound> => {
    opened ??= { sound: null, closed: false };
    opening ??= begin(opened);
    return opening;
  };
  return {
    offer: async (direction: Direction) => (await ready()).offer(direction),
    accept: async (answer: string) => (await ready()).accept(answer),
    answer: async (offer: string, direction: Direction) => (await ready()).answer(offer, direction),
    sendDigits: async (digits: string) => (await ready()).sendDigits(digits),
    connect: (party: Party): void => opened?.sound?.connect(party),
    /** Does the other party hold us? */
    isHeld: () => held,
    mute(wanted: boolean): void {
      muted = wanted;
      opened?.sound?.mute(muted);
    },
    close(): void {
      if (opened !== null) opened.closed = true;
      opened?.sound?.close();
      [opened, opening, held] = [null, null, false];
    },
  };
}
