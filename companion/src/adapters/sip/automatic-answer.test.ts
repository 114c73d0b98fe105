import { expect, it } from "vitest";
import type { SipMessage } from "../../srf/application.ts";
import { answerAfterOf } from "./automatic-answer.ts";

const saying = (name: string, value: string): SipMessage => ({
  body: "",
  has: (asked) => asked === name,
  get: (asked) => (asked === name ? value : ""),
  getParsedHeader: () => null,
});

it.each([
  ["Call-Info", "<sip:uc.test>;answer-after=0", 0],
  ["Call-Info", "<sip:uc.test>; Answer-After = 12", 12],
  ["Call-Info", "<https://uc.test/picture>;purpose=icon", null],
  ["Answer-Mode", "Auto", 0],
  ["Answer-Mode", "Manual", null],
  ["Alert-Info", "<http://127.0.0.1>;info=alert-autoanswer;delay=3", 3],
  ["Alert-Info", "Ring Answer", null],
  ["Alert-Info", "Auto Answer", 0],
  ["Alert-Info", "<http://notused>;info=intercom", 0],
  ["P-Auto-Answer", "normal", 0],
  ["Priv-Answer-Mode", "Auto", null],
])("%s: %s asks to be answered after %s seconds", (name, value, seconds) =>
  expect(answerAfterOf(saying(name, value))).toBe(seconds),
);
