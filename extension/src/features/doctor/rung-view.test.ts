import type { Rung } from "@twp/shared/protocol/index.ts";
import { expect, it } from "vitest";
import { isRefusal, rungText, rungTitle, sinceBegin } from "./rung-view.ts";

const rung = (method: string, status: number | null, text = ""): Rung => ({
  at: 2500,
  direction: "received",
  transport: "udp",
  remote: "192.0.2.1:5060",
  method,
  status,
  describes: false,
  repeats: 0,
  text,
});

it.each([
  ["INVITE", null, "doctor:rung.invite", false],
  ["SUBSCRIBE", null, "doctor:rung.other", false],
  ["INVITE", 200, "doctor:rung.answered", false],
  ["BYE", 200, "doctor:rung.2xx", false],
  ["INVITE", 407, "doctor:rung.401", false],
  ["INVITE", 486, "doctor:rung.486", true],
  ["INVITE", 499, "doctor:rung.4xx", true],
  ["INVITE", 606, "doctor:rung.6xx", true],
  ["INVITE", 999, "doctor:rung.4xx", true],
])("%s %s is told as %s", (method, status, text, refusal) => {
  expect(rungText(rung(method, status))).toBe(text);
  expect(isRefusal(rung(method, status))).toBe(refusal);
});

it("is called as on the wire, and timed from the first on", () => {
  expect(rungTitle(rung("INVITE", 180, "SIP/2.0 180 Ringing\r\n"))).toBe("180 Ringing");
  expect(rungTitle(rung("INVITE", 180))).toBe("180");
  expect(rungTitle(rung("BYE", null))).toBe("BYE");
  expect(sinceBegin(rung("BYE", null), [{ ...rung("INVITE", null), at: 1000 }])).toBe(1.5);
});
