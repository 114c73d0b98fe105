import type { Call, Conversation } from "@twp/shared/protocol/index.ts";
import { describe, expect, it } from "vitest";
import { aCall } from "../calls/testing.ts";
import { standingAlone, withNumber, withWished } from "./conversation-view.ts";

const conversation = (number: string): Conversation => ({ number, name: "", texts: [], unread: 0 });
const all = [conversation("5021"), conversation("5022")];
const call = (given: Partial<Call>): Call => aCall({ peer: { number: "5021", name: "" }, ...given });

describe("a conversation", () => {
  it("is found by its number", () => {
    expect(withNumber(all, "5022")).toBe(all[1]);
    expect(withNumber(all, "5023")).toBeUndefined();
  });

  it("that is wished for stands first before its first text, and else where it is", () => {
    const standing = all.slice(1);
    expect(withWished(standing, all, "5023")).toEqual([conversation("5023"), ...standing]);
    expect(withWished(standing, all, "5021")).toBe(standing);
    expect(withWished(standing, all, null)).toBe(standing);
  });

  it("stands on the card of the call with that number, and else for itself", () => {
    expect(standingAlone(all, [call({ state: "active" })])).toEqual([all[1]]);
    expect(standingAlone(all, [call({ state: "ringing" })])).toEqual(all);
    expect(standingAlone(all, [call({ state: "active", conference: { id: "1", since: 0 } })])).toEqual(all);
  });
});
