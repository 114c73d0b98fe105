import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { desktopEntry, launcher } from "./desktop-entry.ts";

describe("the entry of a desktop", () => {
  const entry = { name: "TWP", comment: "Calls\nlinks", schemes: ["tel", "sip"] };
  it("names the program, the link's place and the schemes", () => {
    expect(desktopEntry({ ...entry, program: "/home/a/.local/share/twp/open-link" })).toBe(`[Desktop Entry]
Type=Application
Name=TWP
Comment=Calls links
Exec=/home/a/.local/share/twp/open-link %u
NoDisplay=true
Terminal=false
MimeType=x-scheme-handler/tel;x-scheme-handler/sip;
`);
  });

  it.each([
    ["/home/a b/x", `"/home/a b/x"`],
    ["/home/100%/x", "/home/100%%/x"],
    ['/home/"a"/x', String.raw`"/home/\\"a\\"/x"`],
    [String.raw`/home/a\b/x`, String.raw`"/home/a\\\\b/x"`],
    ["/home/$a/x", String.raw`"/home/\\$a/x"`],
  ])("%s is %s in it", (program, written) => {
    expect(desktopEntry({ ...entry, program })).toContain(`\nExec=${written} %u\n`);
  });
});

describe("the program that a desktop starts", () => {
  it("runs its words with the link, whatever stands in them", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (word, link) => {
        const [w, l] = [word, link].map((text) => text.replaceAll("\0", ""));
        const script = launcher(["printf", "%s|%s|%s", w ?? ""], { TWP_HOME: w ?? "" }).replace(
          ' "$1"\n',
          ' "$TWP_HOME" "$1"\n',
        );
        const { stdout } = spawnSync("sh", ["-c", script, "sh", l ?? ""], { encoding: "utf8" });
        expect(stdout).toBe(`${w}|${w}|${l}`);
      }),
      { numRuns: 40 },
    );
  });
});
