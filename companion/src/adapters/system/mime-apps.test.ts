import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wantedFor, withDefault, withoutDefault } from "./mime-apps.ts";

const types = ["x-scheme-handler/tel", "x-scheme-handler/sip"];
const own = "twp-tel.desktop";
const before = `# by hand
[Added Associations]
x-scheme-handler/tel=other.desktop;

[Default Applications]
text/html=browser.desktop
x-scheme-handler/tel=other.desktop;third.desktop

[Removed Associations]
text/plain=x.desktop;
`;

describe("the user's choice of applications", () => {
  it("gets one more, before whoever was chosen, and leaves everything else", () => {
    expect(withDefault(before, types, own)).toBe(
      before.replace(
        "x-scheme-handler/tel=other.desktop;third.desktop\n",
        `x-scheme-handler/tel=${own};other.desktop;third.desktop;\nx-scheme-handler/sip=${own};\n`,
      ),
    );
    expect(withDefault("", types, own)).toBe(
      `[Default Applications]\nx-scheme-handler/tel=${own};\nx-scheme-handler/sip=${own};\n`,
    );
  });

  it("is what it was once that one is taken out", () => {
    const after = withoutDefault(withDefault(before, types, own), types, own);
    expect(wantedFor(after, "x-scheme-handler/tel")).toEqual(["other.desktop", "third.desktop"]);
    expect(wantedFor(after, "x-scheme-handler/sip")).toEqual([]);
    expect(after.replaceAll(";", "")).toBe(before.replaceAll(";", ""));
    expect(withoutDefault("", types, own)).toBe("");
    expect(withoutDefault(before, types, own)).toBe(before);
  });

  it("is the same after twice as after once, and never loses a line", () => {
    const line = fc.constantFrom(
      "",
      "# x",
      "[Default Applications]",
      "[Added Associations]",
      "a/b=c.desktop;",
      "x-scheme-handler/tel=d.desktop",
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const once = withDefault(lines.join("\n"), types, own);
        expect(withDefault(once, types, own)).toBe(once);
        expect(wantedFor(once, "x-scheme-handler/sip")[0]).toBe(own);
        expect(once.split("\n").filter((each) => each === "a/b=c.desktop;")).toHaveLength(
          lines.filter((each) => each === "a/b=c.desktop;").length,
        );
      }),
    );
  });
});
