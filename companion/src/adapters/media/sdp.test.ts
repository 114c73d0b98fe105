import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDescription } from "./sdp.ts";

const simple = [
  "v=0",
  "o=phone 1 1 IN IP4 192.0.2.1",
  "s=-",
  "c=IN IP4 192.0.2.1",
  "t=0 0",
  "m=audio 4000 RTP/AVP 8 0 101",
  "a=rtpmap:101 telephone-event/8000",
  "a=sendonly",
  "m=video 4002 RTP/AVP 96",
  "a=rtpmap:96 H264/90000",
].join("\r\n");

test("a phone's description is read, static payload types too", () => {
  const [audio, video] = parseDescription(simple)?.sections ?? [];
  expect(audio).toMatchObject({ kind: "audio", port: 4000, address: "192.0.2.1", direction: "sendonly" });
  expect(audio?.audio.map((format) => `${format.payloadType} ${format.encoding}/${format.clock}`)).toEqual([
    "8 PCMA/8000",
    "0 PCMU/8000",
    "101 telephone-event/8000",
  ]);
  expect(video).toMatchObject({ kind: "video", port: 4002, formats: "96" });
});

test("a section's own address and direction win over the session's", () => {
  const text = "v=0\nc=IN IP4 192.0.2.1\na=inactive\nm=audio 4000 RTP/AVP 0\nc=IN IP4 0.0.0.0\na=rtcp:4711";
  expect(parseDescription(text)?.sections[0]).toMatchObject({
    address: "0.0.0.0",
    direction: "inactive",
    rtcpPort: 4711,
  });
});

test.each([
  ["nothing", ""],
  ["another version", "v=1\r\nm=audio 4000 RTP/AVP 0"],
  ["a line without a type", "v=0\r\nhello"],
  ["a port beyond the last", "v=0\r\nm=audio 70000 RTP/AVP 0"],
  ["an m= line cut short", "v=0\r\nm=audio"],
  ["too many sections", `v=0\r\n${"m=audio 4000 RTP/AVP 0\r\n".repeat(17)}`],
  ["a text too large", `v=0\r\n${"a=x\r\n".repeat(20_000)}`],
])("%s is no description", (_name, text) => {
  expect(parseDescription(text)).toBeNull();
});

test("a host name is no address that we would look up", () => {
  expect(parseDescription("v=0\r\nc=IN IP4 phone.example\r\nm=audio 4000 RTP/AVP 0")?.sections[0]?.address).toBeNull();
});

test("no bytes make it throw", () => {
  const word = fc.constantFrom(
    "v=0",
    "m=audio 1 RTP/AVP 0",
    "a=rtpmap:",
    "c=IN IP4 ",
    "a=rtcp:",
    "0",
    "/",
    " ",
    "\r\n",
    ":",
  );
  const text = fc.oneof(
    fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
    fc.array(fc.oneof(word, fc.string())).map((parts) => parts.join("")),
  );
  fc.assert(fc.property(text, (input) => void parseDescription(input)));
});
