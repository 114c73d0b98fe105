import { expect, it } from "vitest";
import { ladderOf } from "./ladder.ts";
import type { TracedMessage } from "./ports.ts";

const traced = (at: number, direction: TracedMessage["direction"], text: string): TracedMessage => ({
  at,
  direction,
  transport: "udp",
  remote: "192.0.2.1:5060",
  text,
});
const invite = "INVITE sip:5012@uc.test SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\nv=0\r\n";

it("has a rung for each message, in order, and counts what went again", () => {
  const ladder = ladderOf([
    traced(1, "sent", invite),
    traced(1500, "received", "SIP/2.0 180 Ringing\r\nCSeq: 1 INVITE\r\n\r\n"),
    traced(501, "sent", invite),
    traced(1900, "received", "BYE sip:us SIP/2.0\r\ncseq: 7 BYE\r\n\r\n"),
  ]);
  expect(ladder.map(({ at, method, status, describes, repeats }) => [at, method, status, describes, repeats])).toEqual([
    [1, "INVITE", null, true, 1],
    [1500, "INVITE", 180, false, 0],
    [1900, "BYE", null, false, 0],
  ]);
  expect(ladder[0]?.text).toContain("sip:…12@uc.test");
});

it("is drawn also of what nobody can read", () => {
  expect(ladderOf([traced(1, "received", "\u0000garbage")])).toMatchObject([{ method: "", status: null }]);
});
