import type { Call, Conversation } from "@twp/shared/protocol/index.ts";
import { describe, expect, it } from "vitest";
import { aCall } from "../calls/testing.ts";
import { standingAlone, withNumber } from "./conversation-view.ts";

const conversation = (number: string): Conversation => ({ number, name: "", texts: [], unread: 0 });
const all = [conversation("5021"), conversation("5022")];
const call = (given: Partial<Call>): Call => aCall({ peer: { number: "5021", name: "" }, ...given });

describe("a conversation", () => {
  it("is found by its number", () => {
    expect(withNumber(all, "5022")).toBe(all[1]);
    expect(withNumber(all, "5023")).toBeUndefined();
  });

  it("stands on the card of the call with that number, and else for itself", () => {
    expect(standingAlone(all, [call({ state: "active" })])).toEqual([all[1]]);
    expect(standingAlone(all, [call({ state: "ringing" })])).toEqual(all);
    expect(standingAlone(all, [call({ state: "active", conference: { id: "1", since: 0 } })])).toEqual(all);
  });
});
