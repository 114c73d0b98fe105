import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Leg, LegNews, Line } from "../calls/ports.ts";
import { settled } from "../calls/testing.ts";
import { createHandClock } from "../hand-clock.ts";
import type { Party, SoundNews, TelephoneNews } from "../sounds/ports.ts";
import { createPhones } from "./phones.ts";
import type { PassageWish } from "./passage.ts";
import { describes, offersAt, partnerIn } from "./testing.ts";

let offered: string[];
let hungUp: number;
let tell: (news: LegNews) => void;
/** What the telephone answers to a new offer. */
let answers: (offer: string) => string;
let phones: ReturnType<typeof createPhones>;
beforeEach(begin);
function begin(): void {
  [offered, hungUp, answers] = [[], 0, (offer) => describes("7000", offer)];
  ours = new Map();
  phones = createPhones(createHandClock());
}

const leg = {
  hangUp: () => void (hungUp += 1),
  reoffer: async (offer: string) => (offered.push(offer), answers(offer)),
} as unknown as Leg;
const line = {
  local: "192.0.2.9",
  dial: (_target: string, offer: string, news: (news: LegNews) => void) => {
    offered.push(offer);
    tell = news;
    return leg;
  },
} as unknown as Line;

/** The sounds of ours, by the ports at which they hear, and what they were connected to. */
let ours: Map<string, string>;
const here: PassageWish = {
  mix: "the two",
  open: async (_, towards) => {
    const port = String(16_000 + ours.size);
    ours.set(port, "nobody");
    const party = ({ kind, ...rest }: Party) => [kind, ...Object.values(rest)].join(" ");
    return {
      offer: async (direction) => offersAt(port, direction),
      accept: async () => undefined,
      answer: async (_offer, direction) => offersAt(port, direction),
      connect: (to) => void ours.set(port, party(to)),
      mute: () => undefined,
      sendDigits: async () => undefined,
      close: () => void ours.set(port, `closed towards the ${towards}`),
    };
  },
};

/** The sound of one call at the telephone, and what it tells. */
function soundOf() {
  const news: (SoundNews | TelephoneNews)[] = [];
  const how = { shown: "", answersByItself: true };
  return { news, sound: phones.open({ id: "desk", line, target: "7000", how, here }, (each) => news.push(each)) };
}
const lift = async (): Promise<void> => {
  tell({ type: "answered", answer: describes("7000", "inactive") });
  await settled();
};
const partner = (): string | null => partnerIn(offered.at(-1) ?? "inactive");

/** A call at the telephone with whoever hears at that port. */
async function spokenWith(port: string) {
  const call = soundOf();
  const offer = call.sound.offer("sendrecv");
  await settled();
  if (!phones.isUp("desk")) await lift();
  await call.sound.accept(describes(port, await offer));
  call.sound.connect({ kind: "browser" });
  await settled();
  return call;
}

describe("the sound of a call at a telephone", () => {
  it("rings it before the other party is offered anything, and offers where it hears", async () => {
    const { sound, news } = soundOf();
    let offer = "";
    void sound.offer("sendrecv").then((text) => (offer = text));
    await settled();
    expect([offer, news]).toEqual(["", [{ type: "rings", rings: true }]]);
    await lift();
    expect(partnerIn(offer)).toBe("7000");
    expect(news.at(-1)).toEqual({ type: "rings", rings: false });
  });

  it("connects the two once the other has answered, and lets nothing flow when nobody should hear", async () => {
    const { sound, news } = await spokenWith("5010");
    expect(partner()).toBe("5010");
    sound.connect({ kind: "nobody" });
    await settled();
    expect(partner()).toBeNull();
    sound.connect({ kind: "browser" });
    await settled();
    expect(partner()).toBe("5010");
    expect(news.at(-1)).toEqual({ type: "heldByPeer", held: false });
  });

  it("is muted by asking the telephone to hear only", async () => {
    const { sound } = await spokenWith("5010");
    sound.mute(true);
    await settled();
    expect(offered.at(-1)).toContain("a=sendonly");
    sound.mute(false);
    await settled();
    expect(offered.at(-1)).toContain("a=sendrecv");
  });

  it("tells that the telephone hears elsewhere, so that the other party is offered anew", async () => {
    const { news } = await spokenWith("5010").then((call) => {
      answers = (offer) => describes("7500", offer);
      call.sound.mute(true);
      return call;
    });
    await settled();
    expect(news.at(-1)).toEqual({ type: "moved" });
  });

  it("fails where the telephone refuses whom it is connected to", async () => {
    answers = () => {
      throw new Error("488");
    };
    const { sound, news } = soundOf();
    const offer = sound.offer("sendrecv");
    await settled();
    await lift();
    await sound.accept(describes("5010", await offer));
    sound.connect({ kind: "browser" });
    await settled();
    expect(news.at(-1)).toEqual({ type: "failed", reason: "no-common-codec" });
  });

  it("puts the telephone down with its last call, and no earlier", async () => {
    const first = await spokenWith("5010");
    const second = await spokenWith("5011");
    first.sound.close();
    await settled();
    expect([hungUp, partner()]).toEqual([0, "5011"]);
    second.sound.close();
    expect(hungUp).toBe(1);
  });

  it("passes what the telephone changes to whom it speaks with, and to nobody else", async () => {
    const { news } = await spokenWith("5010");
    let said = "";
    const reply = { accept: (answer: string) => void (said = answer), refuse: () => void (said = "refused") };
    tell({ type: "reoffered", offer: describes("7000", "sendonly"), reply });
    const passed = news.at(-1);
    if (passed?.type !== "reoffered") throw new Error("not passed on");
    passed.accept(describes("5010", passed.offer));
    expect(partnerIn(said)).toBe("5010");
  });

  it("answers a telephone that changes the session while it is connected to nobody: nothing flows", async () => {
    const { sound } = await spokenWith("5010");
    sound.connect({ kind: "nobody" });
    await settled();
    let said = "";
    const reply = { accept: (answer: string) => void (said = answer), refuse: () => void (said = "refused") };
    tell({ type: "reoffered", offer: describes("7000", "sendrecv"), reply });
    expect(said).toContain("a=inactive");
  });
});

