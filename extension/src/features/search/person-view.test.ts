import { expect, it } from "vitest";
import { aCall } from "../calls/testing.ts";
import { transferable } from "./person-view.ts";

const waits = aCall({ id: "waits", state: "held" });
const asked = aCall({ id: "asked", consults: "waits" });
const spoken = aCall({ id: "spoken" });

it("who is spoken with can be sent to somebody, unless it is a consultation, which has its own buttons", () => {
  expect(transferable([spoken], [spoken])?.id).toBe("spoken");
  expect(transferable([waits, asked], [waits, asked])).toBeNull();
  expect(transferable([waits], [waits])).toBeNull();
  expect(transferable([], [spoken])).toBeNull();
});
