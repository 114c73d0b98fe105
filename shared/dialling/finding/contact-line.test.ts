import { describe, expect, it } from "vitest";
import { endsContact, isSelfNamed } from "./contact-line.ts";

describe("an entry of an address book", () => {
  it.each([
    "Gordon McLeish ",
    "Smith & Sons Roofing, ",
    "Garage Côté inc. ",
    "x\nMaria O'Neill - ",
    "Mom ",
    "a | Ana López ",
  ])("ends with what is behind %j", (before) => {
    expect(endsContact(before, "")).toBe(true);
  });

  it.each([
    "Order ",
    "Blue Widget ",
    "DHL Express ",
    "Purchase Order ",
    "Thank you for ",
    "Springfield ",
    "Zoom Meeting ",
    "",
  ])("does not with what is behind %j", (before) => {
    expect(endsContact(before, "")).toBe(false);
  });

  it("has nothing counted behind it", () => {
    expect(endsContact("Gordon McLeish ", " items")).toBe(false);
  });

  it("is not needed where somebody takes leave or says a name", () => {
    expect(["Thanks, Rosa ", "hi its Rosa ", "thanks for ", "this is Order "].map(isSelfNamed)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