describe("the sound of a call at a telephone that passes through us", () => {
  const inMix: Party = { kind: "mix", name: "conference", user: true };
  /** A call with whoever hears at that port is in a conference. */
  async function mixedWith(port: string) {
    const call = await spokenWith(port);
    expect(call.sound.pass(true)).toBe(true);
    await call.sound.lift();
    await call.sound.accept(describes(port, await call.sound.offer("sendrecv")));
    call.sound.connect(inMix);
    await settled();
    return call;
  }
  const partyAt = (port: string): string | undefined => ours.get(port);

  it("is ours towards both, and the two are apart again once the other party has agreed", async () => {
    const { sound, news } = await mixedWith("5010");
    expect([partner(), partyAt("16000"), partyAt("16001")]).toEqual([
      "16000",
      "user-of conference",
      "mix conference false",
    ]);
    expect([sound.pass(true), sound.pass(false)]).toEqual([false, true]);
    sound.connect({ kind: "browser" });
    expect([partyAt("16000"), partyAt("16001")]).toEqual(["user-of the two", "mix the two false"]);
    const offer = await sound.offer("sendrecv");
    expect(partnerIn(offer)).toBe("7000");
    await sound.accept(describes("5010", offer));
    await settled();
    expect([partner(), news.some(({ type }) => type === "apart")]).toEqual(["5010", true]);
    expect([...ours.values()]).toEqual(["closed towards the telephone", "closed towards the peer"]);
  });

  it("answers what the other party or the telephone changes by ourselves", async () => {
    const { sound, news } = await mixedWith("5010");
    const before = news.length;
    expect(partnerIn(await sound.answer(describes("5010", "sendrecv"), "sendrecv"))).toBe("16001");
    let said = "";
    const reply = { accept: (answer: string) => void (said = answer), refuse: () => void (said = "refused") };
    tell({ type: "reoffered", offer: describes("7000", "sendonly"), reply });
    await settled();
    expect(partnerIn(said)).toBe("16000");
    expect(news.slice(before)).toEqual([]);
  });

  it("sends the panel's digits as it is", async () => {
    const { sound } = await spokenWith("5010");
    await expect(sound.sendDigits("1")).rejects.toThrow("no sound of ours");
    const mixed = await mixedWith("5011");
    await expect(mixed.sound.sendDigits("1")).resolves.toBeUndefined();
  });

  it("leaves the telephone connected to whom it was where that refuses our sound, and says so", async () => {
    const { sound } = await spokenWith("5010");
    answers = () => {
      throw new Error("488");
    };
    sound.pass(true);
    await expect(sound.lift()).rejects.toMatchObject({ code: "phone-refused" });
    answers = (offer) => describes("7000", offer);
    sound.pass(false);
    sound.connect({ kind: "browser" });
    await settled();
    expect(offered.filter((each) => partnerIn(each) === "16000")).toHaveLength(1);
    expect([...ours.values()]).toEqual(["closed towards the telephone"]);
  });

  it("puts the telephone down once its user has left the others, and no earlier", async () => {
    const [one, other] = [await mixedWith("5010"), await mixedWith("5011")];
    one.sound.connect({ ...inMix, user: false });
    expect(hungUp).toBe(0);
    other.sound.connect({ ...inMix, user: false });
    expect([hungUp, phones.isUp("desk")]).toEqual([1, false]);
  });

  it("is claimed by no call that is over, though its telephone is lifted only then", async () => {
    const [closing, staying] = [soundOf().sound, soundOf().sound];
    closing.pass(true);
    const lifting = Promise.all([closing.lift(), staying.lift()]);
    closing.close();
    await lift();
    await lifting;
    expect([ours.size, phones.isUp("desk")]).toEqual([0, true]);
  });
});

it("one telephone is never connected to two parties, whatever order its calls are connected, left and closed in", async () => {
  const acts = fc.array(fc.tuple(fc.constantFrom("connect", "leave", "mute", "close"), fc.nat(2)), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(acts, async (deeds) => {
      begin();
      const ports = ["5010", "5011", "5012"];
      const calls = [];
      for (const port of ports) calls.push(await spokenWith(port));
      let wanted: string | null = "5012";
      const closed = new Set<number>();
      for (const [act, n] of deeds.filter(([, which]) => !closed.has(which))) {
        if (closed.has(n)) continue;
        const { sound } = calls[n] as (typeof calls)[number];
        if (act === "connect") sound.connect({ kind: "browser" });
        if (act === "leave") sound.connect({ kind: "nobody" });
        if (act === "mute") sound.mute(true);
        if (act === "close") sound.close();
        if (act === "close") closed.add(n);
        if (act === "connect") wanted = ports[n] ?? null;
        else if (act !== "mute" && wanted === ports[n]) wanted = null;
        await settled();
        if (phones.isUp("desk")) expect(partner()).toBe(wanted);
      }
    }),
  );
});
