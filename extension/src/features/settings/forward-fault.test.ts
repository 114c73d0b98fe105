import { initialState } from "@twp/shared/protocol/index.ts";
import { beforeAll, expect, it } from "vitest";
import { loadNumbers } from "../dialling/numbers.ts";
import { forwardFault } from "./forward-fault.ts";

const state = { ...initialState, account: { ...initialState.account, user: "201", domain: "uc.test" } };
beforeAll(loadNumbers);

it.each([
  ["01 99 00 12 34", null],
  ["*98", null],
  ["202", null],
  ["201@elsewhere.test", null],
  ["", "failures:number-not-dialable"],
  ["the reception", "failures:number-not-dialable"],
  ["201", "settings:forward.own"],
  ["sip:201@UC.test", "settings:forward.own"],
])("callers sent to %j: %s", (text, fault) => {
  expect(forwardFault(text, state)).toBe(fault);
});
