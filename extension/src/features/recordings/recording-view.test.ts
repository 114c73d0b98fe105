import { describe, expect, it } from "vitest";
import { aCall } from "../calls/testing.ts";
import { partiesOf, recordingNews, signText } from "./recording-view.ts";

const recording = { state: "recording", id: "r" } as const;

describe("the words of a recording", () => {
  it("say how it stands, and on hold that nothing is kept", () => {
    expect(signText(aCall())).toBeNull();
    expect(signText(aCall({ recording }))).toBe("recordings:sign.recording");
    expect(signText(aCall({ recording, state: "held" }))).toBe("recordings:sign.waiting");
  });

  it("tell each change once: its beginning, its end, and why it ended by itself", () => {
    expect(recordingNews(null, aCall({ recording }))).toBe("recordings:announced.recording");
    expect(recordingNews(recording, aCall({ recording }))).toBeNull();
    expect(recordingNews(recording, aCall())).toBe("recordings:announced.over");
    expect(recordingNews(recording, aCall({ recording: { state: "failed", reason: "disk-full" } }))).toBe(
      "recordings:fault.disk-full",
    );
  });

  it("name everybody by name, else by number", () => {
    const parties = [
      { name: "Sophie", number: "5021" },
      { name: "", number: "5022" },
    ];
    expect(partiesOf({ parties }, (number) => `no. ${number}`)).toBe("Sophie, no. 5022");
  });
});
