import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneOrigin } from "./origin.ts";

const described = (origin: string, port: number): string =>
  `v=0\r\no=${origin}\r\ns=-\r\nm=audio ${port} RTP/AVP 0\r\n`;
const originIn = (description: string): string => /^o=(.*)$/mu.exec(description)?.[1]?.trim() ?? "";

describe("the origin of a dialog's descriptions", () => {
  it("stays that of the first, whoever describes the sound, and counts each change", () => {
    const next = oneOrigin(described("- 17 3 IN IP4 192.0.2.7", 4000));
    expect(originIn(next(described("bob 99 1 IN IP4 192.0.2.9", 5000)))).toBe("- 17 4 IN IP4 192.0.2.7");
    expect(originIn(next(described("- 17 3 IN IP4 192.0.2.7", 4000)))).toBe("- 17 5 IN IP4 192.0.2.7");
  });

  it("keeps its version while nothing changes", () => {
    const first = described("- 17 3 IN IP4 192.0.2.7", 4000);
    fc.assert(
      fc.property(fc.nat(1e6), (version) => {
        const next = oneOrigin(first);
        expect(originIn(next(first.replace("17 3", `17 ${version}`)))).toBe("- 17 3 IN IP4 192.0.2.7");
      }),
    );
  });

  it("leaves what it does not understand", () => {
    expect(oneOrigin("")("v=0\r\n")).toBe("v=0\r\n");
    expect(oneOrigin(described("- 17 3 IN IP4 192.0.2.7", 4000))("")).toBe("");
  });
});
