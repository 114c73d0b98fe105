import { describe, expect, it } from "vitest";
import { outgoingCall } from "./call.ts";
import { identified } from "./identity.ts";

const callTo = (number: string, name = "") => outgoingCall({ id: "1", now: 0, number, name }, number, null);

describe("who is at the other end", () => {
  it.each([
    ["5012", "5012"],
    ["5012", "+33170185012"],
    ["+33170184310", "0170184310"],
    ["alice", "Alice"],
  ])("%s is the same as %s, and gains a name", (called, told) => {
    expect(identified(callTo(called), { number: told, name: "Ada" })).toEqual({
      peer: { number: called, name: "Ada" },
    });
  });

  it("is nothing new without a number, or with what is known already", () => {
    expect(identified(callTo("5012"), { number: "", name: "Ada" })).toBeNull();
    expect(identified(callTo("5012", "Ada"), { number: "5012", name: "" })).toBeNull();
    expect(identified(callTo("5012", "Ada"), { number: "5012", name: "Ada" })).toBeNull();
  });

  it.each(["5013", "bob", "0170185013"])("is %s, put through by whom we called", (number) => {
    const peer = { number, name: "Bob" };
    expect(identified(callTo("5012", "Ada"), peer)).toEqual({ peer, redirectedBy: { number: "5012", name: "Ada" } });
  });

  it("was first put through by whoever did it first", () => {
    const redirectedBy = { number: "200", name: "" };
    const peer = { number: "5013", name: "" };
    expect(identified({ ...callTo("5012"), redirectedBy }, peer)).toEqual({ peer, redirectedBy });
  });
});
