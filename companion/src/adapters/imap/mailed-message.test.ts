import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeWav } from "../media/wav.ts";
import { attachmentOf, callerOf, headersIn, secondsOf, type Letter } from "./mailed-message.ts";

const letter = (part: Partial<Letter>): Letter => ({
  headers: new Map(),
  subject: "",
  from: { name: "", address: "pbx@uc.test" },
  ...part,
});

describe("the caller of a mailed message", () => {
  it.each([
    ["X-Asterisk-VM-Caller-ID-Num: 5021\r\nX-Asterisk-VM-Caller-ID-Name: Sophie Martin", "5021", "Sophie Martin"],
    ["X-Voicemail-Caller-Number: +33 1 99 00 12 34", "+33199001234", ""],
    ["X-CallingPartyNumber: 5021\r\nX-CallingPartyName: =?utf-8?q?Zo=C3=A9?=", "5021", ""],
  ])("is told by the telephone system's headers: %s", (text, number, name) => {
    expect(callerOf(letter({ headers: headersIn(text) }))).toEqual({ number, name });
  });

  it.each([
    [{ name: "Sophie Martin", address: "5021@uc.test" }, "5021", "Sophie Martin"],
    [{ name: "0199001234", address: "+33199001234@uc.test" }, "+33199001234", ""],
    [{ name: "01 99 00 12 34", address: "noreply@uc.test" }, "0199001234", ""],
  ])("is the sender where that is a telephone: %j", (from, number, name) => {
    expect(callerOf(letter({ from }))).toEqual({ number, name });
  });

  it.each([
    ['[PBX]: New message 1 in mailbox 100 from "Sophie Martin" <5021>', "5021", "Sophie Martin"],
    ["Voicemail from Sophie Martin <01 99 00 12 34> 00:07", "0199001234", "Sophie Martin"],
    ["New voicemail from 0199001234", "0199001234", ""],
    ["Neue Sprachnachricht von +49 (0)30 990012", "+4930990012", ""],
    ["Message vocal de 0199001234 (7 s)", "0199001234", ""],
  ])("is read from the subject: %s", (subject, number, name) => {
    expect(callerOf(letter({ subject }))).toEqual({ number, name });
  });

  it("has no number where nobody says one, and a date is none", () => {
    expect(callerOf(letter({ subject: "Message vocal de 24/11/2026", from: { name: "PBX", address: "a@b" } }))).toEqual(
      {
        number: "",
        name: "PBX",
      },
    );
  });

  it("can be written by anybody, and is never more than a number and a name", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("from 12 <+1(2)>", "<55>", "=?x?=", "von 5/6"),
    );
    const lines = fc.array(fc.tuple(fc.constantFrom("X-Caller-ID-Num", "X-Caller-Name", "X-Duration"), text));
    fc.assert(
      fc.property(lines, text, text, text, (headers, subject, name, address) => {
        const read = headersIn(headers.map(([key, value]) => `${key}: ${value}`).join("\r\n"));
        const caller = callerOf({ headers: read, subject, from: { name, address } });
        expect(caller.number).toMatch(/^[\d+]{0,32}$/u);
        expect(caller.name.length).toBeLessThanOrEqual(80);
        const seconds = secondsOf(read, new Uint8Array(), 0);
        expect(seconds === null || seconds >= 0).toBe(true);
      }),
    );
  });
});

describe("the sound of a mailed message", () => {
  it("is the first part that a browser plays, also where it is only called so", () => {
    const text = { part: "1", type: "text/plain" };
    const wav = { part: "2", type: "audio/x-wav", encoding: "base64", size: 1000 };
    expect(attachmentOf({ type: "multipart/mixed", childNodes: [text, wav] })).toEqual({
      part: "2",
      type: "audio/wav",
      bytes: 730,
    });
    const named = { part: "2", type: "application/octet-stream", dispositionParameters: { filename: "msg0001.MP3" } };
    expect(attachmentOf({ type: "multipart/mixed", childNodes: [text, named] })?.type).toBe("audio/mpeg");
    expect(attachmentOf({ type: "multipart/mixed", childNodes: [text] })).toBeNull();
  });

  it("is as long as the telephone system says, or as its own head", () => {
    const wav = writeWav({ rate: 8000, samples: new Int16Array(16_000) });
    expect(secondsOf(headersIn("X-Asterisk-VM-Duration: 7"), wav, wav.length)).toBe(7);
    expect(secondsOf(headersIn("X-Voicemail-Length: 1:07"), wav, wav.length)).toBe(67);
    expect(secondsOf(new Map(), wav.subarray(0, 44), wav.length)).toBe(2);
    expect(secondsOf(new Map(), new Uint8Array([1, 2, 3]), 1000)).toBeNull();
  });
});
