import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { drawIdentity } from "./dtls/certificate.ts";
import type { HandshakeTerms } from "./handshake-terms.ts";
import { createKeyHandshake, type KeyHandshake, type Way } from "./key-handshake.ts";
import type { Source } from "./latch.ts";

const [alice, bob, mallory] = [drawIdentity(), drawIdentity(), drawIdentity()];
const placeOf = { alice: { address: "192.0.2.1", port: 5000 }, bob: { address: "192.0.2.2", port: 6000 } } as const;
const beside = (place: Source): Source => ({ ...place, port: place.port + 1 });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Two sessions on a network where nothing is lost. */
function meet() {
  const told: Record<"alice" | "bob", string[]> = { alice: [], bob: [] };
  const begin = (name: "alice" | "bob", other: () => KeyHandshake): KeyHandshake =>
    createKeyHandshake(name === "alice" ? alice : bob, {
      send: (way, datagram) => {
        const from = way === "sound" ? placeOf[name] : beside(placeOf[name]);
        setTimeout(() => other().take(way, datagram, from), 5);
      },
      renewed: () => told[name].push("renewed"),
      settled: (way) => told[name].push(`${way} settled`),
      failed: (why) => told[name].push(why),
    });
  const ours: KeyHandshake = begin("alice", () => theirs);
  const theirs: KeyHandshake = begin("bob", () => ours);
  return { ours, theirs, told };
}

const terms = (role: HandshakeTerms["role"], announced = role === "client" ? bob : alice): HandshakeTerms => ({
  role,
  announced: [announced.fingerprint],
  ice: null,
  protocol: "UDP/TLS/RTP/SAVP",
});
const both = (place: Source): Record<Way, Source> => ({ sound: place, reports: beside(place) });

describe("the handshakes of a session", () => {
  it("are one for sound and one for reports where those go their own way", () => {
    const { ours, theirs, told } = meet();
    theirs.agree(terms("server"), both(placeOf.alice));
    ours.agree(terms("client"), both(placeOf.bob));
    vi.advanceTimersByTime(100);
    expect(told.alice).toEqual(["renewed", "sound settled", "reports settled"]);
    expect(told.bob.toSorted()).toEqual(["renewed", "reports settled", "sound settled"]);
  });

  it("begin at once with a peer whose first words came before its answer", () => {
    const { ours, theirs, told } = meet();
    ours.agree(terms("client"), { sound: placeOf.bob });
    vi.advanceTimersByTime(50);
    theirs.agree(terms("server"), { sound: placeOf.alice });
    vi.advanceTimersByTime(50);
    expect(told.bob).toEqual(["renewed", "sound settled"]);
  });

  it("stay through the same terms, and begin anew with somebody else", () => {
    const { ours, theirs, told } = meet();
    theirs.agree(terms("server"), { sound: placeOf.alice });
    ours.agree(terms("client"), { sound: placeOf.bob });
    vi.advanceTimersByTime(100);
    ours.agree(terms("client"), { sound: placeOf.bob });
    vi.advanceTimersByTime(100);
    expect(told.alice).toEqual(["renewed", "sound settled"]);
    ours.agree(terms("client", mallory), { sound: placeOf.bob });
    expect(told.alice).toEqual(["renewed", "sound settled", "renewed"]);
  });

  it("of reports may come to nothing; those of sound may not, and nobody else may answer either", () => {
    const { ours, told } = meet();
    ours.agree(terms("client"), both(placeOf.bob));
    vi.advanceTimersByTime(20_000);
    expect(told.alice).toEqual(["renewed", "no-keys"]);
    const wrong = meet();
    wrong.theirs.agree(terms("server"), both(placeOf.alice));
    wrong.ours.agree(terms("client", mallory), both(placeOf.bob));
    vi.advanceTimersByTime(100);
    expect(new Set(wrong.told.alice)).toEqual(new Set(["renewed", "wrong-certificate"]));
  });

  it("hear nobody else once the peer was heard, and garbage harms nobody", () => {
    const { ours, theirs, told } = meet();
    const stranger = { address: "198.51.100.9", port: 9 };
    theirs.agree(terms("server"), { sound: placeOf.alice });
    ours.agree(terms("client"), { sound: placeOf.bob });
    vi.advanceTimersByTime(6);
    theirs.take("sound", Buffer.from("16fefd0000000000000000000c0e0000000001000000000000", "hex"), stranger);
    theirs.take("sound", Buffer.of(22, 1, 2, 3), placeOf.alice);
    vi.advanceTimersByTime(100);
    expect(told.bob).toEqual(["renewed", "sound settled"]);
  });

  it("end with the session: what waits is dropped, and no time comes any more", () => {
    const { ours, theirs, told } = meet();
    ours.agree(terms("client"), both(placeOf.bob));
    vi.advanceTimersByTime(20);
    ours.close();
    theirs.close();
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual({ alice: ["renewed"], bob: [] });
  });
});
