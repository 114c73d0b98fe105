import { callToAnswer, callToHangUp } from "@twp/shared/protocol/calls.ts";
import { describe, expect, it } from "vitest";
import { aCall } from "../features/calls/testing.ts";
import { sign } from "./badge-sign.ts";
import { pageSource } from "./page-source.ts";
import { noteSelecting, selectsNothing } from "./selecting.ts";
import { whyAway } from "./why-away.ts";

const ready = { state: "ready", session: "s", browser: "b" } as const;

describe("the badge", () => {
  it("shows a caller before all else, then the calls under way, then nothing", () => {
    expect(sign(ready, [aCall(), aCall({ state: "offered" })])).toEqual({ kind: "ringing", text: "1" });
    expect(sign(ready, [aCall(), aCall({ state: "held" }), aCall({ state: "ended" })])).toEqual({
      kind: "talking",
      text: "2",
    });
    const recorded = aCall({ recording: { state: "recording", id: "r" } });
    expect(sign(ready, [aCall({ id: "c2" }), recorded])).toEqual({ kind: "recording", text: "REC" });
    expect(sign(ready, [])).toEqual({ kind: "quiet", text: "" });
  });

  it("says that the companion is missing, whatever was known of calls", () => {
    expect(sign({ state: "searching", since: 0 }, [aCall()])).toEqual({ kind: "missing", text: "!" });
  });
});

describe("a call that waits for the companion in vain", () => {
  it("blames the one that is away only where it is", () => {
    expect(whyAway({ state: "searching", since: 0 })).toBe("panel:searching.title");
    expect(whyAway({ state: "unpaired", refusal: null })).toBe("panel:unpaired.title");
    expect(whyAway({ state: "outdated", update: "companion" })).toBe("panel:outdated.title");
  });
});

describe("the shortcuts", () => {
  it("answer the caller who has waited longest", () => {
    const calls = [aCall(), aCall({ id: "a", state: "offered" }), aCall({ id: "b", state: "offered" })];
    expect(callToAnswer(calls)?.id).toBe("a");
  });

  it("hang up the call we speak in, else the one we dial, and never one that waits", () => {
    const [active, dialling] = [aCall({ id: "a" }), aCall({ id: "d", state: "dialling" })];
    const others = [aCall({ id: "h", state: "held" }), aCall({ id: "o", state: "offered" })];
    expect(callToHangUp([...others, dialling, active])?.id).toBe("a");
    expect(callToHangUp([...others, dialling])?.id).toBe("d");
    expect(callToHangUp(others)).toBeUndefined();
  });
});

describe("the page a call comes from", () => {
  const page = { url: "https://crm.example/p?id=42&token=1", title: "t".repeat(400), isPrivate: false };

  it("leads back, without what lets somebody in, and is cut to what the wire takes", () => {
    expect(pageSource("page", page)).toEqual({
      kind: "page",
      url: "https://crm.example/p?id=42",
      title: "t".repeat(300),
    });
    const long = `https://example.org/${"x".repeat(3000)}`;
    expect(pageSource("selection", { ...page, url: long }, "Tel.")).toMatchObject({ url: "", words: "Tel." });
  });

  it("is not told of in a private window", () => {
    expect(pageSource("page", { ...page, isPrivate: true }, "Tel.")).toEqual({ kind: "page", url: "", title: "" });
  });
});

describe("a page with our script", () => {
  it("is known to have nothing selected once it has said so, and among the tabs that were looked at last", () => {
    expect([selectsNothing(undefined), selectsNothing(1)]).toEqual([false, false]);
    noteSelecting(1, false);
    expect(selectsNothing(1)).toBe(true);
    noteSelecting(1, true);
    expect(selectsNothing(1)).toBe(false);
    noteSelecting(1, false);
    for (let tab = 2; tab <= 201; tab += 1) noteSelecting(tab, false);
    expect([selectsNothing(1), selectsNothing(2), selectsNothing(201)]).toEqual([false, true, true]);
  });
});
