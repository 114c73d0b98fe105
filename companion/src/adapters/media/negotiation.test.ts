import fc from "fast-check";
import { expect, test } from "vitest";
import type { Codec } from "@twp/shared/protocol/calls.ts";
import type { Direction } from "../../features/sounds/ports.ts";
import { beginNegotiation, makeAnswer, makeOffer, takeAnswer, type Negotiation } from "./negotiation.ts";
import { parseDescription } from "./sdp.ts";

const all = ["opus", "G722", "PCMA", "PCMU"] as const satisfies readonly Codec[];
const ours = beginNegotiation("1", "192.0.2.10", 5000, all);
const theirs = (codecs: readonly Codec[] = all) => beginNegotiation("2", "192.0.2.20", 6000, codecs);

const sdp = (...media: string[]) =>
  ["v=0", "o=- 1 1 IN IP4 192.0.2.20", "s=-", "c=IN IP4 192.0.2.20", "t=0 0", ...media, ""].join("\r\n");

function answered(negotiation: Negotiation, offer: string, direction: Direction) {
  const outcome = makeAnswer(negotiation, offer, direction);
  if ("refused" in outcome) throw new Error(outcome.why);
  return outcome;
}

function accepted(negotiation: Negotiation, answer: string) {
  const outcome = takeAnswer(negotiation, answer);
  if ("refused" in outcome) throw new Error(outcome.why);
  return outcome.next;
}

/** Offer and answer between two of us, who want these directions. */
function talk(offering: Direction, answering: Direction, codecs: readonly Codec[] = all) {
  const offer = makeOffer(ours, offering);
  const answer = answered(theirs(codecs), offer.sdp, answering);
  return { we: accepted(offer.next, answer.sdp), they: answer.next, offer: offer.sdp, answer: answer.sdp };
}

test("both sides agree on the first common codec and on where to send", () => {
  const { we, they } = talk("sendrecv", "sendrecv", ["PCMU", "PCMA"]);
  expect(we.agreement).toMatchObject({ codec: "PCMA", sendPayloadType: 8, direction: "sendrecv", heldByPeer: false });
  expect(they.agreement).toMatchObject({ codec: "PCMA", direction: "sendrecv" });
  expect(we.agreement?.remote).toEqual({ address: "192.0.2.20", port: 6000, rtcpPort: 6001 });
  expect(we.agreement?.sendEvents).toEqual({ payloadType: 101, clock: 8000 });
});

test("digits take the clock of the codec they interrupt", () => {
  expect(talk("sendrecv", "sendrecv").we.agreement?.sendEvents?.clock).toBe(48_000);
  expect(talk("sendrecv", "sendrecv", ["G722"]).we.agreement?.sendEvents?.clock).toBe(8000);
});

test.each<[Direction, Direction, Direction, Direction]>([
  ["sendrecv", "sendrecv", "sendrecv", "sendrecv"],
  ["sendonly", "sendrecv", "sendonly", "recvonly"],
  ["inactive", "sendrecv", "inactive", "inactive"],
  ["sendrecv", "sendonly", "recvonly", "sendonly"],
  ["sendonly", "sendonly", "inactive", "inactive"],
  ["recvonly", "sendrecv", "recvonly", "sendonly"],
])("offered %s and answered %s, sound flows %s here and %s there", (offering, answering, here, there) => {
  const { we, they } = talk(offering, answering);
  expect([we.agreement?.direction, they.agreement?.direction]).toEqual([here, there]);
});

test("each side knows when the other holds it", () => {
  expect(talk("sendonly", "sendrecv")).toMatchObject({
    we: { agreement: { heldByPeer: false } },
    they: { agreement: { heldByPeer: true } },
  });
  expect(talk("sendrecv", "sendonly").we.agreement?.heldByPeer).toBe(true);
  const zero = sdp("m=audio 6000 RTP/AVP 0", "c=IN IP4 0.0.0.0");
  expect(answered(ours, zero, "sendrecv").next.agreement).toMatchObject({ heldByPeer: true, direction: "recvonly" });
});

