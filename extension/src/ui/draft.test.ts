import { describe, expect, it } from "vitest";
import { withEdits } from "./draft.ts";

describe("a form that is written into while something else comes to be kept", () => {
  it("keeps what was written, and shows the rest as it is kept now", () => {
    const before = { name: "", user: "", transport: "auto" };
    const written = { ...before, user: "alice" };
    expect(withEdits({ name: "You", user: "100", transport: "udp" }, before, written)).toEqual({
      name: "You",
      user: "alice",
      transport: "udp",
    });
  });
});
