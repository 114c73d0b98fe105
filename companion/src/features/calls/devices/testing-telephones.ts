import { isLive, type Call, type CallEnd, type Devices } from "@twp/shared/protocol/index.ts";
import { aTelephone, describes, offersAt, partnerIn } from "../../devices/testing.ts";
import { createWorld, settled, userOf } from "../testing.ts";

/** The user's two telephones, and four others. */
export const telephones = ["7000", "7001"] as const;
export const peers = ["5010", "5011", "5012", "5013"] as const;
const devices: Devices = { telephones: telephones.map((number) => aTelephone(number)), used: telephones[0] };

/** The port of our n-th sound. */
const portOf = (n: number): string => String(16_000 + n);
const numberOf = (list: readonly string[], n: number): string => list[n % list.length] ?? "none";
const ignore = (): null => null;

type Asked = "calls.hold" | "calls.resume" | "calls.swap" | "calls.takeBack" | "calls.hangUp";
export type TelephoneWorld = ReturnType<typeof createTelephoneWorld>;

/** A world in which the user has telephones, and everybody describes where they hear by a port of their number. */
export function createTelephoneWorld() {
  const world = createWorld();
  const user = userOf(world);
  const answered = new Set<object>();
  /** Whoever refuses a new offer just now. */
  const refusing = new Set<string>();
  world.have(devices);
  world.behaviour.describes = (number, offer) => {
    if (refusing.has(number)) throw new Error("488");
    return describes(number, offer);
  };
  world.behaviour.weDescribe = (n, direction) => offersAt(portOf(n), direction);
  const live = (): readonly Call[] => world.state().calls.filter(isLive);
  /** Whoever is rung at that number answers what was offered, once. */
  const answers = async (number: string): Promise<void> => {
    const [tell, offer] = [world.dialled.get(number), world.offered.get(number) ?? ""];
    if (tell !== undefined && !answered.has(tell)) tell({ type: "answered", answer: describes(number, offer) });
    if (tell !== undefined) answered.add(tell);
    await settled();
  };
  return {
    ...world,
    user,
    refusing,
    live,
    callWith: (n: number) => live().find(({ peer }) => peer.number === peers[n % peers.length]),
    answers,
    /** The user has these telephones, and speaks with that device. */
    use: (used: string) => world.have({ ...devices, used }),
    /** A telephone ends its call with us, and knows of nobody any more. */
    ends(number: string, end: CallEnd): void {
      world.offered.delete(number);
      world.dialled.get(number)?.({ type: "ended", end });
      world.dialled.delete(number);
    },
    /** A call with that peer, with the telephone in use. */
    async speaksWith(number: string): Promise<string> {
      const callId = await user.dial(number);
      await answers(telephones[0]);
      await answers(number);
      return callId;
    },
    /** Whom somebody was told to exchange sound with; nobody where nothing flows. */
    partnerOf: (number: string): string | null => partnerIn(world.offered.get(number) ?? "inactive"),
    /** What that sound of ours is connected to, by the port at which it hears. */
    partyAt: (port: string | null) => world.parties.get(Number(port) - Number(portOf(0))) ?? null,
  };
}

/** What the user, the others and the telephones may do, the n-th of each. */
export function deedsIn(world: () => TelephoneWorld): Readonly<Record<string, (n: number) => unknown>> {
  // Nobody waits for it: what rings a telephone lasts until it is lifted.
  const ask = (command: Asked, n: number) =>
    void world()
      .user.ask(command, { callId: idOf(n) })
      .catch(ignore);
  const idOf = (n: number): string => world().callWith(n)?.id ?? "none";
  return {
    // What a number was offered is kept by the number: nobody is called twice.
    dial: (n) => (world().callWith(n) === undefined ? world().user.dial(numberOf(peers, n)).catch(ignore) : null),
    answer: (n) => world().answers(numberOf(peers, n)),
    lift: (n) => world().answers(numberOf(telephones, n)),
    putDown: (n) => world().ends(numberOf(telephones, n), "hung-up-by-peer"),
    decline: (n) => world().ends(numberOf(telephones, n), "busy"),
    leave: (n) => world().dialled.get(numberOf(peers, n))?.({ type: "ended", end: "hung-up-by-peer" }),
    hold: (n) => ask("calls.hold", n),
    resume: (n) => ask("calls.resume", n),
    swap: (n) => ask("calls.swap", n),
    takeBack: (n) => ask("calls.takeBack", n),
    hangUp: (n) => ask("calls.hangUp", n),
    mute: (n) =>
      world()
        .user.ask("calls.mute", { callId: idOf(n), muted: n > 1 })
        .catch(ignore),
    move: (n) =>
      void world()
        .user.ask("calls.move", {
          callId: idOf(n),
          device: ["browser", ...telephones.toReversed()][n % 3] ?? "browser",
        })
        .catch(ignore),
  };
}

/** What may be done besides with conferences. */
export function conferenceDeedsIn(world: () => TelephoneWorld): ReturnType<typeof deedsIn> {
  const whole = (what: "hold" | "enter" | "leave" | "hangUp", n: number): void => {
    const conferenceId = world().callWith(n)?.conference?.id ?? "none";
    void world().user.ask(`conferences.${what}`, { conferenceId }).catch(ignore);
  };
  return {
    ...deedsIn(world),
    meet: (n) =>
      void world()
        .user.ask("conferences.begin", {
          callId: world().callWith(n)?.id ?? "none",
          otherId: world().callWith(n + 1)?.id ?? "none",
        })
        .catch(ignore),
    holdAll: (n) => whole("hold", n),
    enter: (n) => whole("enter", n),
    leaveAll: (n) => whole("leave", n),
    hangUpAll: (n) => whole("hangUp", n),
  };
}