test("while we hold with inactive, the peer's only possible answer tells nothing new", () => {
  const { we } = talk("sendrecv", "sendrecv");
  const hold = makeOffer(we, "inactive");
  const answer = sdp("m=audio 6000 RTP/AVP 8", "a=inactive");
  expect(accepted(hold.next, answer).agreement).toMatchObject({ direction: "inactive", heldByPeer: false });
});

test("a later offer keeps its port and payload types, raises the version and puts the codec in use first", () => {
  const { we } = talk("sendrecv", "sendrecv", ["PCMA"]);
  const again = makeOffer(we, "sendonly").sdp;
  expect(again).toContain("o=twp 1 2 IN IP4 192.0.2.10");
  expect(again).toContain("m=audio 5000 RTP/AVP 8 96 9 0 101 110");
  expect(again).toContain("a=sendonly");
});

test("the peer's numbers are used towards it, and ours or its own are understood", () => {
  const offer = makeOffer(ours, "sendrecv");
  const answer = sdp("m=audio 6000 RTP/AVP 120", "a=rtpmap:120 OPUS/48000/2");
  const { agreement } = accepted(offer.next, answer);
  expect(agreement).toMatchObject({ codec: "opus", sendPayloadType: 120, sendEvents: null });
  expect([agreement?.receive.get(96), agreement?.receive.get(120)]).toEqual(["opus", "opus"]);
});

test("an answer refuses what is not sound in its place", () => {
  const offer = sdp(
    "m=video 6002 RTP/AVP 99",
    "m=audio 6000 RTP/AVP 0 101",
    "a=rtpmap:101 telephone-event/8000",
    "a=rtcp-mux",
  );
  const { sdp: answer, next } = answered(ours, offer, "sendrecv");
  const sections = parseDescription(answer)?.sections ?? [];
  expect(sections.map((section) => [section.kind, section.port])).toEqual([
    ["video", 0],
    ["audio", 5000],
  ]);
  expect(answer).toContain("a=rtcp-mux");
  expect(parseDescription(makeOffer(next, "sendonly").sdp)?.sections).toHaveLength(2);
});

test.each([
  ["no codec of ours", sdp("m=audio 6000 RTP/AVP 18"), "no-common-codec"],
  ["sound over SRTP only", sdp("m=audio 6000 RTP/SAVP 0"), "no-common-codec"],
  ["a closed section", sdp("m=audio 0 RTP/AVP 0"), "no-common-codec"],
  ["telephone events alone", sdp("m=audio 6000 RTP/AVP 101", "a=rtpmap:101 telephone-event/8000"), "no-common-codec"],
  ["something else", "hello", "sound-failed"],
])("%s is refused", (_name, text, refused) => {
  expect(makeAnswer(ours, text, "sendrecv")).toMatchObject({ refused });
  expect(takeAnswer(makeOffer(ours, "sendrecv").next, text)).toMatchObject({ refused });
});

test("no description makes it throw, and what it answers can be read", () => {
  const direction = fc.constantFrom<Direction>("sendrecv", "sendonly", "recvonly", "inactive");
  const line = fc.constantFrom(
    "m=audio 6000 RTP/AVP 0 8 9 96 101",
    "m=audio 0 RTP/AVP 0",
    "m=image 6004 udptl t38",
    "a=rtpmap:96 opus/48000/2",
    "a=rtpmap:101 telephone-event/8000",
    "a=inactive",
    "c=IN IP6 ::1",
    "a=rtcp:9",
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), direction, (lines, wanted) => {
      const outcome = makeAnswer(ours, sdp(...lines), wanted);
      if ("refused" in outcome) return;
      const sections = parseDescription(outcome.sdp)?.sections;
      expect(sections).toHaveLength(lines.filter((text) => text.startsWith("m=")).length);
    }),
  );
});
