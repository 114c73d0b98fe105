import type { LegNews, OwnPhone } from "../calls/ports.ts";
import { SoundRefusal, type CallSound, type Direction, type TelephoneNews } from "../sounds/ports.ts";
import { createTurn } from "../turn.ts";
import { blackHole, readAudio, samePlace, without, writeAudio, type Audio } from "./description.ts";
import { createHandset, type HandsetPorts } from "./handset.ts";
import { createVoice } from "./voice.ts";

/** What a telephone of the user's is connected to: a call whose other party describes itself so. */
export type Conversation = Readonly<{
  peer: () => Audio | null;
  /** Is it there for this conversation, though the other party may not have answered yet? Not while that one waits on hold. */
  wanted: () => boolean;
  /** Is it there for this conversation, or will be again after a hold? Not once its user has left a conference to the others. */
  needed: () => boolean;
  /** The telephone is asked to hear only, so that the other party hears nothing. */
  muted: () => boolean;
  /** Hears how the telephone answers what this conversation offers it. */
  answered?: (audio: Audio) => Promise<unknown>;
  tell: (news: TelephoneNews) => void;
}>;

/** What a telephone needs: `open` gives a sound of ours for it. */
export type PhonePorts = Omit<HandsetPorts, "offer"> & Readonly<{ open: () => Promise<CallSound> }>;

/** A telephone of the user's, which we have called and keep in a call with us. */
export type Phone = ReturnType<typeof createPhone>;

/**
 * Third-party call control (RFC 3725 section 4.4, flow IV): the telephone is called with an offer in which nothing flows, so that it can
 * wait for the other party as long as that takes, which flow I forbids. In one thing we differ from flow IV: the other party gets no INVITE
 * without an offer, which many do not understand, but the description with which the telephone has answered; it can ring with its own tone,
 * and its answer is offered to the telephone. Should the telephone then hear elsewhere, the other party is offered anew.
 *
 * One telephone is called once, whatever number of calls are made with it: it is connected to the one that is spoken in, or for a
 * conference to a sound of ours, its `voice`.
 */
export function createPhone(ports: PhonePorts) {
  const hole = blackHole(ports.line.local, ports.clock.now());
  const inTurn = createTurn();
  /** Everything it can do, and where it hears; known even after it was put down. */
  let own: Audio | null = null;
  /** What it was offered or has been answered last. */
  let said = "";
  const plug = createPlug();

  const known = (): Audio => {
    if (own === null) throw new SoundRefusal("phone-unreachable", "the telephone was never there");
    return own;
  };
  const hearsAt = ({ connection, port }: Audio): void => void (own = { ...known(), connection, port });
  const handset = createHandset(
    { ...ports, offer: writeAudio(hole) },
    {
      lifted(description) {
        own = readAudio(description);
        said = writeAudio(hole);
        return own !== null;
      },
      hungUp() {
        for (const each of plug.all()) if (each.wanted()) each.tell({ type: "hungUp" });
      },
      reoffered: (news) =>
        answerPhone(news, { current: plug.current(), hole, said }, (audio, peer) => {
          hearsAt(audio);
          said = writeAudio(peer);
        }),
    },
  );

  const tune = (): Promise<Audio> =>
    inTurn(async () => {
      const to = plug.current();
      const offer = writeAudio(heard(to) ?? hole);
      if (!handset.isUp() || offer === said) return known();
      const answer = readAudio(await handset.reoffer(offer));
      if (answer === null) throw new SoundRefusal("no-common-codec", "the telephone has no such sound");
      said = offer;
      const moved = !samePlace(known(), answer);
      hearsAt(answer);
      await to?.answered?.(answer);
      if (moved) plug.current()?.tell({ type: "moved" });
      return answer;
    });
  return {
    ...plug,
    isUp: handset.isUp,
    /** Rings it until it is answered. Rejects with `SoundRefusal`. */
    lift: (how: OwnPhone) => handset.lift(how),
    putDown: handset.putDown,
    /** Puts it down where nobody needs it any more, though calls that were made with it go on. */
    rest(): void {
      if (!plug.all().some((each) => each.needed())) handset.putDown();
    },
    /** Everything it can do, for an offer of that direction. */
    offer: (direction: Direction): string => writeAudio(known(), direction),
    /** Offers it what it should be connected to, unless it knows that; resolves with its answer. */
    tune,
    voice: createVoice({ open: ports.open, ...plug, tune }),
  };
}

/** Whom a telephone should be connected to, among the conversations that are there with it. Begins with nobody. */
function createPlug() {
  let current: Conversation | null = null;
  const all = new Set<Conversation>();
  const leave = (conversation: Conversation): void => {
    if (current === conversation) current = null;
  };
  return {
    current: () => current,
    all: (): readonly Conversation[] => [...all],
    /** That conversation is one of its own until it is `over`: whoever puts it down gives up all that it is there for. */
    begin: (conversation: Conversation): void => void all.add(conversation),
    over(conversation: Conversation): void {
      all.delete(conversation);
      leave(conversation);
    },
    connect: (conversation: Conversation): void => void (current = conversation),
    /** Connects it to nobody, if it is connected to that one. */
    leave,
    isConnectedTo: (conversation: Conversation) => current === conversation,
  };
}

/** What a telephone hears in a conversation; null where there is nobody to be heard. */
function heard(conversation: Conversation | null): Audio | null {
  const peer = conversation?.peer() ?? null;
  if (conversation === null || peer === null) return null;
  return { ...peer, direction: conversation.muted() ? without(peer.direction, "receives") : peer.direction };
}

type Told = Readonly<{ current: Conversation | null; hole: Audio; said: string }>;
type Reoffered = Extract<LegNews, { type: "reoffered" }>;

/** The telephone changes the session: that is for whoever it is connected to, and where that is nobody, nothing flows. */
function answerPhone(
  { offer, reply }: Reoffered,
  { current, hole, said }: Told,
  agreed: (audio: Audio, peer: Audio) => void,
): void {
  const audio = readAudio(offer);
  if (audio === null) return offer === "" ? reply.accept(said) : reply.refuse();
  if (heard(current) === null) return reply.accept(writeAudio(hole, "inactive", offer));
  current?.tell({
    type: "reoffered",
    offer: writeAudio(audio),
    accept(answer) {
      const peer = readAudio(answer);
      if (peer === null) return reply.refuse();
      agreed(audio, peer);
      reply.accept(writeAudio(peer, peer.direction, offer));
    },
    refuse: reply.refuse,
  });
}
