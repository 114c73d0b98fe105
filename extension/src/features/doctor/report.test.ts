import { expect, it } from "vitest";
import { reportOf } from "./report.ts";

it("says everything in the order in which it is asked for, and nothing of anybody", () => {
  const report = reportOf({
    at: new Date(0),
    extension: "0.1.0",
    browser: "Chrome",
    checks: [{ name: "line", verdict: "bad", text: "account:reason.wrong-password" }],
    examination: { version: "0.1.0", system: "Linux", engine: "embedded", clockAhead: 0, codecs: [] },
    calls: [
      {
        call: {
          callId: "1",
          direction: "outgoing",
          startedAt: 0,
          answeredAt: null,
          endedAt: 2000,
          end: "busy",
          codec: null,
          secured: null,
          loss: null,
          jitter: null,
        },
        rungs: [
          {
            at: 5,
            direction: "sent",
            transport: "udp",
            remote: "192.0.2.1:5060",
            method: "INVITE",
            status: null,
            describes: true,
            repeats: 1,
            text: "INVITE sip:…12@uc.test SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n",
          },
        ],
      },
    ],
  });
  expect(report).toBe(
    [
      "TWP report, 1970-01-01T00:00:00.000Z",
      "extension 0.1.0, Chrome",
      "companion 0.1.0, Linux, SIP engine embedded",
      "",
      "bad     line          reason.wrong-password",
      "",
      "call outgoing, begun 1970-01-01T00:00:00.000Z, answered -, ended 1970-01-01T00:00:02.000Z (busy)",
      "sound none, encryption -, loss -, jitter - ms",
      "1970-01-01T00:00:00.005Z -> udp 192.0.2.1:5060, 1 more",
      "    INVITE sip:…12@uc.test SIP/2.0",
      "    CSeq: 1 INVITE",
      "",
    ].join("\n"),
  );
});
