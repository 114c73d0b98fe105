import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterSignal, isRevealed, signalOf, type EdgeSignal, type EdgeState } from "./edge-states.ts";

const run = (...signals: readonly EdgeSignal[]): EdgeState =>
  signals.reduce<EdgeState>((state, signal) => afterSignal(state, signal) ?? state, "hidden");

const signal = fc.constantFrom<EdgeSignal>(
  ...(["touch", "reveal", "hold", "free", "active", "still", "escape", "cover", "uncover"] as const),
);

describe("the panel at the edge", () => {
  it("shows as soon as the pointer touches the edge, and waits once it has left", () => {
    expect(run("touch")).toBe("held");
    expect(run("touch", "free")).toBe("waiting");
    expect(run("touch", "free", "still")).toBe("hidden");
  });

  it("does not hide under the pointer, nor while something is written or a menu is open", () => {
    expect(run("touch", "still")).toBe("held");
    expect(run("touch", "free", "hold", "still")).toBe("held");
    expect(
      [{ pointer: true }, { text: true }, { menu: true }, {}].map((each) => signalOf({ ...none, ...each })),
    ).toEqual(["hold", "hold", "hold", "free"]);
  });

  it("begins its three seconds anew with each key", () => {
    expect(afterSignal("waiting", "active")).toBe("waiting");
    expect(afterSignal("hidden", "active")).toBeNull();
  });

  it("is revealed by a key as well, and hidden by Escape at once", () => {
    expect(run("reveal")).toBe("waiting");
    expect([run("reveal", "escape"), run("touch", "escape")]).toEqual(["hidden", "hidden"]);
  });

  it("never shows while something fills the screen, whatever happens, and only its line afterwards", () => {
    fc.assert(
      fc.property(fc.array(signal), fc.array(signal.filter((each) => each !== "uncover")), (before, during) => {
        expect(run(...before, "cover", ...during)).toBe("away");
        expect(run(...before, "cover", ...during, "uncover")).toBe("hidden");
      }),
    );
  });

  it("shows only what somebody revealed", () => {
    const quiet = signal.filter((each) => each !== "touch" && each !== "reveal");
    fc.assert(fc.property(fc.array(quiet), (signals) => !isRevealed(run(...signals))));
  });
});

const none = { pointer: false, text: false, menu: false };
